using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>A purchase order line while the ledger is told of it: what the tables say, and what the ledger was told
/// before.</summary>
/// <param name="order">Its row; null where the tables have only deliveries of it.</param>
internal sealed class FedLine(PurchaseOrderLine? order)
{
    internal PurchaseOrderLine? Order => order;

    /// <summary>The key under which it is put on order; none without a row.</summary>
    internal EntryKey Key { get; } = order is { } row ? PurchaseMovements.KeyOf(row.PurchaseOrder, row.Line) : default;

    /// <summary>The key that says how many units it is to bring, where the ledger is told another number than before.
    /// </summary>
    internal EntryKey NextKey => PurchaseMovements.ToldKey(Key, Step + 1, Wanted);

    /// <summary>What it is of, and where that goes.</summary>
    internal (ProductId Product, FacilityId ShipTo) Cell => order is { } row ? (row.Product, row.ShipTo) : default;

    internal List<Receipt> Receipts { get; } = [];

    /// <summary>Whether the ledger has a key of it.</summary>
    internal bool IsKnown { get; set; }

    /// <summary>Whether what it left open was taken off order.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Whether its row's units, and not a stock file, say what of it is on order.</summary>
    internal bool IsTold { get; set; }

    /// <summary>Units that it was told to bring in all; null where nobody noted them, as builds of before.</summary>
    internal int? Told { get; private set; }

    /// <summary>How many other numbers it was told to bring before this one; −1 for no number at all.</summary>
    internal int Step { get; private set; } = -1;

    /// <summary>The numbers that hold no longer.</summary>
    internal List<(int Step, int Units)> Before { get; } = [];

    /// <summary>What it was first told to be of, and where that goes; null where nobody noted it.</summary>
    internal (ProductId Product, FacilityId ShipTo)? Placed { get; set; }

    /// <summary>Whether its row says another product or place than the ledger was told.</summary>
    internal bool IsElsewhere => Placed is { } placed && placed != Cell;

    /// <summary>Units of it on order that are still to come.</summary>
    internal int Open { get; set; }

    /// <summary>Units that it is to bring in all: what the vendor confirmed, where that is less than was ordered.
    /// </summary>
    internal int Wanted => order?.ExpectedUnits ?? 0;

    /// <summary>Units that have come of it.</summary>
    internal long Came => Receipts.Sum(receipt => (long)receipt.Units);

    /// <summary>The last day of which it says something.</summary>
    internal DateOnly LastDay => Receipts.Select(receipt => receipt.Day)
        .Append(order?.OrderedDay ?? DateOnly.MinValue).Max();

    /// <summary>Notes a number that the ledger was told, in whatever order they are read.</summary>
    internal void Hear(int step, int units)
    {
        if (Told is { } told)
        {
            Before.Add(step > Step ? (Step, told) : (step, units));
        }

        if (step > Step)
        {
            (Step, Told) = (step, units);
        }
    }
}
