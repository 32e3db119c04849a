using System.Numerics;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Joins what was found day by day for one FC, and drops what another way beats in cut-off, delivery and every
/// cost; spares stand behind. Made per thread.</summary>
/// <remarks>Ways are looked at latest cut-off first, of equal ones the best first, so that whoever beats one stands
/// before it: each is compared with those kept whose cut-off is not after its delivery, eight per step.</remarks>
internal sealed class PairJoin(RouteWindow window)
{
    private readonly WayColumns _kept = new();
    private readonly WayColumns _spares = new();
    private DayRoutes[] _days = [];
    private int[] _firsts = [];
    private RouteDeparture[] _departures = [];
    private RouteLegs _legs = RouteLegs.None;
    private Entry[] _entries = new Entry[64];
    private ulong[] _order = new ulong[64];
    private int[] _sorted = new int[64];
    private int _count;

    /// <summary>From now on joins the days of another FC.</summary>
    internal void Open(DayRoutes[] days)
    {
        _days = days;
        _firsts = new int[days.Length];
        var departures = new List<RouteDeparture>();
        for (var day = 0; day < days.Length; day++)
        {
            _firsts[day] = departures.Count;
            departures.AddRange(days[day].Labels.Departures);
        }

        _departures = [.. departures];
        _legs = new(Array.ConvertAll(days, day => day.Labels.Legs));
    }

    /// <summary>The ways to one region.</summary>
    internal PairRoutes Join(int region)
    {
        Gather(region);
        if (_count == 0)
        {
            return PairRoutes.None;
        }

        Sort();
        Prune();
        var options = new RouteOption[_kept.Count + _spares.Count];
        Write(_kept.Entries, options);
        Write(_spares.Entries, options.AsSpan(_kept.Count));
        return new(options, _kept.Count, _departures, _legs, window.Lanes.HasTerms ? Terms() : null);
    }

    private void Gather(int region)
    {
        _count = 0;
        for (var day = _days.Length - 1; day >= 0; day--)
        {
            foreach (ref readonly var way in _days[day].Ways.Of(region))
            {
                if (_count == _entries.Length)
                {
                    Array.Resize(ref _entries, 2 * _count);
                    Array.Resize(ref _order, 2 * _count);
                    Array.Resize(ref _sorted, 2 * _count);
                }

                ref readonly var label = ref _days[day].Labels.Labels[way.Label];
                ref readonly var cost = ref window.Lanes.CostOf(way.Lane);
                _order[_count] = ((ulong)(uint)(int.MaxValue - label.CutoffMinute) << 32) | (uint)way.DeliveryMinute;
                _sorted[_count] = _count;
                _entries[_count++] = new(day, _firsts[day] + label.Departure, way, label.CutoffMinute,
                    new(way.DeliveryMinute, label.ParcelMicros + cost.ParcelMicros,
                        label.MicrosPerGram + cost.MicrosPerGram,
                        label.MicrosPerCubicCentimeter + cost.MicrosPerCubicCentimeter, label.Marks | cost.Marks));
            }
        }
    }

    // By cut-off and delivery in one number; then by costs and departure where these are equal.
    private void Sort()
    {
        Array.Sort(_order, _sorted, 0, _count);
        for (var i = 1; i < _count; i++)
        {
            for (var at = i; at > 0 && _order[at] == _order[at - 1] && IsBefore(_sorted[at], _sorted[at - 1]); at--)
            {
                (_sorted[at], _sorted[at - 1]) = (_sorted[at - 1], _sorted[at]);
            }
        }
    }

    private bool IsBefore(int one, int other)
    {
        ref readonly var left = ref _entries[one];
        ref readonly var right = ref _entries[other];
        var order = left.Keys.Second.CompareTo(right.Keys.Second);
        order = order != 0 ? order : left.Keys.Third.CompareTo(right.Keys.Third);
        order = order != 0 ? order : left.Keys.Fourth.CompareTo(right.Keys.Fourth);
        order = order != 0 ? order : BitOperations.PopCount((uint)left.Keys.Marks)
            .CompareTo(BitOperations.PopCount((uint)right.Keys.Marks));
        order = order != 0 ? order : left.Departure.CompareTo(right.Departure);
        return order != 0 ? order < 0 : one < other;
    }

    private void Prune()
    {
        _kept.Clear();
        _spares.Clear();
        foreach (var at in _sorted.AsSpan(0, _count))
        {
            ref readonly var entry = ref _entries[at];
            var shipDay = ShipDayOf(in entry);
            if (!_kept.Beat(in entry.Keys))
            {
                _kept.Add(at, entry.CutoffMinute, shipDay, in entry.Keys);
            }
            else if (!_kept.Beat(in entry.Keys, shipDay) && !_spares.Beat(in entry.Keys, shipDay))
            {
                _spares.Add(at, entry.CutoffMinute, shipDay, in entry.Keys);
            }
        }
    }

    private int ShipDayOf(in Entry entry) => LiveSlots.ShipDayOf(in _departures[entry.Departure]);

    private void Write(ReadOnlySpan<int> entries, Span<RouteOption> options)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            options[entries.Length - 1 - i] = OptionOf(in _entries[entries[i]]);
        }
    }

    private WayTerms[]? Terms()
    {
        var terms = new WayTerms[_kept.Count + _spares.Count];
        Write(_kept.Entries, terms);
        Write(_spares.Entries, terms.AsSpan(_kept.Count));
        return Array.TrueForAll(terms, one => one == WayTerms.Plain) ? null : terms;
    }

    private void Write(ReadOnlySpan<int> entries, Span<WayTerms> terms)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            ref readonly var entry = ref _entries[entries[i]];
            ref readonly var label = ref _days[entry.Day].Labels.Labels[entry.Way.Label];
            var space = label.Space.Plus(window.Lanes.CostOf(entry.Way.Lane).Space);
            terms[entries.Length - 1 - i] = new(window.Book.LimitsOf(entry.Keys.Marks), space.ParcelMicros,
                space.MicrosPerGram, space.MicrosPerCubicCentimeter);
        }
    }

    private RouteOption OptionOf(in Entry entry)
    {
        ref readonly var label = ref _days[entry.Day].Labels.Labels[entry.Way.Label];
        var (lane, leg) = (entry.Way.Lane, label.Legs + 1);
        var (departs, made) = (label.ReadyMinute, 1.0);
        if (label.Legs > 0)
        {
            var schedule = window.Clocks.Schedules[lane];
            var departure = schedule.FirstFor(label.ReadyMinute);
            departs = schedule.Departs[departure];
            made = label.MadeShare
                * LabelSearch.ShareInTime(window.Lanes, window.Clocks, in label, schedule.ReadyBy[departure]);
        }

        var (planned, median) = (window.Lanes.MinutesOf(lane, leg), window.Lanes[lane].TransitMinutesMedian);
        var (mean, deviation) = window.Lanes.TransitOf(lane);
        var arrives = window.Clocks.Transit.ArrivalOf(lane, departs, planned);
        return new(entry.CutoffMinute, entry.Keys.First, arrives, entry.Departure, label.ProcessingMinutes,
            label.MedianMinutes + median, label.BufferMinutes + planned - median, leg, entry.Keys.Second,
            entry.Keys.Third, entry.Keys.Fourth)
        {
            MissedShare = (float)(1 - made), LastMinutes = planned, LastMean = mean, LastDeviation = deviation,
            LastLane = window.Lanes[lane].Id, LastPauseMinutes = arrives - departs - planned,
            LegBefore = label.Legs == 0 ? -1 : _legs.FirstOf(entry.Day) + entry.Way.Label,
        };
    }

    private readonly struct Entry(int day, int departure, FoundWay way, int cutoff, Keys keys)
    {
        internal readonly int Day = day;
        internal readonly int Departure = departure;
        internal readonly FoundWay Way = way;
        internal readonly int CutoffMinute = cutoff;
        internal readonly Keys Keys = keys;
    }
}
