using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What the tables of purchase orders and receipts changed in the ledger.</summary>
/// <param name="IsOpen">Whether the ledger's shelves were ever stated; otherwise nothing was posted.</param>
/// <param name="Lines">Lines put on order.</param>
/// <param name="UnitsOrdered">Their units.</param>
/// <param name="Receipts">Deliveries that arrived.</param>
/// <param name="UnitsReceived">Their units, damaged ones included.</param>
/// <param name="UnitsCancelled">Units of closed lines that are no longer on order.</param>
/// <param name="Refused">Lines or deliveries that break a rule of the ledger.</param>
public readonly record struct PurchaseFeedResult(
    bool IsOpen, int Lines, long UnitsOrdered, int Receipts, long UnitsReceived, long UnitsCancelled, int Refused)
{
    /// <summary>Claims of orders that were released: they wait for goods that will not come. Null for none.</summary>
    public IReadOnlyList<ClaimCut>? Cuts { get; init; }

    /// <summary>How many claims were released.</summary>
    public int ClaimsReleased => Cuts?.Count ?? 0;

    /// <summary>Of the lines put on order those that were ordered before the days that the ledger remembers.</summary>
    public int LateLines { get; init; }

    /// <summary>Lines that were on order and are to bring another number of units than the ledger was told before.
    /// </summary>
    public int Corrected { get; init; }

    /// <summary>Units of deliveries from before the last count, which has them, that came off order.</summary>
    public long UnitsInCount { get; init; }

    /// <summary>Deliveries of days that the ledger no longer remembers: taken as told, and not posted.</summary>
    public int TakenAsTold { get; init; }

    /// <summary>The first day that is remembered, where something was told of a day before it.</summary>
    public DateOnly RemembersFrom { get; init; }

    /// <summary>What two ledgers did that share the products between them.</summary>
    public PurchaseFeedResult And(PurchaseFeedResult other) => new(
        IsOpen || other.IsOpen, Lines + other.Lines, UnitsOrdered + other.UnitsOrdered, Receipts + other.Receipts,
        UnitsReceived + other.UnitsReceived, UnitsCancelled + other.UnitsCancelled, Refused + other.Refused)
    {
        LateLines = LateLines + other.LateLines,
        Corrected = Corrected + other.Corrected,
        UnitsInCount = UnitsInCount + other.UnitsInCount,
        TakenAsTold = TakenAsTold + other.TakenAsTold,
        Cuts = Cuts is null ? other.Cuts : other.Cuts is null ? Cuts : [.. Cuts, .. other.Cuts],
        RemembersFrom = RemembersFrom > other.RemembersFrom ? RemembersFrom : other.RemembersFrom,
    };
}
