using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Joins what was found day by day into one table.</summary>
internal static class RouteMerge
{
    internal static RouteTable Merge(
        RouteNetwork network, RegionCalendar calendar, Facility[] origins,
        Dictionary<(int Origin, DateOnly Day), DayRoutes> found, DateOnly from, int days, int threads)
    {
        var pairs = calendar.RegionCount + 1;
        var (firsts, departures) = Number(origins.Length, found, from, days);
        var parts = new (RouteOption[] Options, int[] Kept, int[] Counts)[origins.Length];
        Blocks.Run(origins.Length, 1, threads, block =>
        {
            parts[block.Index] = Join(block.Index, firsts, found, from, days, pairs, departures);
        });

        var (starts, spares) = (new int[(origins.Length * pairs) + 1], new int[origins.Length * pairs]);
        for (var i = 0; i < spares.Length; i++)
        {
            spares[i] = starts[i] + parts[i / pairs].Kept[i % pairs];
            starts[i + 1] = starts[i] + parts[i / pairs].Counts[i % pairs];
        }

        var options = new RouteOption[starts[^1]];
        for (var origin = 0; origin < origins.Length; origin++)
        {
            parts[origin].Options.AsSpan(0, starts[(origin + 1) * pairs] - starts[origin * pairs])
                .CopyTo(options.AsSpan(starts[origin * pairs]));
        }

        return new(new()
        {
            FirstDay = from.AddDays(1),
            Days = days - 1,
            Origins = [.. origins.Select(origin => origin.Id)],
            Starts = starts,
            Spares = spares,
            Options = options,
            Departures = departures,
            Kilometers = Distances.Of(origins, network.Regions.Rows, pairs),
            Calendar = calendar,
        });
    }

    // Departures are numbered by day, then by FC, so that a moved window shares a long middle.
    private static (Dictionary<(int Origin, DateOnly Day), int> Firsts, RouteDeparture[] Departures) Number(
        int origins, Dictionary<(int Origin, DateOnly Day), DayRoutes> found, DateOnly from, int days)
    {
        var firsts = new Dictionary<(int Origin, DateOnly Day), int>();
        var departures = new List<RouteDeparture>();
        for (var i = 0; i < days; i++)
        {
            for (var origin = 0; origin < origins; origin++)
            {
                firsts[(origin, from.AddDays(i))] = departures.Count;
                departures.AddRange(found[(origin, from.AddDays(i))].Departures);
            }
        }

        return (firsts, [.. departures]);
    }

    private static (RouteOption[] Options, int[] Kept, int[] Counts) Join(
        int origin, Dictionary<(int Origin, DateOnly Day), int> firsts,
        Dictionary<(int Origin, DateOnly Day), DayRoutes> found, DateOnly from, int days, int regions,
        RouteDeparture[] departures)
    {
        var keys = Enumerable.Range(0, days).Select(i => (origin, from.AddDays(i))).ToArray();
        var sizes = new int[regions + 1];
        foreach (var key in keys)
        {
            foreach (ref readonly var route in found[key].Found.AsSpan())
            {
                sizes[route.Region + 1]++;
            }
        }

        for (var region = 0; region < regions; region++)
        {
            sizes[region + 1] += sizes[region];
        }

        var (all, next) = (new RouteOption[sizes[regions]], (int[])sizes.Clone());
        foreach (var key in keys)
        {
            foreach (ref readonly var route in found[key].Found.AsSpan())
            {
                all[next[route.Region]++] = route.Option with { Departure = route.Option.Departure + firsts[key] };
            }
        }

        var (kept, counts, written) = (new int[regions], new int[regions], 0);
        for (var region = 0; region < regions; region++)
        {
            var options = all.AsSpan(sizes[region], sizes[region + 1] - sizes[region]);
            (kept[region], var spares) = RoutePruning.Prune(options, departures);
            counts[region] = kept[region] + spares;
            options[..counts[region]].CopyTo(all.AsSpan(written));
            written += counts[region];
        }

        return (all, kept, counts);
    }
}
