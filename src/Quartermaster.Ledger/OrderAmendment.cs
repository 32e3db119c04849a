using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What a decided order shall claim from now on, where it can not get what it was to get from where it was, or
/// goes elsewhere.</summary>
/// <param name="Order">The order.</param>
/// <param name="Seen">What it claimed when this was decided: <see cref="OpenClaims.Seen"/>.</param>
/// <param name="Lines">What it claims from now on: with what it waits for no more of any product of any owner than it
/// does now. None ends the order, unless it waits for goods.</param>
/// <param name="Slots">The capacity that it claims from now on; at least what it does now, once something of it has
/// left. Of goods on their way it claims at least what it does now.</param>
public sealed record OrderAmendment(OrderKey Order, ulong Seen, StockClaim[] Lines, SlotClaim[] Slots)
{
    /// <summary>What of its claims is not where it was claimed: these units leave the shelf in the same step.</summary>
    public StockClaim[] Missing { get; init; } = [];

    /// <summary>Where the missing units go: <see cref="GoodsState.Lost"/>, or <see cref="GoodsState.Unfulfillable"/>
    /// where they are there and cannot be sold.</summary>
    public GoodsState MissingTo { get; init; } = GoodsState.Lost;

    /// <summary>Where it goes and what was promised, from now on: what was asked for stays the same. Null for no
    /// change; only as long as nothing of it has left or is being picked.</summary>
    public OrderAsk? Ask { get; init; }

    /// <summary>What the order claimed before, there or on its way, and claims nowhere from then on.</summary>
    /// <param name="before">What it claimed.</param>
    public StockClaim[] LostOf(StockClaim[] before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var units = new SortedDictionary<(int Product, int Owner), int>();
        foreach (var (line, sign) in before.Select(line => (line, 1))
            .Concat(GoodsClaims.All(Lines, Slots).Select(line => (line, -1))))
        {
            var goods = (line.Product.Value, line.Owner.Value);
            units[goods] = units.GetValueOrDefault(goods) + (sign * line.Units);
        }

        return
        [
            .. units.Where(goods => goods.Value > 0).Select(goods =>
                new StockClaim(new(goods.Key.Product), default, goods.Value, new(goods.Key.Owner))),
        ];
    }
}

/// <summary>What the ledger has of an order that may be amended.</summary>
/// <param name="State">What has become of it.</param>
/// <param name="Seen">A hash of what it claims: whoever amends it says what was seen.</param>
/// <param name="Lines">What it claims from where, by line.</param>
/// <param name="Slots">The capacity that it claims.</param>
/// <param name="HasLeft">Whether something of it has left.</param>
/// <param name="Ledgers">The ledgers that it lies in, a bit each; 0 for this one alone.</param>
/// <param name="Ask">What was asked for; null if nobody said.</param>
public sealed record OpenClaims(
    OrderOutcome State, ulong Seen, StockClaim[] Lines, SlotClaim[] Slots, bool HasLeft, ulong Ledgers, OrderAsk? Ask)
{
    /// <summary>Where it is being picked.</summary>
    public FacilityId[] Picked { get; init; } = [];
}
