using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>The entries of purchase orders: put on order once, received in parts.</summary>
public static class PurchaseMovements
{
    /// <summary>The entries that put purchase order lines on order: each a group of its own for
    /// <see cref="GoodsLedger.PostAll"/>, so that a line that stays behind today can leave tomorrow.</summary>
    /// <param name="at">When.</param>
    /// <param name="lines">The lines, none twice; those of 0 units are left out. Order and line are a line's key, so
    /// that it is on order once, whoever says so.</param>
    public static Entry[] Release(Instant at, ReadOnlySpan<PurchaseOrderLine> lines)
    {
        var entries = new List<Entry>(lines.Length);
        foreach (ref readonly var line in lines)
        {
            if (line.Units > 0)
            {
                entries.Add(Movements.Order(
                    KeyOf(line.PurchaseOrder, line.Line), at, line.Product, line.ShipTo, line.Units));
            }
        }

        return [.. entries];
    }

    /// <summary>The entries of one delivery: one group for <see cref="GoodsLedger.PostAll"/>.</summary>
    /// <remarks>Units beyond the open ones come from the vendor unordered.</remarks>
    /// <param name="receipt">The delivery; order, line and part are its key.</param>
    /// <param name="at">When.</param>
    /// <param name="openUnits">Units of the line not yet received; 0 or more.</param>
    public static Entry[] Receive(in Receipt receipt, Instant at, int openUnits)
    {
        var cause = KeyOf(receipt.PurchaseOrder, receipt.Line, receipt.Part);
        var (product, facility) = (receipt.Product, receipt.ShipTo);
        var isSellable = receipt.Condition != Condition.Damaged;
        var ordered = Math.Min(receipt.Units, openUnits);
        var entries = new List<Entry>(2);
        if (ordered > 0)
        {
            entries.Add(Movements.Receive(new(cause, 0), at, product, facility, ordered, isSellable));
        }

        if (receipt.Units > ordered)
        {
            var extra = receipt.Units - ordered;
            entries.Add(Movements.ReceiveExtra(new(cause, 1), at, product, facility, extra, isSellable));
        }

        return [.. entries];
    }

    /// <summary>The key under which a line is put on order.</summary>
    public static EntryKey KeyOf(Label purchaseOrder, int line) => EntryKey.Of($"order {purchaseOrder} {line}", 0);

    /// <summary>The cause under which a delivery is posted.</summary>
    public static ulong KeyOf(Label purchaseOrder, int line, int part) =>
        EntryKey.Of($"receipt {purchaseOrder} {line} {part}", 0).Cause;
}
