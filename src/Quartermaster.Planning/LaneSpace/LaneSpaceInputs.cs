using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>What the prices of lane space are worked out from: demand by region and instant, the ways that reach it,
/// and what the lanes of these ways can take.</summary>
public sealed record LaneSpaceInputs
{
    /// <summary>How many centers ways leave from; at most 64.</summary>
    public required int Centers { get; init; }

    /// <summary>What a unit that nobody ships loses, currency; 0 or more.</summary>
    public required double LostPerUnit { get; init; }

    /// <summary>The unit that all goods are taken to be.</summary>
    public required TypicalUnit Typical { get; init; }

    /// <summary>Sets of centers with stock, a bit for each.</summary>
    public required Table<ulong> Stockings { get; init; }

    /// <summary>Units that customers want on a usual day: set of centers × region.</summary>
    public required Matrix Units { get; init; }

    /// <summary>What is ordered at each instant that is looked at, as a multiple of a usual day's orders.</summary>
    public required Table<double> Instants { get; init; }

    /// <summary>Days of lanes, by lane and day.</summary>
    public required Table<LaneDay> LaneDays { get; init; }

    /// <summary>Which of <see cref="Ways"/> are of instant × center × region.</summary>
    public required Groups WaysOf { get; init; }

    /// <summary>The ways that an order of an instant may go.</summary>
    public required Table<LaneWay> Ways { get; init; }
}

/// <summary>The unit that all goods are taken to be.</summary>
/// <param name="Grams">Weight, g; 0 or more.</param>
/// <param name="CubicCentimeters">Volume, cm³; 0 or more.</param>
/// <param name="PerParcel">Units of a usual parcel; 1 or more.</param>
public readonly record struct TypicalUnit(double Grams, double CubicCentimeters, double PerParcel)
{
    /// <summary>How many units are one unit of a measure: a parcel, a kilogram, a cubic meter.</summary>
    /// <param name="measure">What a departure has room for.</param>
    public double UnitsPer(SlotKind measure) => measure switch
    {
        SlotKind.LaneGrams => 1e3 / Grams,
        SlotKind.LaneCubicCentimeters => 1e6 / CubicCentimeters,
        _ => PerParcel,
    };
}

/// <summary>What the departures of a lane on a day can still take.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Day">The UTC day on which they leave.</param>
/// <param name="Measure">What there is least room of: parcels, grams or cubic centimeters.</param>
/// <param name="Limit">Typical units that fit; 0 or more.</param>
public readonly record struct LaneDay(LaneId Lane, DateOnly Day, SlotKind Measure, double Limit);

/// <summary>A way of one unit: what it costs, and the limited days of lanes that it takes room of.</summary>
/// <param name="Cost">Currency, slowness and the price of hands counted.</param>
/// <param name="First">Index into the days of lanes; −1 for none, and none after it.</param>
/// <param name="Second">The next.</param>
/// <param name="Third">The next.</param>
/// <param name="Fourth">The last.</param>
public readonly record struct LaneWay(float Cost, int First = -1, int Second = -1, int Third = -1, int Fourth = -1)
{
    /// <summary>The most limited lanes of a way that are looked at.</summary>
    public const int MostLanes = 4;

    /// <summary>What its room costs at prices by day of a lane.</summary>
    internal double PriceAt(ReadOnlySpan<double> prices) => First < 0 ? 0
        : prices[First] + (Second < 0 ? 0 : prices[Second] + (Third < 0 ? 0
            : prices[Third] + (Fourth < 0 ? 0 : prices[Fourth])));

    /// <summary>Adds units to what is used of each.</summary>
    internal void AddTo(Span<double> usage, double units)
    {
        foreach (var day in (ReadOnlySpan<int>)[First, Second, Third, Fourth])
        {
            if (day < 0)
            {
                return;
            }

            usage[day] += units;
        }
    }
}
