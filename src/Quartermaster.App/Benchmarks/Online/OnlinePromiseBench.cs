using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Promises a second at the size of a large retailer: 1,000,000 products, 64 FCs, 900 regions.</summary>
internal static class OnlinePromiseBench
{
    private const int Products = 1_000_000;
    private const int WindowDays = 8;
    private const int WarmSeconds = 4;
    private const int Rounds = 3;
    private const int Seconds = 2;
    private const int MinutesLater = 10;
    private const double SingleFloor = 5_000_000;
    private const double CartFloor = 2_000_000;
    private const double MostMemoryGiB = 4;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var today = new DateOnly(2026, 3, 2);
        var clock = Stopwatch.StartNew();
        var routes = new RouteBuilder(OnlineNetwork.Make(), new()).Build(today, WindowDays, context.Threads);
        yield return new("routes", $"options kept of {WindowDays} days, built in {clock.Elapsed.TotalSeconds:0.0} s",
            routes.Count / clock.Elapsed.TotalSeconds, "options/s", 0, 1);
        var stock = new OnlineStock(Products);
        foreach (var figure in RunAsync(context, routes, stock, Instant.Of(today.AddDays(2), minutes: 600))
            .ToBlockingEnumerable(context.Cancel))
        {
            yield return figure;
        }
    }

    private static async IAsyncEnumerable<Figure> RunAsync(
        BenchContext context, RouteTable routes, OnlineStock stock, Instant now)
    {
        var folder = Path.Combine(context.Folder, "promise-bench");
        var ledger = await ServedRetailer.FillAsync(folder, stock, routes, now).ConfigureAwait(false);
        await using (ledger.ConfigureAwait(false))
        {
            foreach (var (mostLines, floor) in ((int, double)[])[(1, SingleFloor), (5, CartFloor)])
            {
                foreach (var threads in (int[])[1, 2])
                {
                    context.Cancel.ThrowIfCancellationRequested();
                    var loads = Enumerable.Range(0, threads).Select(thread => new PromiseLoad(routes, stock,
                        ledger.Availability, new(), mostLines, 11 + (ulong)thread, now.UnixMinutes)).ToArray();
                    yield return new("promise",
                        $"the bound: reading the stock of the same {What(mostLines)} alone, {Threads(threads)}",
                        Run(loads, (load, isOver) => load.Read(isOver), 2) / 2.0, "carts/s", 0, 1);
                    var flow = new FeedInFlow(ledger, stock, now);
                    await using (flow.ConfigureAwait(false))
                    {
                        var board = new PromiseBoard(routes, new());
                        yield return Promise(context, loads, board, mostLines, threads == 2 ? floor : 0);
                        if (mostLines == 1 && threads == 1)
                        {
                            yield return Later(loads[0], board);
                        }

                        yield return new("promise", "durable inventory updates that flowed in meanwhile", flow.Rate,
                            "updates/s", FeedInFlow.LeastPerSecond, 1);
                    }
                }
            }
        }

        Directory.Delete(folder, recursive: true);
        context.Ratios.Add(new("promise", "memory of the process, GiB",
            new(Environment.WorkingSet / (double)(1 << 30), double.NaN, 1), MostMemoryGiB));
    }

    private static Figure Promise(
        BenchContext context, PromiseLoad[] loads, PromiseBoard board, int mostLines, double floor)
    {
        long Ask(PromiseLoad load, Func<bool> isOver) => load.Run(board, isOver);

        // Compiled, and every region's row laid out.
        Run(loads, Ask, WarmSeconds);
        var (rates, total) = (new double[Rounds], 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var (clock, checks) = (Stopwatch.StartNew(), loads.Sum(load => load.CheckSeconds));
            var count = Run(loads, Ask, Seconds);

            // Each thread's comparing is left out of its time.
            checks = (loads.Sum(load => load.CheckSeconds) - checks) / loads.Length;
            rates[round] = count / (clock.Elapsed.TotalSeconds - checks);
            total += count;
        }

        Array.Sort(rates);
        context.Ratios.Add(new("promise",
            $"offers that differ from brute force, {What(mostLines)}, {Threads(loads.Length)}",
            new(loads.Sum(load => load.Mismatches), double.NaN, (int)loads.Sum(load => load.Compared)), 0));
        return new("promise",
            $"{What(mostLines)}, 3 speeds, {Threads(loads.Length)}, median of {Rounds}; "
            + $"{loads.Sum(load => load.Compared):N0} compared with brute force; "
            + $"{(double)loads.Sum(load => load.Hard) / total:P2} by the engine",
            rates[Rounds / 2], "promises/s", floor, Rounds);
    }

    // What a minute that passes costs: rows whose cut-offs it passed are laid out anew when next asked for.
    private static Figure Later(PromiseLoad load, PromiseBoard board)
    {
        load.Renew(board, later: 0);
        var clock = Stopwatch.StartNew();
        var rows = 0;
        for (var minute = 1; minute <= MinutesLater; minute++)
        {
            rows += load.Renew(board, minute);
        }

        return new("promise", $"regions asked for in each of {MinutesLater} later minutes, rows laid out anew "
            + $"where a cut-off has passed: {clock.Elapsed.TotalSeconds / MinutesLater:0.000} s a minute",
            rows / clock.Elapsed.TotalSeconds, "regions/s", 0, 1);
    }

    private static string What(int mostLines) =>
        mostLines == 1 ? "single items" : $"carts of 1 to {mostLines} lines";

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static long Run(PromiseLoad[] loads, Func<PromiseLoad, Func<bool>, long> run, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var counts = new long[loads.Length];
        Blocks.Run(loads.Length, 1, loads.Length, block =>
            counts[block.Index] = run(loads[block.Index], () => clock.Elapsed.TotalSeconds > seconds));
        return counts.Sum();
    }
}
