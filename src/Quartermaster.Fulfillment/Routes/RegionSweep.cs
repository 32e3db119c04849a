using System.Numerics;
using System.Runtime.InteropServices;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Takes the labels of a day over their last lanes to regions, and keeps the ways that no other of the ship
/// day beats.</summary>
/// <remarks>Made per thread. A label costs one row of deliveries and a comparison with two champions per slot; what
/// gets past them is compared with all ways found for the region.</remarks>
internal sealed class RegionSweep(RouteWindow window)
{
    private readonly SlotChampions _champions = new();
    private readonly RegionFronts _fronts = new(RegionSlots.Stripe);
    private readonly List<FoundWay> _found = [];
    private readonly List<(int Region, int Count)> _runs = [];
    private readonly SweepPlan _plan = new(window);
    private int[] _rows = new int[256];

    /// <summary>Ways whose delivery and costs were compared.</summary>
    internal long Compared { get; private set; }

    /// <summary>The ways of a day.</summary>
    /// <param name="labels">The day's labels.</param>
    /// <param name="change">What to find anew; null for all.</param>
    internal FoundWays Find(DayLabels labels, DayChange? change)
    {
        _found.Clear();
        _runs.Clear();
        _plan.Open(labels, change);
        for (var group = 0; group < labels.Groups.Length - 1; group++)
        {
            _champions.Clear(_plan.Slots);
            var of = labels.Labels[labels.Groups[group]..labels.Groups[group + 1]];
            FindRows(of);
            for (var stripe = 0; stripe < window.Slots.Stripes; stripe++)
            {
                Sweep(of, labels.Groups[group], stripe);
                _fronts.Drain(_found, _runs, stripe * RegionSlots.Stripe);
            }
        }

        return ByRegion();
    }

    private void FindRows(ReadOnlySpan<Label> labels)
    {
        if (labels.Length > _rows.Length)
        {
            _rows = new int[2 * labels.Length];
        }

        for (var i = 0; i < labels.Length; i++)
        {
            _rows[i] = labels[i].Legs > 0 && _plan.Slots.Of(labels[i].Facility).Count > 0
                && window.Rows[labels[i].Facility] is { } rows ? rows.RowOf(labels[i].ReadyMinute) : -1;
        }
    }

    private void Sweep(ReadOnlySpan<Label> labels, int first, int stripe)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            ref readonly var label = ref labels[i];
            foreach (ref readonly var way in _plan.KeptOf(first + i, stripe))
            {
                Compared++;
                _fronts.Keep(
                    RegionOf(way.Lane), KeysOf(in label, way.Lane, way.DeliveryMinute), label.CutoffMinute, way);
            }

            if (label.Legs == 0)
            {
                var region = window.Lanes[label.LastLane].ToRegion.Value;
                if (region / RegionSlots.Stripe == stripe && region <= window.Calendar.RegionCount
                    && _plan.IsWanted(first + i, region))
                {
                    Compared++;
                    Try(first + i, in label, label.LastLane, label.ReadyMinute);
                }
            }
            else if (_rows[i] >= 0)
            {
                Sweep(first + i, in label, _rows[i], _plan.Slots.Of(label.Facility, stripe, _plan.IsNew(first + i)));
            }
        }
    }

    private void Sweep(int index, in Label label, int row, (int Start, int Count) of)
    {
        Span<int> some = stackalloc int[RegionSlots.Width];
        var (rows, slots) = (window.Rows[label.Facility]!, _plan.Slots);
        var deliveries = rows.Of(row, label.Legs + 1);
        var start = slots.Of(label.Facility).Start;
        var cost = new LaneCost(label.ParcelMicros, label.MicrosPerGram, label.MicrosPerCubicCentimeter, label.Marks);
        for (var at = of.Start; at < of.Start + of.Count; at += RegionSlots.Width)
        {
            var eight = slots.Places.Length == 0 ? deliveries.Slice(at - start, RegionSlots.Width)
                : Gather(deliveries, slots.Places.AsSpan(at, RegionSlots.Width), some);
            var unbeaten = _champions.Unbeaten(at, eight, in cost, out var compared);
            Compared += compared;
            for (; unbeaten != 0; unbeaten &= unbeaten - 1)
            {
                var one = BitOperations.TrailingZeroCount(unbeaten);
                var lane = slots.Lanes[at + one];
                var beating = rows.IsExact && eight[one] <= label.DeadlineMinute
                    ? Add(index, in label, lane, eight[one])
                    : Try(index, in label, lane, null);
                if (beating >= 0)
                {
                    _champions.Crown(at + one, _fronts[beating]);
                }
            }
        }
    }

    private static ReadOnlySpan<int> Gather(ReadOnlySpan<int> deliveries, ReadOnlySpan<int> places, Span<int> some)
    {
        for (var i = 0; i < places.Length; i++)
        {
            some[i] = places[i] < 0 ? int.MaxValue : deliveries[places[i]];
        }

        return some;
    }

    // The place of the way that beats this one, or of this one; −1 if there is none.
    private int Try(int index, in Label label, int lane, int? departs)
    {
        if (departs is null)
        {
            var schedule = window.Clocks.Schedules[lane];
            var departure = schedule.FirstFor(label.ReadyMinute);
            departs = departure < 0 ? int.MaxValue / 2 : schedule.Departs[departure];
        }

        var arrival = window.Clocks.Transit.ArrivalOf(
            lane, departs.Value, window.Lanes.MinutesOf(lane, label.Legs + 1));
        return arrival <= label.DeadlineMinute
            && window.Deliveries.DeliveryOf(window.Lanes[lane].ToRegion, arrival) is < int.MaxValue and var delivery
            ? Add(index, in label, lane, delivery) : -1;
    }

    private int Add(int index, in Label label, int lane, int delivery) => _fronts.Add(
        RegionOf(lane), KeysOf(in label, lane, delivery), label.CutoffMinute, new(index, lane, delivery));

    private Keys KeysOf(in Label label, int lane, int delivery)
    {
        ref readonly var cost = ref window.Lanes.CostOf(lane);
        return new(delivery, label.ParcelMicros + cost.ParcelMicros, label.MicrosPerGram + cost.MicrosPerGram,
            label.MicrosPerCubicCentimeter + cost.MicrosPerCubicCentimeter, label.Marks | cost.Marks);
    }

    private int RegionOf(int lane) => window.Lanes[lane].ToRegion.Value % RegionSlots.Stripe;

    private FoundWays ByRegion()
    {
        var stripes = new FoundStripe[window.Slots.Stripes];
        for (var stripe = 0; stripe < stripes.Length; stripe++)
        {
            stripes[stripe] = new(new int[RegionSlots.Stripe + 1], []);
        }

        foreach (var (region, count) in _runs)
        {
            stripes[region / RegionSlots.Stripe].Starts[(region % RegionSlots.Stripe) + 1] += count;
        }

        var next = new int[stripes.Length * RegionSlots.Stripe];
        for (var stripe = 0; stripe < stripes.Length; stripe++)
        {
            var starts = stripes[stripe].Starts;
            for (var place = 0; place < RegionSlots.Stripe; place++)
            {
                starts[place + 1] += starts[place];
            }

            starts.AsSpan(0, RegionSlots.Stripe).CopyTo(next.AsSpan(stripe * RegionSlots.Stripe));
            stripes[stripe] = new(starts, new FoundWay[starts[^1]]);
        }

        var found = CollectionsMarshal.AsSpan(_found);
        var at = 0;
        foreach (var (region, count) in _runs)
        {
            found.Slice(at, count).CopyTo(stripes[region / RegionSlots.Stripe].All.AsSpan(next[region]));
            next[region] += count;
            at += count;
        }

        return new(stripes);
    }
}
