using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>How much of a product's inbound goes to a facility.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">Where to.</param>
/// <param name="Units">Units to send there, 0 or more.</param>
public readonly record struct PlacementRow(ProductId Product, FacilityId Facility, int Units);

/// <summary>Why a facility gets the units it gets. Amounts are units.</summary>
public enum PlacementReason : byte
{
    /// <summary>The local share of demand, applied to all stock of the product, inbound included.</summary>
    LocalDemand = 1,

    /// <summary>Units that the facility has already, or has on order.</summary>
    AlreadyThere = 2,

    /// <summary>Moved to where a unit is likelier to be sold, at lower cost and with a faster promise.</summary>
    Service = 3,

    /// <summary>Only full cases are sent, but for one remainder.</summary>
    CasePack = 4,

    /// <summary>Moved by the price of room.</summary>
    RoomPrice = 6,

    /// <summary>Moved by the price of receiving.</summary>
    InboundPrice = 7,

    /// <summary>Kept near yesterday's split.</summary>
    Yesterday = 8,

    /// <summary>Changed by a person, here or at another facility of the product.</summary>
    HumanOverride = 9,

    /// <summary>A person's decision trimmed to what there is, in full cases, or raised because the rest must rest
    /// somewhere.</summary>
    Physics = 10,

    /// <summary>The facility may not hold the product.</summary>
    NotEligible = 11,

    /// <summary>No facility may hold the product; the inbound is not placed.</summary>
    NowhereToHold = 12,

    /// <summary>The product cannot be decided on; nothing is placed. See the findings of the inputs.</summary>
    BadInput = 13,

    /// <summary>The usual engine's answer broke a rule; the cautious one decided.</summary>
    FellBack = 14,
}
