using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What a change of lanes, departures and full days touches: which days of which FCs, and which regions.
/// </summary>
internal sealed class RouteChange
{
    private readonly RouteWindow _before;
    private readonly HashSet<int> _changed;
    private readonly HashSet<RegionId> _regions;

    private RouteChange(RouteWindow before, RouteWindow after, HashSet<int> changed, HashSet<RegionId> regions) =>
        (_before, After, _changed, _regions) = (before, after, changed, regions);

    /// <summary>The network laid out as it is from now on.</summary>
    internal RouteWindow After { get; }

    /// <summary>Compares two networks.</summary>
    /// <returns>Null where more than those changed, or lanes cannot be told apart.</returns>
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
        times.UnionWith(Differing(network.Full, changed.Full).Select(departure => departure.Lane));
        lanes.UnionWith(book.Order.Where(lane => times.Contains(book.Lanes[lane].Id)));
        var regions = Differing(network.FullDays, changed.FullDays).Select(day => day.Region).ToHashSet();
        return new(before, before.With(changed, book, lanes, regions, threads), lanes, regions);
    }

    /// <summary>Finds labels anew where they may differ, and what of the ways this concerns.</summary>
    /// <param name="days">What was found for each FC and day.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="found">The same with new labels; of the ways only what is still true.</param>
    /// <returns>For each FC and day what is to be found anew; null for nothing.</returns>
    internal DayChange?[][] Follow(DayRoutes[][] days, int threads, out DayRoutes[][] found)
    {
        var touched = Array.ConvertAll(days, of => new DayChange?[of.Length]);
        var after = Array.ConvertAll(days, of => (DayRoutes[])of.Clone());
        Blocks.Run(days.Length, 1, threads, block =>
        {
            var origin = block.Index;
            var reach = (_before.Reach.From(After.Origins[origin].Id.Value),
                After.Reach.From(After.Origins[origin].Id.Value));
            var (leaves, moves) = (LeavesFrom(origin), MayMoveLabels(reach));
            var lastMiles = WithRegions(LastMiles(reach));
            var search = leaves || moves ? new LabelSearch(After) : null;
            var compare = new LabelChange(After, _changed);
            for (var day = 0; day < days[origin].Length && (search is not null || lastMiles is not null); day++)
            {
                var before = days[origin][day];
                var labels = search is null || (!leaves && search.AreStill(before.Labels, _changed)) ? before.Labels
                    : compare.Kept(
                        before.Labels, search.Find(in After.Origins[origin], After.From.AddDays(day)));
                var change = compare.Of(before, labels,
                    (bool[]?)lastMiles?.Clone() ?? new bool[After.Calendar.RegionCount + 1]);
                after[origin][day] = new(labels, change.Kept);
                touched[origin][day] = change.IsAny ? change : null;
            }
        });
        found = after;
        return touched;
    }

    /// <summary>Adds the regions whose ways of a day are not what they were.</summary>
    internal void Include(DayChange change, FoundWays found, bool[] regions) =>
        change.Include(found, _changed, regions);

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

    private static HashSet<T> Differing<T>(IReadOnlySet<T> before, IReadOnlySet<T> after)
    {
        var differing = new HashSet<T>(before);
        differing.SymmetricExceptWith(after);
        return differing;
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

    // Whether a changed lane leaves the FC, or facilities have come nearer to regions or farther from them.
    private bool LeavesFrom(int origin)
    {
        var facility = After.Origins[origin].Id;
        return !_before.Reach.ToRegions.SequenceEqual(After.Reach.ToRegions)
            || Rows().Any(row => row.Lane.FromFacility == facility);
    }

    // Whether a changed lane leads from where the FC's ways come to another facility.
    private bool MayMoveLabels((int[] Before, int[] After) reach) => Rows().Any(row => row.Lane.ToRegion.Value < 1
        && LegsTo(row.IsOld ? reach.Before : reach.After, row.Lane.FromFacility) < After.Policy.MostLegs - 1);

    // The regions of changed lanes that the FC's ways may take to their end.
    private bool[]? LastMiles((int[] Before, int[] After) reach)
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

    // And those that have other days of deliveries.
    private bool[]? WithRegions(bool[]? lastMiles)
    {
        foreach (var region in _regions.Where(region => (uint)region.Value <= (uint)After.Calendar.RegionCount))
        {
            lastMiles ??= new bool[After.Calendar.RegionCount + 1];
            lastMiles[region.Value] = true;
        }

        return lastMiles;
    }

    // Each changed lane as it was and as it is.
    private IEnumerable<(Lane Lane, bool IsOld)> Rows() => _changed.SelectMany<int, (Lane, bool)>(lane =>
        lane < _before.Book.Lanes.Length
            ? [(_before.Book.Lanes[lane], true), (After.Book.Lanes[lane], false)] : [(After.Book.Lanes[lane], false)]);

    private static int LegsTo(int[] legs, FacilityId facility) =>
        (uint)facility.Value < (uint)legs.Length ? legs[facility.Value] : LaneReach.Far;
}
