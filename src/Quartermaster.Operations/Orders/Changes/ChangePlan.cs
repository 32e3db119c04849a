using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Changes;

/// <summary>How an order would go on after a change, by the figures of a moment. Nothing is done yet.</summary>
/// <param name="Amendment">What the ledger is to do; null where the change cannot be made.</param>
public sealed record ChangePlan(OrderAmendment? Amendment)
{
    /// <summary>What comes from elsewhere now.</summary>
    public IReadOnlyList<ShippedGoods> Shipments { get; init; } = [];

    /// <summary>What cannot be had as promised, and why.</summary>
    public IReadOnlyList<RefusedLine> Left { get; init; } = [];

    /// <summary>By when what is left, or the whole order, could be there at the earliest; null for not at all.
    /// </summary>
    public DeliveryOffer? Next { get; init; }

    /// <summary>Products that are left, and where the ledger has more of them than was found: that is not counted on,
    /// nor what is on its way there, before the shelf is counted.</summary>
    public IReadOnlyList<(ProductId Product, FacilityId Facility)> NotCounted { get; init; } = [];

    /// <summary>By when it is promised from then on; not known where the ledger does not say.</summary>
    public Instant Promised { get; init; }
}

/// <summary>What an order needs of a place, told apart by what stands in the way.</summary>
public enum ChangeRefusal : byte
{
    /// <summary>Nothing stands in the way.</summary>
    None = 0,

    /// <summary>The ledger does not know the order.</summary>
    Unknown = 1,

    /// <summary>It is not decided: only held, given up, or it has left whole.</summary>
    NotDecided = 2,

    /// <summary>It does not claim so much of the product there.</summary>
    NotClaimed = 4,

    /// <summary>Something of it has left, or it counts as being picked.</summary>
    BeingPicked = 5,

    /// <summary>It holds other owners' goods, or nobody wrote down what was asked for.</summary>
    NotOurs = 6,

    /// <summary>What was promised cannot be kept: see what can be had instead.</summary>
    CannotKeep = 7,

    /// <summary>The ledger does not take it: it no longer remembers that day, or others were always faster.</summary>
    Refused = 8,

    /// <summary>The same key was used for something else.</summary>
    OtherContent = 9,

    /// <summary>Goods of it are still on their way to a center.</summary>
    WaitsForGoods = 10,
}
