using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Finds every way worth taking from one departure of an FC: labels set leg by leg.</summary>
/// <remarks>Round k extends the labels that use k lanes by the first departure they make on each further lane, which is
/// the best one of that lane (a later one costs the same). A label falls if another one of the same departure is at
/// the same facility no later, for no more, in no more legs. Made per thread: it keeps its lists.</remarks>
internal sealed class RouteScan
{
    private readonly RouteNetwork _network;
    private readonly RoutePolicy _policy;
    private readonly RouteClocks _clocks;
    private readonly RegionCalendar _calendar;
    private readonly LaneTimes _lanes;
    private readonly List<Label>[] _atFacility;
    private readonly List<FoundRoute>[] _toRegion;
    private readonly List<int> _facilitiesSeen = [];
    private readonly List<int> _regionsSeen = [];
    private readonly List<Label> _now = [];
    private readonly List<Label> _next = [];

    internal RouteScan(
        RouteNetwork network, RoutePolicy policy, RouteClocks clocks, RegionCalendar calendar, LaneTimes lanes)
    {
        (_network, _policy, _clocks, _calendar, _lanes) = (network, policy, clocks, calendar, lanes);
        _atFacility = [.. Enumerable.Range(0, lanes.FacilityCount + 1).Select(_ => new List<Label>())];
        _toRegion = [.. Enumerable.Range(0, calendar.RegionCount + 1).Select(_ => new List<FoundRoute>())];
    }

    /// <summary>Adds the ways that start with one departure.</summary>
    /// <param name="lane">The first lane's row.</param>
    /// <param name="departs">When it leaves.</param>
    /// <param name="cutoff">The latest minute to order for it.</param>
    /// <param name="processing">Working minutes at the FC.</param>
    /// <param name="departure">The number that options give it.</param>
    /// <param name="found">Where the ways go, by region.</param>
    internal void From(int lane, int departs, int cutoff, int processing, int departure, List<FoundRoute> found)
    {
        var start = new Label
        {
            MadeShare = 1, ProcessingMinutes = processing, DeadlineMinute = departs + (_policy.LongestDays * 1_440),
        };
        var origin = new RouteOption { CutoffMinute = cutoff, Departure = departure };
        _now.Clear();
        Ride(in start, lane, departs, origin, _now);
        for (var legs = 1; legs < _policy.MostLegs && _now.Count > 0; legs++)
        {
            _next.Clear();
            foreach (var label in _now)
            {
                Extend(in label, origin);
            }

            _now.Clear();
            _now.AddRange(_next);
        }

        _regionsSeen.Sort();
        foreach (var region in _regionsSeen)
        {
            found.AddRange(_toRegion[region]);
            _toRegion[region].Clear();
        }

        _facilitiesSeen.ForEach(facility => _atFacility[facility].Clear());
        _regionsSeen.Clear();
        _facilitiesSeen.Clear();
    }

    private void Extend(in Label label, in RouteOption origin)
    {
        foreach (var lane in _lanes.From(label.Facility))
        {
            var schedule = _clocks.Schedules[lane];
            var departure = schedule.FirstFor(label.ReadyMinute);
            if (departure >= 0)
            {
                ref readonly var before = ref _network.Lanes.Rows[label.LastLane];
                var made = TransitTime.ShareWithin(before.TransitMinutesMedian, before.TransitMinutesLate,
                    _lanes.MinutesOf(label.LastLane, label.Legs) + schedule.ReadyBy[departure] - label.ReadyMinute);
                var connected = label with { MadeShare = label.MadeShare * made };
                Ride(in connected, lane, schedule.Departs[departure], origin, _next);
            }
        }
    }

    private void Ride(in Label before, int lane, int departs, RouteOption origin, List<Label> labels)
    {
        ref readonly var row = ref _network.Lanes.Rows[lane];
        var planned = _lanes.MinutesOf(lane, before.Legs + 1);
        if (departs > before.DeadlineMinute - planned)
        {
            return;
        }

        var label = before with
        {
            Legs = before.Legs + 1,
            ReadyMinute = departs + planned,
            MedianMinutes = before.MedianMinutes + row.TransitMinutesMedian,
            BufferMinutes = before.BufferMinutes + planned - row.TransitMinutesMedian,
            LastLane = lane,
            ParcelMicros = before.ParcelMicros + _lanes.ParcelMicros(lane),
            MicrosPerGram = before.MicrosPerGram + (row.CostPerKilogram.Micros / 1e3),
            MicrosPerCubicCentimeter = before.MicrosPerCubicCentimeter + (row.CostPerCubicMeter.Micros / 1e6),
        };
        if (row.ToRegion.Value >= 1)
        {
            Deliver(in label, row.ToRegion, origin);
        }
        else if (_clocks.Knows(row.ToFacility))
        {
            Arrive(label, row.ToFacility, labels);
        }
    }

    private void Arrive(Label label, FacilityId facility, List<Label> labels)
    {
        var work = _clocks[facility].ProcessingMinutes;
        label = label with
        {
            Facility = facility.Value,
            ReadyMinute = _clocks.ClockOf(facility).Done(label.ReadyMinute, work),
            ProcessingMinutes = label.ProcessingMinutes + work,
        };
        var others = _atFacility[facility.Value];
        if (label.ReadyMinute > label.DeadlineMinute || others.Exists(other => other.Beats(label)))
        {
            return;
        }

        _facilitiesSeen.Add(facility.Value);
        others.Add(label);
        labels.Add(label);
    }

    private void Deliver(in Label label, RegionId region, in RouteOption origin)
    {
        if (region.Value > _calendar.RegionCount
            || _calendar.DeliveryOf(region, label.ReadyMinute) is var delivery && delivery == int.MaxValue)
        {
            return;
        }

        var transit = _lanes.TransitOf(label.LastLane);
        var option = origin with
        {
            DeliveryMinute = delivery,
            ArrivalMinute = label.ReadyMinute,
            ProcessingMinutes = label.ProcessingMinutes,
            MedianMinutes = label.MedianMinutes,
            BufferMinutes = label.BufferMinutes,
            MissedShare = (float)(1 - label.MadeShare),
            LastMinutes = _lanes.MinutesOf(label.LastLane, label.Legs),
            LastMean = (float)transit.Mean,
            LastDeviation = (float)Math.Sqrt(transit.Variance),
            Legs = label.Legs,
            ParcelMicros = label.ParcelMicros,
            MicrosPerGram = label.MicrosPerGram,
            MicrosPerCubicCentimeter = label.MicrosPerCubicCentimeter,
        };
        var others = _toRegion[region.Value];
        if (!others.Exists(other => RoutePruning.Beats(other.Option, option)))
        {
            _regionsSeen.Add(region.Value);
            others.RemoveAll(other => RoutePruning.Beats(option, other.Option));
            others.Add(new(region.Value, option));
        }
    }
}
