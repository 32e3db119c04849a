using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Finds where the departures of an FC lead, facility by facility: labels set leg by leg.</summary>
/// <remarks>Round k extends the labels that use k lanes by the first departure they make on each further lane, which is
/// the best one of that lane (a later one costs the same). Departures of one ship day go latest cut-off first, and a
/// label falls to any of the same or a later cut-off that is at the same facility no later, for no more, in no more
/// legs: whatever it leads to, the other leads to something no worse on the same ship day. Made per thread.</remarks>
internal sealed partial class LabelSearch
{
    // Processing that began before this many days ago is given up; zones differ by up to a day from UTC.
    private const int MostDaysBefore = RouteWindow.DaysBack - 1;

    private readonly RoutePolicy _policy;
    private readonly RouteClocks _clocks;
    private readonly LaneTimes _lanes;
    private readonly LaneReach _reach;
    private readonly int[]?[] _arrivals;
    private readonly LabelMarks _marks;
    private readonly List<RouteDeparture> _departures = [];
    private readonly List<(int ShipDay, int Cutoff, int Departure, int Lane, int Row)> _starts = [];
    private readonly List<int> _groups = [];
    private Label[] _labels = new Label[256];
    private int[] _befores = new int[256];
    private int _count;

    internal LabelSearch(RouteWindow window)
    {
        (_policy, _clocks, _lanes, _reach) = (window.Policy, window.Clocks, window.Lanes, window.Reach);
        _marks = new(_lanes.FacilityCount, window.Policy.MostLegs);
        _arrivals = window.Arrivals;
    }

    /// <summary>The labels of the departures of one local day.</summary>
    internal DayLabels Find(in Facility origin, DateOnly day)
    {
        List(in origin, day);
        _groups.Clear();
        _count = 0;
        var shipDay = int.MinValue;
        foreach (var start in _starts)
        {
            if (start.ShipDay != shipDay)
            {
                shipDay = start.ShipDay;
                _groups.Add(_count);
                _marks.Clear();
            }

            From(in origin, start.Lane, start.Row, start.Cutoff, -start.Departure);
        }

        _groups.Add(_count);
        return new([.. _departures], _labels[.._count], Legs(), [.. _groups]);
    }

    private RouteLeg[] Legs()
    {
        var (labels, legs) = (_labels, new RouteLeg[_count]);
        for (var i = 0; i < legs.Length; i++)
        {
            legs[i] = labels[i].Legs == 0 ? default
                : new(_lanes[labels[i].LastLane].Id, labels[i].LastDeparture, _befores[i]);
        }

        return legs;
    }

    // Departures by lane, then by time; starts by ship day, then by cut-off, latest first, then by departure.
    private void List(in Facility origin, DateOnly day)
    {
        _departures.Clear();
        _starts.Clear();
        var (from, until) = (_clocks.StartOf(origin.Id, day), _clocks.StartOf(origin.Id, day.AddDays(1)));
        foreach (var lane in _lanes.From(origin.Id.Value))
        {
            var schedule = _clocks.Schedules[lane];
            var end = schedule.FirstFrom(until);
            for (var i = schedule.FirstFrom(from); i < end; i++)
            {
                var departs = schedule.Departs[i];
                var cutoff = _clocks.ClockOf(origin.Id).LatestBegin(schedule.ReadyBy[i], origin.ProcessingMinutes);
                if (cutoff > departs - (MostDaysBefore * 1_440))
                {
                    _starts.Add((LiveSlots.DayOf(departs), cutoff, -_departures.Count, lane, i));
                    _departures.Add(new(origin.Id, _lanes[lane].Id, departs));
                }
            }
        }

        _starts.Sort();
        _starts.Reverse();
    }

    private void From(in Facility origin, int lane, int row, int cutoff, int departure)
    {
        var departs = _departures[departure].DepartureMinute;
        var start = new Label
        {
            Facility = origin.Id.Value, MadeShare = 1, ProcessingMinutes = origin.ProcessingMinutes,
            DeadlineMinute = departs + (_policy.LongestDays * 1_440), LastLane = lane, ReadyMinute = departs,
            Departure = departure, CutoffMinute = cutoff,
        };
        if (_lanes[lane].ToRegion.Value >= 1)
        {
            Push(-1, in start);
            return;
        }

        var (first, end) = (_count, _count);
        Ride(in start, -1, lane, row);
        for (var legs = 1; legs < _policy.MostLegs - 1 && _count > end; legs++)
        {
            (first, end) = (end, _count);
            for (var i = first; i < end; i++)
            {
                Extend(_labels[i], i);
            }
        }
    }

    private void Extend(in Label label, int at)
    {
        foreach (var lane in _lanes.ToFacilities(label.Facility))
        {
            var schedule = _clocks.Schedules[lane];
            var departure = schedule.FirstFor(label.ReadyMinute);
            if (departure >= 0)
            {
                Ride(in label, at, lane, departure);
            }
        }
    }

    private void Ride(in Label before, int at, int lane, int departure)
    {
        ref readonly var row = ref _lanes[lane];
        ref readonly var cost = ref _lanes.CostOf(lane);
        var (legs, facility) = (before.Legs + 1, row.ToFacility.Value);
        if (CanRide(in before, lane, departure, out var keys)
            && _marks.Add(facility, legs, in keys, before.DeadlineMinute))
        {
            var planned = _lanes.MinutesOf(lane, legs);
            Push(at, before with
            {
                Facility = facility,
                Legs = legs,
                ReadyMinute = keys.First,
                ProcessingMinutes = before.ProcessingMinutes + _clocks[row.ToFacility].ProcessingMinutes,
                MedianMinutes = before.MedianMinutes + row.TransitMinutesMedian,
                BufferMinutes = before.BufferMinutes + planned - row.TransitMinutesMedian,
                LastLane = lane,
                LastDeparture = _clocks.Schedules[lane].Departs[departure],
                Path = KeyedRandom.Mixed(before.Path,
                    (uint)_lanes[lane].Id.Value, (uint)_clocks.Schedules[lane].Departs[departure]),
                MadeShare = before.Legs == 0 ? 1 : before.MadeShare
                    * ShareInTime(_lanes, _clocks, in before, _clocks.Schedules[lane].ReadyBy[departure]),
                ParcelMicros = keys.Second,
                MicrosPerGram = keys.Third,
                MicrosPerCubicCentimeter = keys.Fourth,
                Marks = keys.Marks,
                Space = before.Space.Plus(cost.Space),
            });
        }
    }

    // Whether a label comes to the lane's end in time, and can go on from there.
    private bool CanRide(in Label before, int lane, int departure, out Keys keys)
    {
        keys = default;
        if (_arrivals[lane] is not { } arrivals || arrivals[departure] > before.DeadlineMinute
            || before.Legs + 1 + _reach.ToRegionFrom(_lanes[lane].ToFacility.Value) > _policy.MostLegs)
        {
            return false;
        }

        ref readonly var cost = ref _lanes.CostOf(lane);
        keys = new(arrivals[departure], before.ParcelMicros + cost.ParcelMicros,
            before.MicrosPerGram + cost.MicrosPerGram,
            before.MicrosPerCubicCentimeter + cost.MicrosPerCubicCentimeter, before.Marks | cost.Marks);
        return true;
    }

    /// <summary>The share of parcels of a label that are there by the minute of readiness of the next departure.
    /// </summary>
    internal static double ShareInTime(LaneTimes lanes, RouteClocks clocks, in Label label, int readyBy)
    {
        ref readonly var lane = ref lanes[label.LastLane];
        var (planned, slack) = (lanes.MinutesOf(label.LastLane, label.Legs), readyBy - label.ReadyMinute);
        if (clocks.Transit.IsAny)
        {
            // What is late by the slack must have moved for it.
            var arrives = clocks.Transit.ArrivalOf(label.LastLane, label.LastDeparture, planned);
            slack = clocks.Transit.MovingBetween(label.LastLane, arrives, arrives + slack);
        }

        return TransitTime.ShareWithin(lane.TransitMinutesMedian, lane.TransitMinutesLate, planned + slack);
    }

    private void Push(int before, in Label label)
    {
        if (_count == _labels.Length)
        {
            Array.Resize(ref _labels, 2 * _count);
            Array.Resize(ref _befores, 2 * _count);
        }

        _befores[_count] = before;
        _labels[_count++] = label;
    }
}
