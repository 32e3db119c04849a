using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>A network laid out for searching over some days.</summary>
internal sealed class RouteWindow
{
    /// <summary>Days of work and departures known before the first departure day.</summary>
    internal const int DaysBack = 14;

    // Days after the last departure day on which regions may still receive.
    private const int DaysAfter = 20;

    /// <summary>Lays a network out.</summary>
    /// <param name="network">The tables.</param>
    /// <param name="book">Its lanes.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="from">The first departure day.</param>
    /// <param name="days">Departure days.</param>
    /// <param name="threads">Threads to use.</param>
    internal RouteWindow(
        RouteNetwork network, LaneBook book, RoutePolicy policy, DateOnly from, int days, int threads)
    {
        (Network, Policy, From, Days, Book) = (network, policy, from, days, book);
        Origins = [.. network.Facilities.Rows.ToArray()
            .Where(row => row.Kind == FacilityKind.Fulfillment && RouteChecks.BrokenRule(row, network.Zones) is null)
            .OrderBy(row => row.Id.Value)];
        Levels = LevelsOf(network, from);
        Lanes = new(Book, policy, Levels);
        Reach = new(Lanes);
        Clocks = new(network, Book, policy, from.AddDays(-DaysBack), days + DaysBack + policy.LongestDays + 3);
        Calendar = RegionDays.Of(network, policy, from.AddDays(-1), days - 1 + policy.LongestDays + DaysAfter);
        Deliveries = Calendar.Without(network.FullDays, network.FullWindows);
        Kilometers = Distances.Of(Origins, network.Regions.Rows, Calendar.RegionCount + 1);
        Slots = new(Lanes, Calendar.RegionCount);
        Arrivals = ArrivalsOf(null, []);
        Rows = LayOut(null, [], threads);
    }

    private RouteWindow(
        RouteWindow before, RouteNetwork network, LaneBook book, HashSet<int> changed, HashSet<int> starts, int threads)
    {
        Deliveries = before.Network.FullDays.SetEquals(network.FullDays)
            && before.Network.FullWindows.SetEquals(network.FullWindows) ? before.Deliveries
            : before.Calendar.Without(network.FullDays, network.FullWindows);
        (Network, Policy, From, Days, Book) = (network, before.Policy, before.From, before.Days, book);
        (Origins, Calendar, Kilometers) = (before.Origins, before.Calendar, before.Kilometers);
        Levels = before.Levels;
        Lanes = new(Book, Policy, Levels);
        Reach = new(Lanes);
        Clocks = before.Clocks.With(network, book, Policy, changed);
        Slots = new(Lanes, Calendar.RegionCount);
        Arrivals = ArrivalsOf(before, changed);
        Rows = LayOut(before, starts, threads);
    }

    internal RouteNetwork Network { get; }

    internal RoutePolicy Policy { get; }

    /// <summary>The levels at which promises are planned, by region.</summary>
    internal IReadOnlyDictionary<int, double> Levels { get; }

    internal DateOnly From { get; }

    internal int Days { get; }

    /// <summary>No departure leaves before: zones differ by less than a day from UTC.</summary>
    internal int FirstMinute => Quartermaster.Domain.Instant.Of(From.AddDays(-1)).UnixMinutes;

    internal LaneBook Book { get; }

    internal Facility[] Origins { get; }

    internal LaneTimes Lanes { get; }

    internal LaneReach Reach { get; }

    internal RouteClocks Clocks { get; }

    internal RegionCalendar Calendar { get; }

    /// <summary>The calendar by which goods are delivered: without the days and windows that are full.</summary>
    internal RegionCalendar Deliveries { get; }

    internal float[] Kilometers { get; }

    internal RegionSlots Slots { get; }

    /// <summary>For each lane to a facility, by departure: when goods can leave that facility again; null for a lane
    /// that is of no use. Connections are planned alike whatever their place on a way.</summary>
    internal int[]?[] Arrivals { get; }

    /// <summary>For each facility when its lanes to regions deliver; null where it has none.</summary>
    internal SlotRows?[] Rows { get; }

    /// <summary>The same with some lanes changed, and other days full in some regions.</summary>
    /// <param name="network">The network from now on: the same facilities, regions and closed days.</param>
    /// <param name="book">Its lanes.</param>
    /// <param name="changed">The lanes that are new, have gone, or differ.</param>
    /// <param name="regions">The regions.</param>
    /// <param name="threads">Threads to use.</param>
    internal RouteWindow With(
        RouteNetwork network, LaneBook book, HashSet<int> changed, HashSet<RegionId> regions, int threads)
    {
        var starts = regions.Count == 0 ? [] : book.Order.Where(lane => regions.Contains(book.Lanes[lane].ToRegion))
            .Select(lane => book.Lanes[lane].FromFacility.Value).ToHashSet();
        foreach (var lane in changed)
        {
            starts.Add(book.Lanes[lane].FromFacility.Value);
            if (lane < Book.Lanes.Length)
            {
                starts.Add(Book.Lanes[lane].FromFacility.Value);
            }
        }

        return new(this, network, book, changed, starts, threads);
    }

    /// <summary>The levels in force when a window begins. Windows are asked for from the day before their first orders
    /// on, and hold departures of one day more: so on the third day.</summary>
    internal static IReadOnlyDictionary<int, double> LevelsOf(RouteNetwork network, DateOnly from) =>
        new RegionLevels(network.Levels).On(from.AddDays(2));

    /// <summary>Whether a window that begins on another day is planned at the same levels.</summary>
    internal bool IsPlannedAs(RouteNetwork network, DateOnly from) =>
        LevelsOf(network, from) is var others && others.Count == Levels.Count
        && others.All(pair => Levels.TryGetValue(pair.Key, out var level) && level.Equals(pair.Value));

    private int[]?[] ArrivalsOf(RouteWindow? before, HashSet<int> changed)
    {
        var arrivals = new int[]?[Book.Lanes.Length];
        foreach (var lane in Book.Order)
        {
            ref readonly var row = ref Lanes[lane];
            if (row.ToFacility.Value >= 1 && Clocks.Knows(row.ToFacility))
            {
                var (clock, work) = (Clocks.ClockOf(row.ToFacility), Clocks[row.ToFacility].ProcessingMinutes);
                var planned = Lanes.MinutesOf(lane, 1);
                arrivals[lane] = before is not null && lane < before.Arrivals.Length && !changed.Contains(lane)
                    ? before.Arrivals[lane]
                    : Array.ConvertAll(Clocks.Schedules[lane].Departs.ToArray(),
                        departs => clock.Done(Clocks.Transit.ArrivalOf(lane, departs, planned), work));
            }
        }

        return arrivals;
    }

    private SlotRows?[] LayOut(RouteWindow? before, HashSet<int> changedStarts, int threads)
    {
        var rows = new SlotRows?[Lanes.FacilityCount + 1];
        var isEntered = new bool[rows.Length];
        foreach (var lane in Book.Order)
        {
            var to = Lanes[lane].ToFacility.Value;
            isEntered[to >= 1 && to < rows.Length ? to : 0] = true;
        }

        Blocks.Run(rows.Length, 1, threads, block =>
        {
            var facility = block.Index;
            if (isEntered[facility] && Slots.Of(facility).Count > 0)
            {
                rows[facility] = before is not null && !changedStarts.Contains(facility)
                    && facility < before.Rows.Length && before.Rows[facility] is { } known
                    ? known : SlotRows.Of(this, facility);
            }
        });
        return rows;
    }
}
