using Quartermaster.Domain;

namespace Quartermaster.Operations.Gather;

/// <summary>What the company assumes where its tables do not say. Every value is shown by <c>qm check</c>.</summary>
public sealed record GatherPolicy
{
    /// <summary>Share of customers lost per day that a promise is later, 0 to 1: until it is estimated.</summary>
    [Setting("share per day", AtLeast = 0, AtMost = 1)]
    public double LostPerExtraDay { get; init; } = 0.04;

    /// <summary>Multiplies the loss per unit of demand not met in setting levels and buying, above 0 to 1,000: 1 for
    /// the stated economics, less or more to serve at another in-stock.</summary>
    [Setting("factor", Above = 0, AtMost = 1_000)]
    public double ShortageFactor { get; init; } = 1;

    /// <summary>Units in a usual parcel: what one unit bears of a parcel's freight. 1 to 1,000; 0 for the mean units of
    /// an order of the last year.</summary>
    [Setting("units", AtLeast = 1, AtMost = 1_000, Or = 0)]
    public double UnitsPerParcel { get; init; }

    /// <summary>Days that a placement looks ahead, 1 to 365; 0 for the mean lead time plus review.</summary>
    [Setting("days", AtLeast = 1, AtMost = 365, Or = 0)]
    public int CoverDays { get; init; }

    /// <summary>Pseudo-units by which a product's regions are drawn towards its category's; above 0 to
    /// a million.</summary>
    [Setting("units", Above = 0, AtMost = 1e6)]
    public double RegionPriorUnits { get; init; } = 50;

    /// <summary>Share of a center's hard storage limit that plans may fill, 0 to 1. What demand may leave beyond its
    /// mean is kept free besides: the capacity policy's quantile.</summary>
    [Setting("share", AtLeast = 0, AtMost = 1)]
    public double StorageFill { get; init; } = 1;

    /// <summary>Futures drawn per product; 16 to 4,096.</summary>
    [Setting("futures", AtLeast = 16, AtMost = 4_096)]
    public int Paths { get; init; } = 128;
}
