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
    private readonly SlotChampions _champions = new(window.Slots);
    private readonly RegionFronts _fronts = new(RegionSlots.Stripe);
    private readonly List<FoundWay> _found = [];
    private readonly List<(int Region, int Count)> _runs = [];
    private readonly bool[] _isWanted = new bool[(window.Lanes.FacilityCount + 1) * window.Slots.Stripes];
    private int[] _rows = new int[256];

    /// <summary>Ways whose delivery and costs were compared.</summary>
    internal long Compared { get; private set; }

    /// <summary>The ways of a day.</summary>
    /// <param name="labels">The day's labels.</param>
    /// <param name="regions">Which regions to look at; null for all.</param>
    internal FoundWays Find(DayLabels labels, bool[]? regions)
    {
        _found.Clear();
        _runs.Clear();
        for (var i = 0; i < _isWanted.Length; i++)
        {
            var (facility, stripe) = (i / window.Slots.Stripes, i % window.Slots.Stripes);
            _isWanted[i] = window.Rows[facility] is not null && IsWanted(facility, stripe, regions);
        }

        for (var group = 0; group < labels.Groups.Length - 1; group++)
        {
            _champions.Clear(regions);
            var of = labels.Labels[labels.Groups[group]..labels.Groups[group + 1]];
            FindRows(of);
            for (var stripe = 0; stripe < window.Slots.Stripes; stripe++)
            {
                Sweep(of, labels.Groups[group], stripe, regions);
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
            _rows[i] = labels[i].Legs > 0 && window.Rows[labels[i].Facility] is { } rows
                ? rows.RowOf(labels[i].ReadyMinute) : -1;
        }
    }

    private void Sweep(ReadOnlySpan<Label> labels, int first, int stripe, bool[]? regions)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            ref readonly var label = ref labels[i];
            if (label.Legs == 0)
            {
                var region = window.Lanes[label.LastLane].ToRegion.Value;
                if (region / RegionSlots.Stripe == stripe && region <= window.Calendar.RegionCount
                    && (regions is null || regions[region]))
                {
                    Compared++;
                    Try(first + i, in label, label.LastLane, label.ReadyMinute);
                }
            }
            else if (_rows[i] >= 0 && _isWanted[(label.Facility * window.Slots.Stripes) + stripe])
            {
                Sweep(first + i, in label, _rows[i], window.Slots.Of(label.Facility, stripe));
            }
        }
    }

    private void Sweep(int index, in Label label, int row, (int Start, int Count) slots)
    {
        var rows = window.Rows[label.Facility]!;
        var from = slots.Start - window.Slots.Of(label.Facility).Start;
        var deliveries = rows.Of(row, label.Legs + 1, from, slots.Count);
        var cost = new LaneCost(label.ParcelMicros, label.MicrosPerGram, label.MicrosPerCubicCentimeter, label.Marks);
        for (var at = 0; at < deliveries.Length; at += RegionSlots.Width)
        {
            var eight = deliveries.Slice(at, RegionSlots.Width);
            var unbeaten = _champions.Unbeaten(slots.Start + at, eight, in cost, out var compared);
            Compared += compared;
            for (; unbeaten != 0; unbeaten &= unbeaten - 1)
            {
                var one = BitOperations.TrailingZeroCount(unbeaten);
                var (slot, lane) = (slots.Start + at + one, window.Slots.Lanes[slots.Start + at + one]);
                var beating = rows.IsExact && eight[one] <= label.DeadlineMinute
                    ? Add(index, in label, lane, eight[one])
                    : Try(index, in label, lane, null);
                if (beating >= 0)
                {
                    _champions.Crown(slot, _fronts[beating]);
                }
            }
        }
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

        var arrival = departs.Value + window.Lanes.MinutesOf(lane, label.Legs + 1);
        return arrival <= label.DeadlineMinute
            && window.Calendar.DeliveryOf(window.Lanes[lane].ToRegion, arrival) is < int.MaxValue and var delivery
            ? Add(index, in label, lane, delivery) : -1;
    }

    private int Add(int index, in Label label, int lane, int delivery)
    {
        ref readonly var cost = ref window.Lanes.CostOf(lane);
        var keys = new Keys(delivery, label.ParcelMicros + cost.ParcelMicros,
            label.MicrosPerGram + cost.MicrosPerGram,
            label.MicrosPerCubicCentimeter + cost.MicrosPerCubicCentimeter, label.Marks | cost.Marks);
        var region = window.Lanes[lane].ToRegion.Value % RegionSlots.Stripe;
        return _fronts.Add(region, in keys, label.CutoffMinute, new(index, lane, delivery));
    }

    private bool IsWanted(int facility, int stripe, bool[]? regions)
    {
        var (start, count) = window.Slots.Of(facility, stripe);
        var isWanted = regions is null && count > 0;
        for (var slot = start; slot < start + count && !isWanted; slot++)
        {
            isWanted = regions![window.Slots.Regions[slot]];
        }

        return isWanted;
    }

    private FoundWays ByRegion()
    {
        var starts = new int[window.Calendar.RegionCount + 2];
        foreach (var (region, count) in _runs)
        {
            starts[region + 1] += count;
        }

        for (var region = 0; region < starts.Length - 1; region++)
        {
            starts[region + 1] += starts[region];
        }

        var (all, next, at) = (new FoundWay[_found.Count], (int[])starts.Clone(), 0);
        var found = CollectionsMarshal.AsSpan(_found);
        foreach (var (region, count) in _runs)
        {
            found.Slice(at, count).CopyTo(all.AsSpan(next[region]));
            next[region] += count;
            at += count;
        }

        return new(starts, all);
    }
}
