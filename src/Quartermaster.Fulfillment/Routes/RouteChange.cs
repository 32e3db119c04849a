using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What a change of lanes and departures touches: which days of which FCs, and which regions.</summary>
internal sealed class RouteChange
{
    private readonly RouteWindow _before;
    private readonly HashSet<int> _changed;

    private RouteChange(RouteWindow before, RouteWindow after, HashSet<int> changed) =>
        (_before, After, _changed) = (before, after, changed);

    /// <summary>The network laid out as it is from now on.</summary>
    internal RouteWindow After { get; }

    /// <summary>Compares two networks.</summary>
    /// <returns>Null where more than lanes and departures changed, or lanes cannot be told apart.</returns>
    internal static RouteChange? Of(RouteWindow before, RouteNetwork changed, int threads)
    {
        var network = before.Network;
        if (!network.Facilities.Equals(changed.Facilities) || !network.ClosedDays.Equals(changed.ClosedDays)
            || !network.Regions.Equals(changed.Regions) || !network.Levels.Equals(changed.Levels)
            || !ReferenceEquals(network.Zones, changed.Zones) || before.Book.After(changed) is not { } book)
        {
            return null;
        }

        var lanes = Differing(before.Book, book);
        var times = Differing(network.Departures, changed.Departures, row => row.Lane);
        times.UnionWith(Differing(network.Exceptions, changed.Exceptions, row => row.Lane));
        var full = new HashSet<(LaneId Lane, int Minute)>(network.Full);
        full.SymmetricExceptWith(changed.Full);
        times.UnionWith(full.Select(departure => departure.Lane));
        lanes.UnionWith(book.Order.Where(lane => times.Contains(book.Lanes[lane].Id)));
        return new(before, before.With(changed, book, lanes, threads), lanes);
    }

    /// <summary>Finds labels anew where they may differ, and the regions that this may concern.</summary>
    /// <param name="days">What was found for each FC and day.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="found">The same with new labels; ways of regions that are not concerned are kept.</param>
    /// <returns>For each FC and day the regions to search again; null for none.</returns>
    internal bool[]?[][] Follow(DayRoutes[][] days, int threads, out DayRoutes[][] found)
    {
        var touched = Array.ConvertAll(days, of => new bool[]?[of.Length]);
        var after = Array.ConvertAll(days, of => (DayRoutes[])of.Clone());
        Blocks.Run(days.Length, 1, threads, block =>
        {
            var origin = block.Index;
            var reach = (_before.Reach.From(After.Origins[origin].Id.Value),
                After.Reach.From(After.Origins[origin].Id.Value));
            var search = MovesLabels(origin, reach) ? new LabelSearch(After) : null;
            var lastMiles = LastMiles(origin, reach);
            for (var day = 0; day < days[origin].Length && (search is not null || lastMiles is not null); day++)
            {
                var regions = new bool[After.Calendar.RegionCount + 1];
                Include(regions, lastMiles ?? []);
                if (search is not null)
                {
                    var labels = search.Find(in After.Origins[origin], After.From.AddDays(day));
                    after[origin][day] = Compare(days[origin][day], labels, regions);
                }

                touched[origin][day] = regions.AsSpan().Contains(true) ? regions : null;
            }
        });
        found = after;
        return touched;
    }

    /// <summary>Adds regions to others.</summary>
    internal static void Include(bool[] all, bool[] others)
    {
        for (var i = 0; i < others.Length; i++)
        {
            all[i] |= others[i];
        }
    }

    /// <summary>Ways of which those of some regions are new.</summary>
    internal static FoundWays Mix(FoundWays old, FoundWays found, bool[] isNew)
    {
        var starts = new int[isNew.Length + 1];
        for (var region = 0; region < isNew.Length; region++)
        {
            starts[region + 1] = starts[region] + (isNew[region] ? found : old).Of(region).Length;
        }

        var all = new FoundWay[starts[^1]];
        for (var region = 0; region < isNew.Length; region++)
        {
            (isNew[region] ? found : old).Of(region).CopyTo(all.AsSpan(starts[region]));
        }

        return new(starts, all);
    }

    /// <summary>Whether options must give their departures other numbers.</summary>
    internal static bool IsRenumbered(DayRoutes[] before, DayRoutes[] after)
    {
        var isSame = true;
        for (var day = 0; day < before.Length; day++)
        {
            isSame &= before[day].Labels.Departures.AsSpan().SequenceEqual(after[day].Labels.Departures);
        }

        return !isSame;
    }

    private static HashSet<int> Differing(LaneBook before, LaneBook after)
    {
        var lanes = new HashSet<int>(before.Order);
        lanes.SymmetricExceptWith(after.Order);
        foreach (var lane in after.Order)
        {
            if (lane < before.Lanes.Length && before.Lanes[lane] != after.Lanes[lane])
            {
                lanes.Add(lane);
            }
        }

        return lanes;
    }

    private static HashSet<LaneId> Differing<TRow>(Table<TRow> before, Table<TRow> after, Func<TRow, LaneId> laneOf)
        where TRow : unmanaged
    {
        var lanes = new HashSet<LaneId>();
        if (!before.Equals(after))
        {
            var (old, now) = (before.Rows.ToArray().ToLookup(laneOf), after.Rows.ToArray().ToLookup(laneOf));
            lanes.UnionWith(old.Select(group => group.Key).Concat(now.Select(group => group.Key))
                .Where(lane => !old[lane].SequenceEqual(now[lane])));
        }

        return lanes;
    }

    // Whether a changed lane leaves the FC, or leads from where its ways come to another facility.
    private bool MovesLabels(int origin, (int[] Before, int[] After) reach)
    {
        var facility = After.Origins[origin].Id;
        return !_before.Reach.ToRegions.SequenceEqual(After.Reach.ToRegions) || Rows().Any(row =>
            row.Lane.FromFacility == facility || (row.Lane.ToRegion.Value < 1
                && LegsTo(row.IsOld ? reach.Before : reach.After, row.Lane.FromFacility) < After.Policy.MostLegs - 1));
    }

    // The regions of changed lanes that the FC's ways may take to their end.
    private bool[]? LastMiles(int origin, (int[] Before, int[] After) reach)
    {
        bool[]? regions = null;
        foreach (var (lane, isOld) in Rows())
        {
            if (lane.ToRegion.Value >= 1 && lane.ToRegion.Value <= After.Calendar.RegionCount
                && LegsTo(isOld ? reach.Before : reach.After, lane.FromFacility) < After.Policy.MostLegs)
            {
                regions ??= new bool[After.Calendar.RegionCount + 1];
                regions[lane.ToRegion.Value] = true;
            }
        }

        return regions;
    }

    // Each changed lane as it was and as it is.
    private IEnumerable<(Lane Lane, bool IsOld)> Rows() => _changed.SelectMany<int, (Lane, bool)>(lane =>
        lane < _before.Book.Lanes.Length
            ? [(_before.Book.Lanes[lane], true), (After.Book.Lanes[lane], false)] : [(After.Book.Lanes[lane], false)]);

    private static int LegsTo(int[] legs, FacilityId facility) =>
        (uint)facility.Value < (uint)legs.Length ? legs[facility.Value] : LaneReach.Far;

    // Where the labels of a facility differ, its regions are concerned; other ways keep their labels by new numbers.
    private DayRoutes Compare(DayRoutes before, DayLabels labels, bool[] regions)
    {
        var facilities = Math.Max(_before.Lanes.FacilityCount, After.Lanes.FacilityCount);
        var (oldStarts, old) = before.Labels.ByFacility(facilities);
        var (newStarts, now) = labels.ByFacility(facilities);
        var numbers = new int[old.Length];
        Array.Fill(numbers, -1);
        for (var facility = 0; facility <= facilities; facility++)
        {
            var one = old.AsSpan(oldStarts[facility]..oldStarts[facility + 1]);
            var two = now.AsSpan(newStarts[facility]..newStarts[facility + 1]);
            if (!AreSame(before.Labels.Labels, one, labels.Labels, two))
            {
                Mark(_before.Lanes, facility, regions);
                Mark(After.Lanes, facility, regions);
                continue;
            }

            for (var i = 0; i < one.Length; i++)
            {
                numbers[one[i]] = two[i];
            }
        }

        return new(labels, new(before.Ways.Starts,
            Array.ConvertAll(before.Ways.All, way => way with { Label = numbers[way.Label] })));
    }

    private bool AreSame(
        ReadOnlySpan<Label> before, ReadOnlySpan<int> one, ReadOnlySpan<Label> after, ReadOnlySpan<int> two)
    {
        var isSame = one.Length == two.Length;
        for (var i = 0; i < one.Length && isSame; i++)
        {
            isSame = before[one[i]] == after[two[i]] && !_changed.Contains(after[two[i]].LastLane);
        }

        return isSame;
    }

    private static void Mark(LaneTimes lanes, int facility, bool[] regions)
    {
        foreach (var lane in lanes.ToRegions(facility))
        {
            var region = lanes[lane].ToRegion.Value;
            regions[region < regions.Length ? region : 0] = true;
        }
    }
}
