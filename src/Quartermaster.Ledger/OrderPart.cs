using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What one of several ledgers holds of an order whose claims lie in more than one.</summary>
/// <param name="Order">The order.</param>
/// <param name="At">When it is placed; a repetition carries the same instant.</param>
/// <param name="Expires">When the hold ends, unless the home ledger has decided by then.</param>
/// <param name="Lines">What this ledger holds of it; may be empty where it holds slots.</param>
/// <param name="Slots">The capacity that this ledger holds for it.</param>
/// <param name="Ledgers">All ledgers that hold a part: bit i for ledger i. The last is the home, whose word counts.
/// </param>
/// <param name="IsHome">Whether this is the home.</param>
/// <param name="Content">A hash of the whole order, all ledgers' parts.</param>
public sealed record OrderPart(
    OrderKey Order, Instant At, Instant Expires, StockClaim[] Lines, SlotClaim[] Slots, ulong Ledgers, bool IsHome,
    ulong Content)
{
    /// <summary>The hash of a whole order.</summary>
    public static ulong ContentOf(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots) =>
        OrderContent.Of(lines, slots);
}

/// <summary>An order, and where its parts are.</summary>
/// <param name="Order">The order.</param>
/// <param name="Ledgers">All ledgers that hold a part of it; the last is the home. 0 where one has all.</param>
public readonly record struct WaitingPart(OrderKey Order, ulong Ledgers);
