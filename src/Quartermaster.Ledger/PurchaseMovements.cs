using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>The entries of purchase orders: released once, received in parts, closed short or long.</summary>
public static class PurchaseMovements
{
    /// <summary>The entries that release purchase order lines: one group for <see cref="GoodsLedger.PostAll"/>.
    /// </summary>
    /// <param name="cause">What releases them, for example run and vendor; releasing it again changes nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="lines">The lines; those of 0 units are left out. A key's row is the line's place here.</param>
    public static Entry[] Release(string cause, Instant at, ReadOnlySpan<PurchaseOrderLine> lines)
    {
        var (entries, first) = (new List<Entry>(lines.Length), EntryKey.Of(cause, 0));
        for (var row = 0; row < lines.Length; row++)
        {
            if (lines[row].Units > 0)
            {
                var key = first with { Row = (ulong)row };
                entries.Add(Movements.Order(key, at, lines[row].Product, lines[row].ShipTo, lines[row].Units));
            }
        }

        return [.. entries];
    }

    /// <summary>The entries of one delivery: one group for <see cref="GoodsLedger.PostAll"/>.</summary>
    /// <remarks>Units beyond the open ones come from the vendor unordered; what a last delivery leaves open goes back
    /// to the vendor.</remarks>
    /// <param name="receipt">The delivery; order, line and part are its key.</param>
    /// <param name="at">When.</param>
    /// <param name="openUnits">Units of the line not yet received; 0 or more.</param>
    /// <param name="isLast">Whether no more will come.</param>
    public static Entry[] Receive(in Receipt receipt, Instant at, int openUnits, bool isLast)
    {
        var cause = KeyOf(receipt.PurchaseOrder, receipt.Line, receipt.Part);
        var (product, facility) = (receipt.Product, receipt.ShipTo);
        var isSellable = receipt.Condition != Condition.Damaged;
        var ordered = Math.Min(receipt.Units, openUnits);
        var entries = new List<Entry>(3);
        if (ordered > 0)
        {
            entries.Add(Movements.Receive(new(cause, 0), at, product, facility, ordered, isSellable));
        }

        if (receipt.Units > ordered)
        {
            var extra = receipt.Units - ordered;
            entries.Add(Movements.ReceiveExtra(new(cause, 1), at, product, facility, extra, isSellable));
        }

        if (isLast && openUnits > ordered)
        {
            entries.Add(Movements.CancelOrder(new(cause, 2), at, product, facility, openUnits - ordered));
        }

        return [.. entries];
    }

    /// <summary>The cause under which a delivery is posted.</summary>
    public static ulong KeyOf(Label purchaseOrder, int line, int part) =>
        EntryKey.Of($"receipt {purchaseOrder} {line} {part}", 0).Cause;
}
