using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Tells a workspace's ledger what its tables say of goods that were ordered, arrived and left.</summary>
/// <remarks>The tables are committed before the ledger: whoever was stopped in between imports again, and what the
/// ledger was told before changes nothing.</remarks>
internal static class LedgerFeed
{
    /// <summary>Posts purchase orders and receipts; null where no stock has been posted yet.</summary>
    internal static PurchaseFeedResult? PostPurchases(Workspace workspace)
    {
        using var held = workspace.LockForWriting();
        var tables = workspace.Tables;
        return !WorkspaceLedger.IsOpen(workspace) ? null : WorkspaceLedger.Do(workspace, ledger =>
            PurchaseFeed.Post(ledger, tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>()));
    }

    /// <summary>Ships, or gives up, the committed orders that the sales table says have left or were cancelled; null
    /// where nothing is committed.</summary>
    internal static ShippedOrders? PostShipments(Workspace workspace)
    {
        using var held = workspace.LockForWriting();
        if (WorkspaceLedger.Read(workspace)?.Goods.OldestDecided() is not { } first)
        {
            return null;
        }

        var lines = LinesSince(workspace.Tables, first.AddDays(-1));
        return WorkspaceLedger.Do(workspace, ledger => Post(ledger, lines));
    }

    /// <summary>Ships what committed orders claim at facilities.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="due">Which orders, from where, on which day.</param>
    internal static ShippedOrders Ship(Workspace workspace, IReadOnlyList<DueShipment> due)
    {
        using var held = workspace.LockForWriting();
        return WorkspaceLedger.Do(workspace, ledger =>
        {
            var (desk, orders, units) = (new ShippingDesk(ledger), new HashSet<OrderKey>(), 0L);
            foreach (var one in due)
            {
                var left = desk.Ship(one.Order, one.Facility, Instant.Of(one.ShipDay, minutes: 1_439));
                units += left;
                _ = left > 0 && orders.Add(one.Order);
            }

            return new ShippedOrders(orders.Count, units, 0);
        });
    }

    private static ShippedOrders Post(GoodsLedger ledger, IEnumerable<SaleLine> lines)
    {
        var (desk, shipped, units, released) = (new ShippingDesk(ledger), 0, 0L, 0);
        foreach (var order in lines.GroupBy(line => line.Order, StringComparer.Ordinal))
        {
            var key = OrderKey.Of(order.Key);
            if (ledger.StateOf(key) != OrderOutcome.Decided)
            {
                continue;
            }

            var before = units;
            foreach (var parcel in order.Where(line => line.Left is not null)
                .GroupBy(line => line.From).OrderBy(parcel => parcel.Key.Value))
            {
                units += desk.Ship(key, parcel.Key, parcel.Max(line => line.Left!.Value));
            }

            shipped += units > before ? 1 : 0;

            // Of an order that is done, what did not leave from where it was to leave is free again.
            if (order.All(line => line.Left is not null || line.IsCancelled)
                && ledger.Release(key, order.Max(line => line.Left ?? line.At)) == OrderOutcome.Released)
            {
                released++;
            }
        }

        return new(shipped, units, released);
    }

    private static List<SaleLine> LinesSince(StoredTables tables, DateOnly first)
    {
        var rows = tables.Query(string.Create(CultureInfo.InvariantCulture, $"""
            SELECT "order", shipped_from, CAST(epoch_ms(shipped) AS BIGINT), is_cancelled,
                CAST(epoch_ms("at") AS BIGINT)
            FROM sales WHERE owner IS NULL AND "at" >= TIMESTAMP '{first:yyyy-MM-dd}' ORDER BY "order", line
            """)).Rows;
        return [.. rows.Select(row => new SaleLine(
            (string)row[0]!, row[1] is string from ? tables.Catalog.Find<FacilityId>(from) : default,
            row[2] is long left ? new Instant(left) : null, row[3] is true, new((long)row[4]!)))];
    }

    private sealed record SaleLine(string Order, FacilityId From, Instant? Left, bool IsCancelled, Instant At);
}

/// <summary>What left for customers, as the ledger was told.</summary>
/// <param name="Orders">Orders of which something left now.</param>
/// <param name="Units">Units that left.</param>
/// <param name="Released">Orders whose remaining claims are free again: cancelled, or sent from elsewhere.</param>
internal readonly record struct ShippedOrders(int Orders, long Units, int Released);
