using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Orders;

/// <summary>What a customer ordered.</summary>
/// <param name="Code">The order's own code: the same code again is the same order, and must ask for the same.</param>
/// <param name="Region">Where to.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Speed">The speed asked for; none to take the one that the shop shows first.</param>
/// <param name="Lines">What is wanted; a product stands on one line.</param>
public sealed record CustomerOrder(string Code, RegionId Region, Instant At, Speed? Speed, CartLine[] Lines)
{
    /// <summary>The order's name in the ledger.</summary>
    public OrderKey Key { get; } = OrderKey.Of(Code);

    /// <summary>Who orders; nobody where the order names no customer.</summary>
    public CustomerKey Customer { get; init; }

    /// <summary>What the ledger remembers of it, to tell a repetition from another order under the same code.</summary>
    public OrderAsk Ask => new(Region, At, Speed, new(Lines)) { Code = Code, Customer = Customer };
}

/// <summary>Why a line, or a whole order, is not shipped.</summary>
public enum RefusalReason : byte
{
    /// <summary>Fewer units are free in all centers together, or come there within the days that can be promised, than
    /// the line wants.</summary>
    OutOfStock = 1,

    /// <summary>No speed can be promised to the region: no center with the goods has a way there.</summary>
    NoOffer = 2,

    /// <summary>Too few units where they would arrive by the promise.</summary>
    NotInTime = 3,

    /// <summary>The centers that have the goods can pick no more on the ship days that would do.</summary>
    NoSlot = 4,

    /// <summary>The departures, or the region's delivery days, that would do can take no more.</summary>
    LaneFull = 10,

    /// <summary>The order was placed outside the days that routes cover, or breaks a rule of a cart.</summary>
    BadInput = 5,

    /// <summary>The ledger has the order as released or cut: it cannot be placed again under its code.</summary>
    GivenUp = 6,

    /// <summary>The ledger no longer remembers orders of that day, so a repetition could not be told.</summary>
    TooOld = 7,

    /// <summary>The ledger has another order under the same code.</summary>
    OtherContent = 8,

    /// <summary>It was held and not committed in time: what it held is free again, and it cannot be placed again under
    /// its code.</summary>
    HoldEnded = 9,
}

/// <summary>A line that is not shipped, and why.</summary>
/// <param name="Product">The product; none for the whole order.</param>
/// <param name="Units">Units not shipped.</param>
/// <param name="Because">Why.</param>
public readonly record struct RefusedLine(ProductId Product, int Units, RefusalReason Because);

/// <summary>Units of a product that one center ships for an order.</summary>
/// <param name="Product">The product.</param>
/// <param name="From">The center.</param>
/// <param name="Units">Units; 1 or more.</param>
/// <param name="Delivery">When they are delivered, at the promise quantile.</param>
/// <param name="Paid">Freight and handling.</param>
public readonly record struct ShippedGoods(
    ProductId Product, FacilityId From, int Units, Instant Delivery, Money Paid)
{
    /// <summary>Of the units, those that are still on their way to the center.</summary>
    public int Arriving { get; init; }

    /// <summary>The price of the center's hands on the ship day where they are short; paid to nobody.</summary>
    public Money Hands { get; init; }
}

/// <summary>What became of an order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Outcome">What the ledger answered; Unknown if it was not asked.</param>
/// <param name="IsRepeated">Whether the ledger had the order before: nothing was changed.</param>
public sealed record FulfilledOrder(CustomerOrder Order, OrderOutcome Outcome, bool IsRepeated)
{
    /// <summary>What the ledger has under the same code, where that is something else; null otherwise.</summary>
    public OrderAsk? Earlier { get; init; }

    /// <summary>What the customer was told; null where nothing could be promised, or in an earlier run.</summary>
    public DeliveryOffer? Offer { get; init; }

    /// <summary>Why the offer was not kept as it was made, and the new one; null where it was.</summary>
    public ChangedOffer? Changed { get; init; }

    /// <summary>The speed it was promised at; none if it was not.</summary>
    public Speed? Speed => Offer?.Speed;

    /// <summary>By when everything was promised.</summary>
    public Instant Promised => Offer?.Promised ?? default;

    /// <summary>What ships from where.</summary>
    public IReadOnlyList<ShippedGoods> Shipments { get; init; } = [];

    /// <summary>What does not ship.</summary>
    public IReadOnlyList<RefusedLine> Refused { get; init; } = [];

    /// <summary>How many centers ship it: parcels.</summary>
    public int Parcels => Shipments.Select(goods => goods.From).Distinct().Count();

    /// <summary>Freight and handling of all of it.</summary>
    public MoneySum Paid => Shipments.Aggregate(default(MoneySum), (sum, goods) => sum + goods.Paid * 1);
}
