using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>The purchase order lines that <see cref="PurchaseFeed"/> looks at: those that are open, those that the
/// ledger knows, and those of which something came that it may not know.</summary>
internal static class FedLines
{
    /// <summary>The row of a line's key that says that what it left open was taken off order.</summary>
    internal const ulong Closed = 1;

    /// <summary>The lines with their deliveries and what the ledger was told of them before, in the order of their
    /// keys. O(lines + receipts + keys).</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="orders">All purchase order lines.</param>
    /// <param name="receipts">All receipts.</param>
    /// <param name="counted">The day at whose start the shelves were counted last.</param>
    /// <param name="takeAsTold">Hears of each delivery that nothing is done with, because its day is forgotten.</param>
    internal static FedLine[] Of(
        GoodsLedger ledger, Table<PurchaseOrderLine> orders, Table<Receipt> receipts, DateOnly counted,
        Action takeAsTold)
    {
        var lines = LinesToLookAt(ledger, orders, receipts, counted, takeAsTold);
        foreach (ref readonly var receipt in receipts.Rows)
        {
            if (lines.TryGetValue((receipt.PurchaseOrder, receipt.Line), out var line))
            {
                line.Receipts.Add(receipt);
            }
        }

        FedLine[] all = [.. lines.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        Recall(ledger, all);
        return all;
    }

    private static Dictionary<(Label, int), FedLine> LinesToLookAt(
        GoodsLedger ledger, Table<PurchaseOrderLine> orders, Table<Receipt> receipts, DateOnly counted,
        Action takeAsTold)
    {
        var lines = new Dictionary<(Label, int), FedLine>();
        foreach (ref readonly var order in orders.Rows)
        {
            if (order.State.IsOpen() || ledger.Has(PurchaseMovements.KeyOf(order.PurchaseOrder, order.Line)))
            {
                lines[(order.PurchaseOrder, order.Line)] = new(order);
            }
        }

        var fresh = new HashSet<(Label, int)>();
        foreach (ref readonly var receipt in receipts.Rows)
        {
            var key = (receipt.PurchaseOrder, receipt.Line);
            if (receipt.Day >= counted && !lines.ContainsKey(key))
            {
                if (receipt.Day >= ledger.RemembersFrom)
                {
                    fresh.Add(key);
                }
                else
                {
                    takeAsTold();
                }
            }
        }

        foreach (ref readonly var order in orders.Rows)
        {
            if (fresh.Remove((order.PurchaseOrder, order.Line)))
            {
                lines[(order.PurchaseOrder, order.Line)] = new(order);
            }
        }

        foreach (var key in fresh)
        {
            lines[key] = new(null);
        }

        return lines;
    }

    // What the ledger was told of them before.
    private static void Recall(GoodsLedger ledger, FedLine[] lines)
    {
        var byCause = new Dictionary<ulong, FedLine>();
        foreach (var line in lines)
        {
            line.Receipts.Sort((one, other) => one.Part.CompareTo(other.Part));
            if (line.Order is not null)
            {
                byCause[line.Key.Cause] = line;
            }
        }

        foreach (var key in ledger.KeysOf(byCause.Keys.ToHashSet()))
        {
            var line = byCause[key.Cause];
            line.IsKnown |= key.Row == 0;
            line.IsClosed |= key.Row == Closed;
            line.Placed = PurchaseMovements.PlacedBy(key) ?? line.Placed;
            if (PurchaseMovements.ToldBy(key) is { } told)
            {
                line.Hear(told.Step, told.Units);
            }
        }
    }
}
