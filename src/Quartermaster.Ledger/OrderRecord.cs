using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What the ledger knows of an order. The default stands for an unused number.</summary>
internal struct OrderRecord
{
    internal const int None = -1;

    internal OrderKey Key;
    internal ulong Content;
    internal long Sequence;
    internal long Expires;
    internal int FirstClaim;
    internal int FirstSlot;
    internal int FirstShipped;
    internal int HeapAt;
    internal int OpenAt;
    internal int Day;
    internal ulong Ledgers;
    internal OrderOutcome State;
    internal bool HasShipped;
    internal bool IsForeign;

    internal readonly bool IsOpen => State is OrderOutcome.Held or OrderOutcome.Decided;

    /// <summary>Whether it is no order, but what is held beside one for a change of it (<see cref="PendingChange"/>).
    /// </summary>
    internal readonly bool IsSide => IsForeign && Ledgers == 0;
}

/// <summary>A claim on stock, and where the order's next one is.</summary>
/// <param name="Claim">What is claimed.</param>
/// <param name="Mark">The number of the line; its complement once the units are being picked.</param>
/// <param name="Next">The next claim.</param>
internal readonly record struct HeldClaim(StockClaim Claim, int Mark, int Next)
{
    internal int Line => IsPicked ? ~Mark : Mark;

    internal bool IsPicked => Mark < 0;
}

/// <summary>A claim on a slot, and where the order's next one is.</summary>
internal readonly record struct HeldSlot(SlotClaim Claim, int Next);
