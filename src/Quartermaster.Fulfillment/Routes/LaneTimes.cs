namespace Quartermaster.Fulfillment.Routes;

/// <summary>What each lane takes and costs by its place on a way, and which lanes leave a facility.</summary>
internal sealed class LaneTimes
{
    private readonly int[][] _fromFacility;
    private readonly int[] _minutes;
    private readonly (double Mean, double Variance)[] _transit;
    private readonly long[] _parcelMicros;
    private readonly int _mostLegs;

    internal LaneTimes(RouteNetwork network, RoutePolicy policy)
    {
        var lanes = network.Lanes.Rows.ToArray();
        var usable = Enumerable.Range(0, lanes.Length)
            .Where(row => RouteChecks.BrokenRule(lanes[row]) is null).ToArray();
        FacilityCount = usable.Select(row => Math.Max(lanes[row].FromFacility.Value, lanes[row].ToFacility.Value))
            .DefaultIfEmpty().Max();
        var byStart = usable.ToLookup(row => lanes[row].FromFacility.Value);
        _fromFacility = [.. Enumerable.Range(0, FacilityCount + 1).Select(facility => byStart[facility].ToArray())];
        _mostLegs = policy.MostLegs;
        _minutes = new int[lanes.Length * _mostLegs];
        _transit = Array.ConvertAll(
            lanes, lane => TransitTime.Moments(lane.TransitMinutesMedian, lane.TransitMinutesLate));
        _parcelMicros = new long[lanes.Length];
        foreach (var row in usable)
        {
            var parcels = Math.Max(1.0, lanes[row].ParcelsPerDeparture * policy.UsualFill);
            _parcelMicros[row] = lanes[row].CostPerParcel.Micros
                + (long)Math.Round(lanes[row].CostPerDeparture.Micros / parcels);
            for (var leg = 1; leg <= _mostLegs; leg++)
            {
                var level = lanes[row].ToRegion.Value < 1 ? policy.ConnectionQuantile
                    : TransitTime.LastLevel(policy.PromiseQuantile, policy.ConnectionQuantile, leg);
                _minutes[(row * _mostLegs) + leg - 1] = TransitTime.Quantile(
                    lanes[row].TransitMinutesMedian, lanes[row].TransitMinutesLate, level);
            }
        }
    }

    /// <summary>The highest facility identifier among the lanes.</summary>
    internal int FacilityCount { get; }

    /// <summary>The rows of the lanes that leave a facility.</summary>
    internal ReadOnlySpan<int> From(int facility) =>
        facility <= FacilityCount ? _fromFacility[facility] : [];

    /// <summary>Planned minutes under way on a lane that is the given leg of a way, from 1.</summary>
    internal int MinutesOf(int lane, int leg) => _minutes[(lane * _mostLegs) + leg - 1];

    /// <summary>Mean and variance of the minutes under way on a lane.</summary>
    internal (double Mean, double Variance) TransitOf(int lane) => _transit[lane];

    /// <summary>Cost of a parcel on a lane, with its share of the departure.</summary>
    internal long ParcelMicros(int lane) => _parcelMicros[lane];
}
