using Quartermaster.Domain;

namespace Quartermaster.Planning.Targets;

/// <summary>What should be owned of a product, in the network as a whole or at one facility.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The facility; none for the network.</param>
/// <param name="Units">S: the position to order up to, in units. Of a facility: what it would own to serve its own
/// customers alone; the facilities' sum is more than the network's level by what pooling saves.</param>
/// <param name="ReorderPoint">s: nothing is ordered while more is owned; one below <paramref name="Units"/> where an
/// order has no fixed cost.</param>
public readonly record struct TargetRow(ProductId Product, FacilityId Facility, int Units, int ReorderPoint)
{
    /// <summary>The level, as other engines read it.</summary>
    public Level Level => new(Units, ReorderPoint);
}

/// <summary>Why a level is what it is. Amounts are units.</summary>
public enum TargetReason : byte
{
    /// <summary>Mean demand over lead time plus review period; of a facility, its share of it.</summary>
    ExpectedDemand = 1,

    /// <summary>What uncertain demand adds at the mean lead time; negative where the critical ratio is low.</summary>
    DemandUncertainty = 2,

    /// <summary>What the uncertainty of the lead time adds.</summary>
    LeadTimeUncertainty = 3,

    /// <summary>What a facility adds because it stands alone: its own demand varies more than its share of all.
    /// </summary>
    Pooling = 4,

    /// <summary>A unit short costs less (or more) at a facility than in the network: others can serve.</summary>
    LocalService = 5,

    /// <summary>What the price of room takes away.</summary>
    RoomPrice = 6,

    /// <summary>Rounded up to whole units.</summary>
    Rounding = 7,

    /// <summary>Raised so that fewer orders pay their fixed cost.</summary>
    OrderCost = 8,

    /// <summary>Lowered because the product is sold only for so long.</summary>
    EndOfLife = 9,

    /// <summary>Changed by a person.</summary>
    HumanOverride = 10,

    /// <summary>The row cannot be decided on; its level is 0. See the findings of the inputs.</summary>
    BadInput = 11,

    /// <summary>Lowered because too many futures would leave the last units unsold for long.</summary>
    UnsoldRisk = 12,

    /// <summary>The usual engine's answer broke a rule; the cautious one decided.</summary>
    FellBack = 13,

    /// <summary>Lowered to the largest level that can be said, 2³¹ − 1 units.</summary>
    MostUnits = 14,
}
