using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>The entries of purchase orders: put on order once, received in parts.</summary>
public static class PurchaseMovements
{
    private const ulong Told = 1UL << 62;
    private const ulong Placed = 1UL << 61;
    private const ulong Units = (1UL << 32) - 1;

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

    /// <summary>Puts purchase order lines on order, and notes how many units of each the ledger was told, so that a
    /// table that says another number later is heard (<see cref="PurchaseFeed"/>).</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="at">When.</param>
    /// <param name="lines">The lines, none twice; those of 0 units are left out.</param>
    /// <returns>One outcome per line of 1 unit or more.</returns>
    public static Outcome[] Release(GoodsLedger ledger, Instant at, ReadOnlySpan<PurchaseOrderLine> lines)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var entries = Release(at, lines);
        var outcomes = new Outcome[entries.Length];
        ledger.PostAll(entries, outcomes);
        for (var i = 0; i < entries.Length; i++)
        {
            if (outcomes[i] == Outcome.Posted)
            {
                // Until all of it is there: whoever reads its table next may do so after months.
                var told = ToldKey(entries[i].Key, 0, entries[i].Units);
                var placed = PlacedKey(entries[i].Key, entries[i].Product, entries[i].To.Facility);
                ledger.Once(told, at);
                ledger.Once(placed, at);
                ledger.Remember(told, GoodsLedger.ForGood);
                ledger.Remember(placed, GoodsLedger.ForGood);
                ledger.Remember(entries[i].Key, GoodsLedger.ForGood);
            }
        }

        return outcomes;
    }

    /// <summary>The key under which a line is put on order.</summary>
    public static EntryKey KeyOf(Label purchaseOrder, int line) => EntryKey.Of($"order {purchaseOrder} {line}", 0);

    /// <summary>The cause under which a delivery is posted.</summary>
    public static ulong KeyOf(Label purchaseOrder, int line, int part) =>
        EntryKey.Of($"receipt {purchaseOrder} {line} {part}", 0).Cause;

    /// <summary>The key that says how many units of a line the ledger was told, and the how manieth number that was.
    /// </summary>
    /// <param name="line">The line's key.</param>
    /// <param name="step">0 for the first number; so the same number may come again after another one.</param>
    /// <param name="units">The units.</param>
    internal static EntryKey ToldKey(EntryKey line, int step, int units) =>
        line with { Row = Told | ((ulong)step << 32) | (uint)units };

    /// <summary>The key that says what a line was first told to be of, and where that goes.</summary>
    internal static EntryKey PlacedKey(EntryKey line, ProductId product, FacilityId shipTo) =>
        line with { Row = Placed | ((ulong)(uint)product.Value << 16) | (ushort)shipTo.Value };

    /// <summary>What a key of a line says that is one of <see cref="PlacedKey"/>; null for others.</summary>
    internal static (ProductId Product, FacilityId ShipTo)? PlacedBy(EntryKey key) => (key.Row >> 61) != 1 ? null
        : (new((int)((key.Row & ~Placed) >> 16)), new((int)(key.Row & 0xFFFF)));

    /// <summary>The key that says what a delivery was told to be: another one for other units, goods or places.
    /// </summary>
    internal static EntryKey ReceiptKey(in Receipt receipt) => ToldKey(
        new(KeyOf(receipt.PurchaseOrder, receipt.Line, receipt.Part), 0),
        (int)(EntryKey.Of(FormattableString.Invariant(
            $"{receipt.Product.Value} {receipt.ShipTo.Value} {receipt.Condition == Condition.Damaged}"), 0)
            .Cause >> 35),
        receipt.Units);

    /// <summary>What a key of a line says that is one of <see cref="ToldKey"/>; null for others.</summary>
    internal static (int Step, int Units)? ToldBy(EntryKey key) =>
        (key.Row & Told) == 0 || key.Row == PostedKeys.OfFile ? null
            : ((int)((key.Row & ~Told) >> 32), (int)(key.Row & Units));
}
