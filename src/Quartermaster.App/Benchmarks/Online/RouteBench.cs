using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Routes at the size of a large retailer: 64 FCs, 900 regions, 168 hourly departures; full refreshes, and how
/// soon a change of one lane reaches promises.</summary>
/// <remarks>An option counts when its delivery and its costs were compared with those of others. What falls earlier, as
/// a label at a sort center, is not counted with the options that it would have led to: the dense network has more
/// lanes, so that 200 million remain.</remarks>
internal static class RouteBench
{
    private const int WindowDays = 7;
    private const double LeastOptions = 200_000_000;
    private const double MostSeconds = 20;

    private static readonly DateOnly s_today = new(2026, 3, 2);

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        foreach (var every in (int[])[600, 60])
        {
            context.Cancel.ThrowIfCancellationRequested();
            yield return Refresh(context, "dense", every, Dense(every), every == 60 ? LeastOptions / MostSeconds : 0);
        }

        yield return Refresh(context, "canonical", 60, OnlineNetwork.Make(), 0);
        foreach (var figure in Changes(context, "dense", Dense(60)).Concat(
            Changes(context, "canonical", OnlineNetwork.Make())))
        {
            yield return figure;
        }

        yield return LaneImportBench.Run(context);
    }

    private static RouteNetwork Dense(int everyMinutes) =>
        OnlineNetwork.Make(everyMinutes, sortMinutes: 60, hubsOfRegion: 16);

    private static Figure Refresh(BenchContext context, string name, int every, RouteNetwork network, double floor)
    {
        GC.Collect(); // What the refresh before has left must not count.
        var clock = Stopwatch.StartNew();
        var builder = new RouteBuilder(network, new());
        var table = builder.Build(s_today, WindowDays, context.Threads);
        var seconds = clock.Elapsed.TotalSeconds;
        if (floor > 0)
        {
            context.Ratios.Add(new("routes", $"options compared in one full refresh of the {name} network, millions",
                new(builder.Compared / 1e6, double.NaN, 1), LeastOptions / 1e6, IsAtMost: false));
        }

        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / 1e9;
        return new("routes",
            $"full refresh, {name} network, {network.Lanes.Count:N0} lanes, FCs leave every {every} minutes, "
            + $"{WindowDays} days and the one before: {builder.Compared:N0} options compared in {seconds:0.0} s, "
            + $"{table.Count:N0} kept, {peak:0.0} GB at most",
            builder.Compared / seconds, "options/s", floor, 1);
    }

    private static IEnumerable<Figure> Changes(BenchContext context, string of, RouteNetwork network)
    {
        var builder = new RouteBuilder(network, new());
        var table = builder.Build(s_today, WindowDays, context.Threads);
        var lanes = network.Lanes.Rows.ToArray();
        var between = Array.FindIndex(lanes, row => row.FromFacility.Value > OnlineNetwork.Centers);
        foreach (var (what, lane) in ((string, int)[])[
            ("last mile", lanes.Length - 1), ("line haul of an FC", 3), ("lane between sort centers", between)])
        {
            var slower = (Lane[])lanes.Clone();
            slower[lane] = slower[lane] with
            {
                TransitMinutesMedian = slower[lane].TransitMinutesMedian + 45,
                TransitMinutesLate = slower[lane].TransitMinutesLate + 60,
            };
            yield return Turns(context, builder, $"one {what} changed in the {of} network",
                [network with { Lanes = new(slower) }, network]);
        }

        var region = lanes[^1].ToRegion;
        yield return Turns(context, builder, $"one region's delivery day full in the {of} network",
            [network with { FullDays = new HashSet<(RegionId, int)> { (region, table.Calendar.StartOf(region, 4)) } },
                network]);
    }

    private static Figure Turns(BenchContext context, RouteBuilder builder, string what, RouteNetwork[] networks)
    {
        var turn = 0;
        return Figure.Of("routes", $"{what}, until promises read the new table", "changes/s", 1, 6, () =>
        {
            context.Cancel.ThrowIfCancellationRequested();
            var routes = builder.Refresh(networks[turn++ % networks.Length], context.Threads);
            return (new PromiseBoard(routes, new()) is not null ? 1 : 0, 0);
        });
    }
}
