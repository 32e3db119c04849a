using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What each lane takes and costs by its place on a way, and which lanes leave a facility; lanes by their
/// numbers in the book.</summary>
internal sealed class LaneTimes
{
    private readonly Lane[] _lanes;
    private readonly int[][] _toFacilities;
    private readonly int[][] _toRegions;
    private readonly int[][] _from;
    private readonly int[] _minutes;
    private readonly (float Mean, float Deviation)[] _transit;
    private readonly LaneCost[] _costs;
    private readonly int _mostLegs;

    internal LaneTimes(LaneBook book, RoutePolicy policy, IReadOnlyDictionary<int, double> levels)
    {
        (_lanes, _mostLegs) = (book.Lanes, policy.MostLegs);
        var usable = book.Order.Where(lane => RouteChecks.BrokenRule(_lanes[lane]) is null).ToArray();
        FacilityCount = usable.Select(lane => Math.Max(_lanes[lane].FromFacility.Value, _lanes[lane].ToFacility.Value))
            .DefaultIfEmpty().Max();
        _from = ByStart(usable);
        _toFacilities = ByStart(usable.Where(lane => _lanes[lane].ToRegion.Value < 1));
        _toRegions = ByStart(usable.Where(lane => _lanes[lane].ToRegion.Value >= 1));
        _minutes = new int[_lanes.Length * _mostLegs];
        (_transit, _costs) = (new (float, float)[_lanes.Length], new LaneCost[_lanes.Length]);
        foreach (var lane in usable)
        {
            Describe(lane, book.MarksOf(lane), policy,
                levels.GetValueOrDefault(_lanes[lane].ToRegion.Value, policy.PromiseQuantile));
        }
    }

    /// <summary>The highest facility identifier among the lanes.</summary>
    internal int FacilityCount { get; }

    /// <summary>Whether some lane limits parcels or has a price of space.</summary>
    internal bool HasTerms { get; private set; }

    /// <summary>A lane's row.</summary>
    internal ref readonly Lane this[int lane] => ref _lanes[lane];

    /// <summary>The lanes that leave a facility, in the order of their rows.</summary>
    internal ReadOnlySpan<int> From(int facility) => facility <= FacilityCount ? _from[facility] : [];

    /// <summary>Those of them that end at a facility.</summary>
    internal ReadOnlySpan<int> ToFacilities(int facility) => facility <= FacilityCount ? _toFacilities[facility] : [];

    /// <summary>Those of them that end at a region.</summary>
    internal ReadOnlySpan<int> ToRegions(int facility) => facility <= FacilityCount ? _toRegions[facility] : [];

    /// <summary>Planned minutes under way on a lane that is the given leg of a way, from 1.</summary>
    internal int MinutesOf(int lane, int leg) => _minutes[(lane * _mostLegs) + leg - 1];

    /// <summary>Mean and standard deviation of the minutes under way on a lane.</summary>
    internal (float Mean, float Deviation) TransitOf(int lane) => _transit[lane];

    /// <summary>What a lane costs.</summary>
    internal ref readonly LaneCost CostOf(int lane) => ref _costs[lane];

    private int[][] ByStart(IEnumerable<int> lanes)
    {
        var byStart = lanes.ToLookup(lane => _lanes[lane].FromFacility.Value);
        return [.. Enumerable.Range(0, FacilityCount + 1).Select(facility => byStart[facility].ToArray())];
    }

    private void Describe(int lane, int marks, RoutePolicy policy, double promiseLevel)
    {
        ref readonly var row = ref _lanes[lane];
        var (mean, variance) = TransitTime.Moments(row.TransitMinutesMedian, row.TransitMinutesLate);
        _transit[lane] = ((float)mean, (float)Math.Sqrt(variance));
        var parcels = Math.Max(1.0, row.ParcelsPerDeparture * policy.UsualFill);
        var space = new LaneSpace(row.SpacePricePerParcel.Micros, row.SpacePricePerKilogram.Micros / 1e3,
            row.SpacePricePerCubicMeter.Micros / 1e6);
        _costs[lane] = new(
            row.CostPerParcel.Micros + (long)Math.Round(row.CostPerDeparture.Micros / parcels) + space.ParcelMicros,
            (row.CostPerKilogram.Micros / 1e3) + space.MicrosPerGram,
            (row.CostPerCubicMeter.Micros / 1e6) + space.MicrosPerCubicCentimeter, marks)
        {
            Space = space,
        };
        HasTerms |= marks != 0 || space != default;
        for (var leg = 1; leg <= _mostLegs; leg++)
        {
            var level = row.ToRegion.Value < 1 ? policy.ConnectionQuantile
                : TransitTime.LastLevel(promiseLevel, policy.ConnectionQuantile, leg);
            _minutes[(lane * _mostLegs) + leg - 1] =
                TransitTime.Quantile(row.TransitMinutesMedian, row.TransitMinutesLate, level);
        }
    }
}

/// <summary>What a lane costs, the price of its space included, and what it limits.</summary>
/// <param name="ParcelMicros">A parcel, with its share of the departure.</param>
/// <param name="MicrosPerGram">A gram.</param>
/// <param name="MicrosPerCubicCentimeter">A cubic centimeter.</param>
/// <param name="Marks">Its limits of parcels, as the book numbers them.</param>
internal readonly record struct LaneCost(
    long ParcelMicros, double MicrosPerGram, double MicrosPerCubicCentimeter, int Marks)
{
    /// <summary>What of it is the price of space.</summary>
    internal LaneSpace Space { get; init; }
}

/// <summary>What the space that parcels take on lanes is worth to others.</summary>
/// <param name="ParcelMicros">A parcel's.</param>
/// <param name="MicrosPerGram">A gram's.</param>
/// <param name="MicrosPerCubicCentimeter">A cubic centimeter's.</param>
internal readonly record struct LaneSpace(long ParcelMicros, double MicrosPerGram, double MicrosPerCubicCentimeter)
{
    /// <summary>On these lanes and another one.</summary>
    internal LaneSpace Plus(in LaneSpace other) => new(ParcelMicros + other.ParcelMicros,
        MicrosPerGram + other.MicrosPerGram, MicrosPerCubicCentimeter + other.MicrosPerCubicCentimeter);
}
