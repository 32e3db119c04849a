using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Evaluation.MultiItem;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Plans a second of the orders engine: on the multi-item benchmark, at 64 FCs, and placed durably in the
/// ledger.</summary>
internal static class OrdersBench
{
    private const int Products = 1_000_000;
    private const int WindowDays = 8;
    private const double Seconds = 5;
    private const int Batch = 256;
    private const double BenchmarkFloor = 150_000;
    private const double LargeFloor = 100_000;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        foreach (var carry in PublishedFigures.Carries)
        {
            yield return OnBenchmark(context.Seed, carry);
        }

        var today = new DateOnly(2026, 3, 2);
        var routes = new RouteBuilder(OnlineNetwork.Make(), new()).Build(today, WindowDays, context.Threads);
        var minute = Instant.Of(today.AddDays(1)).UnixMinutes + 600;
        var stock = new OnlineStock(Products);
        var inputs = OrderStream.Inputs(routes, stock, new(stock.Cells, OnlineStock.Stride), null);
        foreach (var threads in (int[])[1, 2])
        {
            context.Cancel.ThrowIfCancellationRequested();
            var streams = Enumerable.Range(0, threads)
                .Select(thread => new OrderStream(stock, context.Seed + (ulong)thread, minute)).ToArray();
            // Once through all orders: the table lays out its cheapest ways when they are first asked for.
            Plan(streams, inputs, 0, OrderStream.Count);
            var (began, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
            var perSecond = Plan(streams, inputs, Seconds);
            var processor = (Environment.CpuUsage.TotalTime - began).TotalSeconds;
            yield return new("orders", $"plans of 1 to {OrderStream.MostLines} lines, {OnlineNetwork.Centers} FCs, "
                + $"{OnlineNetwork.Regions} regions, {threads} thread{(threads > 1 ? "s" : "")}; "
                + $"{perSecond * clock.Elapsed.TotalSeconds / processor:N0} a second of processor time",
                perSecond, "plans/s", LargeFloor * threads, 1);
        }

        foreach (var figure in OrderPlacing.Run(context, routes, minute))
        {
            yield return figure;
        }
    }

    private static Figure OnBenchmark(ulong seed, double carry)
    {
        var instance = new MultiItemInstance(MultiItemSize.Published, seed, carry, MultiItemReading.Author);
        var whole = new MultiItemProgram(instance, instance.Demand, instance.Stock, isWhole: true);
        var (run, engine, sequence) = (new SequenceRun(instance), new OrdersEngine(new()), instance.Sequence(0));
        var orders = sequence.Count(order => instance.Types[order.Type].Length > 0);
        run.CostOf(engine, sequence, whole.Prices);
        return Figure.Of("orders", $"plans on the multi-item benchmark, carry {carry}, with prices, paid for; 1 thread",
            "plans/s", BenchmarkFloor, 15, () =>
            {
                run.CostOf(engine, sequence, whole.Prices);
                return (orders, 0);
            });
    }

    private static double Plan(OrderStream[] streams, OrderInputs inputs, double seconds, long least = 0)
    {
        var (clock, counts, engine) = (Stopwatch.StartNew(), new long[streams.Length], new OrdersEngine(new()));
        Blocks.Run(streams.Length, 1, streams.Length, block =>
        {
            var rows = new ShipmentRow[OrderStream.MostLines * OrderInputs.FacilitiesPerLine];
            while (counts[block.Index] < least || clock.Elapsed.TotalSeconds < seconds)
            {
                for (var i = 0; i < Batch; i++)
                {
                    streams[block.Index].Decide(engine, inputs, counts[block.Index]++, rows);
                }
            }
        });
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
