namespace Quartermaster.Operations.Gather;

/// <summary>What the company assumes where its tables do not say. Every value is shown by <c>qm check</c>.</summary>
public sealed record GatherPolicy
{
    /// <summary>Share of customers lost per day that a promise is later, 0 to 1: until it is estimated.</summary>
    public double LostPerExtraDay { get; init; } = 0.04;

    /// <summary>Multiplies the loss per unit of demand not met in setting levels and buying, above 0: 1 for the stated
    /// economics, less or more to serve at another in-stock.</summary>
    public double ShortageFactor { get; init; } = 1;

    /// <summary>Units in a usual parcel: what one unit bears of a parcel's freight. 1 or more; 0 for the mean units of
    /// an order of the last year.</summary>
    public double UnitsPerParcel { get; init; }

    /// <summary>Days that a placement looks ahead, 1 or more; 0 for the mean lead time plus review.</summary>
    public int CoverDays { get; init; }

    /// <summary>Pseudo-units by which a product's regions are drawn towards its category's; above 0.</summary>
    public double RegionPriorUnits { get; init; } = 50;

    /// <summary>Share of a center's hard storage limit that plans may fill, 0 to 1: the rest is for the unforeseen.
    /// </summary>
    public double StorageFill { get; init; } = 0.95;

    /// <summary>Futures drawn per product; 16 or more.</summary>
    public int Paths { get; init; } = 128;
}
