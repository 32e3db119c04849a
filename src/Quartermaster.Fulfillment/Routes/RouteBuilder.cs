using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Builds route tables over a network, and moves the window on day by day at the cost of the new
/// days.</summary>
/// <remarks>See README.md in this folder. Work: departures of the FCs × lanes within reach. Keeps what it found for
/// each FC and departure day; a table built anew and a table moved on are the same.</remarks>
/// <param name="network">The tables.</param>
/// <param name="policy">The settings.</param>
public sealed class RouteBuilder(RouteNetwork network, RoutePolicy policy)
{
    // Processing that began before this many days ago is given up; zones differ by up to a day from UTC.
    private const int DaysBack = 14;

    private readonly LaneTimes _lanes = new(network, policy);
    private readonly Facility[] _origins = OriginsOf(network);
    private Dictionary<(int Origin, DateOnly Day), DayRoutes> _found = [];

    /// <summary>The table for a window of departure days; days found before are not searched again.</summary>
    /// <param name="firstDay">The first day; departures of the day before are held too, for zones behind UTC.</param>
    /// <param name="days">Departure days; 1 to 366.</param>
    /// <param name="threads">How many threads to use; 1 or more. The table is the same at any number.</param>
    public RouteTable Build(DateOnly firstDay, int days, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 366);

        var from = firstDay.AddDays(-1);
        var clocks = new RouteClocks(
            network, policy, from.AddDays(-DaysBack), days + 1 + DaysBack + policy.LongestDays + 3);
        var calendar = RegionDays.Of(network, policy, from.AddDays(-1), days + policy.LongestDays + 20);
        Search(clocks, calendar, from, days + 1, threads);
        return RouteMerge.Merge(network, calendar, _origins, _found, from, days + 1, threads);
    }

    private void Search(RouteClocks clocks, RegionCalendar calendar, DateOnly from, int days, int threads)
    {
        var kept = new Dictionary<(int Origin, DateOnly Day), DayRoutes>();
        var wanted = new List<(int Origin, DateOnly Day)>();
        for (var origin = 0; origin < _origins.Length; origin++)
        {
            for (var i = 0; i < days; i++)
            {
                var key = (origin, from.AddDays(i));
                if (_found.TryGetValue(key, out var routes))
                {
                    kept[key] = routes;
                }
                else
                {
                    wanted.Add(key);
                }
            }
        }

        var found = new DayRoutes[wanted.Count];
        Blocks.Run(wanted.Count, 16, threads, block =>
        {
            var scan = new RouteScan(network, policy, clocks, calendar, _lanes);
            for (var i = block.Start; i < block.Start + block.Count; i++)
            {
                found[i] = Day(scan, clocks, _origins[wanted[i].Origin], wanted[i].Day);
            }
        });
        for (var i = 0; i < found.Length; i++)
        {
            kept[wanted[i]] = found[i];
        }

        _found = kept;
    }

    private DayRoutes Day(RouteScan scan, RouteClocks clocks, in Facility origin, DateOnly day)
    {
        var (from, until) = (clocks.StartOf(origin.Id, day), clocks.StartOf(origin.Id, day.AddDays(1)));
        var (departures, found) = (new List<RouteDeparture>(), new List<FoundRoute>());
        foreach (var lane in _lanes.From(origin.Id.Value))
        {
            var schedule = clocks.Schedules[lane];
            var end = FirstAt(schedule.Departs, until);
            for (var i = FirstAt(schedule.Departs, from); i < end; i++)
            {
                var departs = schedule.Departs[i];
                var cutoff = clocks.ClockOf(origin.Id).LatestBegin(schedule.ReadyBy[i], origin.ProcessingMinutes);
                if (cutoff > departs - (DaysBack - 1) * 1_440)
                {
                    scan.From(lane, departs, cutoff, origin.ProcessingMinutes, departures.Count, found);
                    departures.Add(new(origin.Id, network.Lanes.Rows[lane].Id, departs));
                }
            }
        }

        return new([.. departures], [.. found]);
    }

    private static int FirstAt(ReadOnlySpan<int> departs, int minute)
    {
        var index = departs.BinarySearch(minute);
        index = index < 0 ? ~index : index;
        while (index > 0 && departs[index - 1] == minute)
        {
            index--;
        }

        return index;
    }

    private static Facility[] OriginsOf(RouteNetwork network)
    {
        var origins = network.Facilities.Rows.ToArray()
            .Where(row => row.Kind == FacilityKind.Fulfillment && RouteChecks.BrokenRule(row, network.Zones) is null)
            .OrderBy(row => row.Id.Value).ToArray();
        return origins.Length <= RouteTable.MostOrigins ? origins : throw new ArgumentException(
            $"The network has {origins.Length} fulfillment centers; a route table holds {RouteTable.MostOrigins}. "
            + "Build one table per part of the network.", nameof(network));
    }
}
