using Quartermaster.Domain;

namespace Quartermaster.Planning.Targets;

/// <summary>How much lead times believe few receipts. All weights are in order lines.</summary>
public sealed record LeadTimePolicy
{
    /// <summary>Equally likely lead times per offer, 1 or more.</summary>
    public int Points { get; init; } = 8;

    /// <summary>How many lines of its own an offer needs to weigh as much as its vendor's other lines, above
    /// 0.</summary>
    public double VendorWeight { get; init; } = 8;

    /// <summary>What the stated lead time weighs beside the lines of a vendor, above 0.</summary>
    public double StatedWeight { get; init; } = 2;

    /// <summary>Spread of the stated lead time where nothing is known: deviation over mean, 0 to 1.</summary>
    public double StatedSpread { get; init; } = 0.2;

    /// <summary>The smallest share of an order that a vendor is believed to ship, 0.2 to 1.</summary>
    public double LeastYield { get; init; } = 0.5;
}

/// <summary>The lead time that a vendor states for a product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Vendor">The vendor.</param>
/// <param name="Days">Days from order to receipt, 0 to 3,650.</param>
/// <param name="ShipTo">Where the goods go; none for the network.</param>
public readonly record struct StatedLeadTime(ProductId Product, VendorId Vendor, int Days, FacilityId ShipTo = default);
