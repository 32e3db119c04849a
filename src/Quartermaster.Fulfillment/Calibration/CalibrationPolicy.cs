using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>How the day that is promised follows from what a delivery may take.</summary>
public enum CalibrationRule
{
    /// <summary>Every parcel's own quantile.</summary>
    Quantile = 1,

    /// <summary>Each speed and area is late as often as the target says, at the fewest promised days for that: days +
    /// price × late share is least, with a price for each speed and area.</summary>
    ByGroup = 2,

    /// <summary>All parcels together are, with one price for all: the fewest promised days there are. Where a day more
    /// buys little, parcels may be late more often than elsewhere.</summary>
    Together = 3,
}

/// <summary>The settings of calibrated promises.</summary>
public sealed record CalibrationPolicy
{
    /// <summary>The share of parcels that may come after the promised day.</summary>
    [Setting("share of parcels", Above = 0, AtMost = 0.5)]
    public double LateTarget { get; init; } = 0.05;

    /// <summary>Whether the target need hold only for all parcels together, which takes fewer promised days: each day
    /// is promised where it keeps the most parcels from being late. Otherwise it holds for every speed and region.
    /// </summary>
    [Setting("yes or no")]
    public bool IsForAllTogether { get; init; }

    /// <summary>The rule that follows.</summary>
    public CalibrationRule Rule => IsForAllTogether ? CalibrationRule.Together : CalibrationRule.ByGroup;

    /// <summary>After so many days a day's deliveries say half as much about how fast the network is now.</summary>
    [Setting("days", AtLeast = 1, AtMost = 1_000)]
    public double SpeedHalfLifeDays { get; init; } = 15;

    /// <summary>How far the change of speed goes on: 0 for not at all; 1 as far as the newest
    /// <see cref="SpeedHalfLifeDays"/> are from three times as many.</summary>
    [Setting("share", AtLeast = 0, AtMost = 2)]
    public double SpeedTrend { get; init; } = 1;

    /// <summary>The usual speed counts as so many deliveries more.</summary>
    [Setting("parcels", AtLeast = 0, AtMost = 100_000)]
    public double SpeedPriorParcels { get; init; } = 15;

    /// <summary>After so many days a parcel says half as much about how deliveries scatter, and about places.</summary>
    [Setting("days", AtLeast = 1, AtMost = 10_000)]
    public double HistoryHalfLifeDays { get; init; } = 400;

    /// <summary>Places and distances are estimated anew after so many days.</summary>
    [Setting("days", AtLeast = 1, AtMost = 365)]
    public int RefitDays { get; init; } = 3;

    /// <summary>After so many days a lateness says half as much about how far promises are off.</summary>
    [Setting("days", AtLeast = 1, AtMost = 10_000)]
    public double LateHalfLifeDays { get; init; } = 45;

    /// <summary>What is expected counts as so many late parcels more, before promises are corrected.</summary>
    [Setting("parcels", Above = 0, AtMost = 100_000)]
    public double LatePriorParcels { get; init; } = 100;

    /// <summary>The longest promise; what is not there after so many days is given up.</summary>
    [Setting("days", AtLeast = 2, AtMost = 365)]
    public int MostDays { get; init; } = 90;
}
