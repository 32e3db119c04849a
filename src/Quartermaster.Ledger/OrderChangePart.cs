using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What one of several ledgers does of a change of a decided order: what the order claims here from then on.
/// </summary>
/// <param name="Order">The order.</param>
/// <param name="Seen">A hash of what it claimed here when this was decided: <see cref="OpenClaims.Seen"/>; 0 where it
/// has claimed nothing here yet.</param>
/// <param name="Lines">What it claims here from then on: with what it waits for no more of any product of any owner
/// than it does now.</param>
/// <param name="Slots">The capacity that it claims here from then on; of goods on their way at least what it does now.
/// </param>
public sealed record OrderChangePart(OrderKey Order, ulong Seen, StockClaim[] Lines, SlotClaim[] Slots)
{
    /// <summary>What of its claims here is not where it was claimed: these units leave the shelf when the change is
    /// done.</summary>
    public StockClaim[] Missing { get; init; } = [];

    /// <summary>Where the missing units go: <see cref="GoodsState.Lost"/>, or <see cref="GoodsState.Unfulfillable"/>,
    /// or Lost where no room is for them there.</summary>
    public GoodsState MissingTo { get; init; } = GoodsState.Lost;

    /// <summary>All ledgers that hold a part of it from then on: bit i for ledger i; 0 where this one has all.
    /// </summary>
    public ulong Ledgers { get; init; }

    /// <summary>The hash of the order that its home has (<see cref="OrderWord.Content"/>): for a ledger that has
    /// nothing of it yet.</summary>
    public ulong Content { get; init; }

    /// <summary>The UTC day on which it was placed, by its number: for a ledger that has nothing of it yet.</summary>
    public int Day { get; init; }

    /// <summary>Where it goes and what was promised from then on; null for no change. For the order's home.</summary>
    public OrderAsk? Ask { get; init; }

    /// <summary>All that is missing of it in all ledgers: its home tells it.</summary>
    public StockClaim[] AllMissing { get; init; } = [];

    /// <summary>What it claims no more in any ledger: its home tells it.</summary>
    public StockClaim[] Lost { get; init; } = [];

    /// <summary>Where it is being picked, in whatever ledger: what it claims there from then on is of that.</summary>
    public FacilityId[] Picked { get; init; } = [];

    /// <summary>Whether it leaves from elsewhere and nothing else becomes of it: its home tells it.</summary>
    public bool IsMove { get; init; }
}
