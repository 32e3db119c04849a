using System.Globalization;
using Quartermaster.App.Orders;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Tells a workspace's ledger what its tables say of goods that were ordered, arrived and left.</summary>
/// <remarks>The tables are committed before the ledger: whoever was stopped in between imports again, and what the
/// ledger was told before changes nothing.</remarks>
internal static class LedgerFeed
{
    // Orders that lie in several shards wait for the disk a few times each, and need not wait for one another.
    private const int OrdersAtOnce = 1_024;

    /// <summary>Posts purchase orders and receipts, and says which orders lose goods by it; null where no stock has
    /// been posted yet.</summary>
    internal static (PurchaseFeedResult Told, CutOrders Cut)? PostPurchases(Workspace workspace, Instant now)
    {
        using var held = workspace.LockForWriting();
        if (!WorkspaceLedger.IsOpen(workspace))
        {
            return null;
        }

        var tables = workspace.Tables;
        return WorkspaceLedger.Do(workspace, now, async ledger =>
        {
            var posted = await PostPurchasesAsync(ledger, tables, Workspaces.LedgerNow(workspace, now))
                .ConfigureAwait(false);
            await WorkspaceLedger.ForgetAsync(ledger, workspace, now).ConfigureAwait(false);
            return posted;
        });
    }

    /// <summary>What posting purchase orders and receipts would do to orders that the ledger has now: for a ledger that
    /// the service has open, which posts them itself. Nothing is changed.</summary>
    internal static CutOrders Foresee(Workspace workspace, Instant now)
    {
        var (tables, ledger) = (workspace.Tables, WorkspaceLedger.ReadAt(workspace, now)?.Goods);
        return ledger is null ? CutOrders.None : CutOrders.Of(ledger, tables.Catalog, PurchaseFeed.Post(
            ledger, tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>(), now).Cuts);
    }

    /// <summary>Posts purchase orders and receipts to a ledger that is open.</summary>
    /// <remarks>Each row once. O(rows), in the turn of each shard.</remarks>
    /// <param name="ledger">The ledger.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="now">When this is done: what customers lose by it, they lose now.</param>
    internal static async Task<(PurchaseFeedResult Told, CutOrders Cut)> PostPurchasesAsync(
        LedgerShards ledger, StoredTables tables, Instant now)
    {
        var (orders, receipts) = (tables.Read<PurchaseOrderLine>(), tables.Read<Receipt>());
        var shards = (Orders: ShardRows.Of(orders, ledger.Map, line => line.Product),
            Receipts: ShardRows.Of(receipts, ledger.Map, receipt => receipt.Product));
        var posted = await ledger.EachAsync((shard, goods) =>
            PurchaseFeed.Post(goods, shards.Orders[shard], shards.Receipts[shard], now)).ConfigureAwait(false);
        var told = posted.Aggregate((sum, one) => sum.And(one));
        await ledger.SettleAsync(told.Cuts ?? [], now).ConfigureAwait(false);
        return (told, await CutOrders.OfAsync(ledger, tables.Catalog, told.Cuts, now).ConfigureAwait(false));
    }

    /// <summary>Ships, or gives up, the committed orders that the sales table says have left or were cancelled; null
    /// where nothing is committed.</summary>
    internal static ShippedOrders? PostShipments(Workspace workspace, Instant now)
    {
        using var held = workspace.LockForWriting();
        if (WorkspaceLedger.Read(workspace, now)?.Goods.OldestDecided() is not { } first)
        {
            return null;
        }

        return Post(workspace, now, [.. LinesSince(workspace.Tables, first.AddDays(-1))
            .GroupBy(line => line.Order, StringComparer.Ordinal).Select(WhatLeft)]);
    }

    /// <summary>Ships what committed orders claim at facilities.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="now">When this is done.</param>
    /// <param name="due">Which orders, from where, on which day.</param>
    internal static ShippedOrders Ship(Workspace workspace, Instant now, IReadOnlyList<DueShipment> due)
    {
        using var held = workspace.LockForWriting();
        return Post(workspace, now, [.. due.GroupBy(one => one.Order).Select(order => new LeftOrder(order.Key,
            [.. order.Select(one => (one.Facility, Instant.Of(one.ShipDay, minutes: 1_439)))], null))]);
    }

    private static ShippedOrders Post(Workspace workspace, Instant now, IReadOnlyList<LeftOrder> orders) =>
        WorkspaceLedger.Do(workspace, now, async ledger =>
        {
            await WorkspaceLedger.ForgetAsync(ledger, workspace, now).ConfigureAwait(false);
            if (ledger.Only is { } one)
            {
                return await one.DoAsync(goods =>
                {
                    var desk = new ShippingDesk(goods);
                    return orders.Select(order => Post(goods, desk, order))
                        .Aggregate(default(ShippedOrders), (sum, left) => sum.And(left));
                }).ConfigureAwait(false);
            }

            var counted = await ledger.EachAsync((_, goods) => ShippingDesk.Counted(goods)).ConfigureAwait(false);
            var all = default(ShippedOrders);
            foreach (var some in orders.Chunk(OrdersAtOnce))
            {
                var left = await Task.WhenAll(some.Select(order => PostAsync(ledger.Many!, order, counted)))
                    .ConfigureAwait(false);
                all = left.Aggregate(all, (sum, order) => sum.And(order));
            }

            return all;
        });

    private static ShippedOrders Post(GoodsLedger ledger, ShippingDesk desk, LeftOrder order)
    {
        if (ledger.StateOf(order.Order) != OrderOutcome.Decided)
        {
            return default;
        }

        var units = order.Parcels.Sum(parcel => desk.Ship(order.Order, parcel.From, parcel.At));
        return new(units > 0 ? 1 : 0, units, order.Ended is { } at
            && ledger.Release(order.Order, at) == OrderOutcome.Released ? 1 : 0);
    }

    private static async Task<ShippedOrders> PostAsync(ShardedLedger ledger, LeftOrder order, DateOnly[] counted)
    {
        if (await ledger.StateOfAsync(order.Order).ConfigureAwait(false) != OrderOutcome.Decided)
        {
            return default;
        }

        var units = 0L;
        foreach (var (from, at) in order.Parcels)
        {
            units += (await ledger.ShipAsync(order.Order, from, at, counted).ConfigureAwait(false)).Units;
        }

        return new(units > 0 ? 1 : 0, units, order.Ended is { } ended
            && await ledger.ReleaseAsync(order.Order, ended).ConfigureAwait(false) == OrderOutcome.Released ? 1 : 0);
    }

    // Of an order that is done, what did not leave from where it was to leave is free again.
    private static LeftOrder WhatLeft(IGrouping<string, SaleLine> lines) => new(OrderKey.Of(lines.Key),
        [
            .. lines.Where(line => line.Left is not null).GroupBy(line => line.From)
                .OrderBy(parcel => parcel.Key.Value)
                .Select(parcel => (parcel.Key, parcel.Max(line => line.Left!.Value))),
        ],
        lines.All(line => line.Left is not null || line.IsCancelled)
            ? lines.Max(line => line.Left ?? line.At) : null);

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

    // What left of an order from where, and when it ended, if nothing more of it will leave.
    private sealed record LeftOrder(
        OrderKey Order, IReadOnlyList<(FacilityId From, Instant At)> Parcels, Instant? Ended);

    private sealed record SaleLine(string Order, FacilityId From, Instant? Left, bool IsCancelled, Instant At);
}

/// <summary>What left for customers, as the ledger was told.</summary>
/// <param name="Orders">Orders of which something left now.</param>
/// <param name="Units">Units that left.</param>
/// <param name="Released">Orders whose remaining claims are free again: cancelled, or sent from elsewhere.</param>
internal readonly record struct ShippedOrders(int Orders, long Units, int Released)
{
    internal ShippedOrders And(ShippedOrders other) =>
        new(Orders + other.Orders, Units + other.Units, Released + other.Released);
}
