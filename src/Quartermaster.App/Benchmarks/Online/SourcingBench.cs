using System.Diagnostics;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.MultiItem;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>What the orders engine costs over a bound on every policy: the multi-item benchmark of Jasin and Sinha, and
/// a network of 99 metros.</summary>
internal static class SourcingBench
{
    private const int FewInstances = 10;
    private const int ManyInstances = 30;
    private const int LargeSteps = 800;
    private const int LargeSolves = 20;
    private const int LargeStepsAgain = 60;

    // Published for prices solved once; at .75 what issue 4 asks of prices solved again.
    private static readonly double[] s_wanted = [1.022, 1.016, 1.003];

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        var instances = context.IsFull ? ManyInstances : FewInstances;
        foreach (var carry in PublishedFigures.Carries)
        {
            var (studies, clock) = (new SourcingStudy[instances], Stopwatch.StartNew());
            Blocks.Run(instances, 1, context.Threads, block =>
            {
                var seed = context.Seed + (ulong)block.Index;
                studies[block.Index] = SourcingStudy.Run(
                    new(MultiItemSize.Published, seed, carry, MultiItemReading.Author), 0, seed);
            }, context.Cancel);
            Report(context, carry, studies);
            yield return new("sourcing", $"carry {carry}: instances run at every pricing, and in hindsight",
                instances / clock.Elapsed.TotalSeconds, "instances/s", 0, 1);
        }

        foreach (var orders in context.IsFull ? (int[])[10_000, 100_000] : [10_000])
        {
            foreach (var carry in PublishedFigures.Carries)
            {
                context.Cancel.ThrowIfCancellationRequested();
                yield return RunLarge(context, orders, carry);
            }
        }
    }

    private static void Report(BenchContext context, double carry, SourcingStudy[] studies)
    {
        var wanted = s_wanted[Array.IndexOf(PublishedFigures.Carries, carry)];
        foreach (var one in Enum.GetValues<SourcingCase>())
        {
            context.Ratios.Add(new("sourcing", $"carry {carry}: {NameOf(one)}, cost ÷ bound on mean demand",
                Interval.Of([.. studies.Select(study => study.RatioOf(one))]),
                one is SourcingCase.Resolved or SourcingCase.WholeResolved or SourcingCase.WholeOften
                    ? one == SourcingCase.Resolved ? null : wanted : null));
        }

        context.Ratios.Add(new("sourcing", $"carry {carry}: gap between that plan and its bound, a share of the cost",
            Interval.Of([.. studies.Select(study =>
                (study.RatioOf(SourcingCase.Hindsight) / study.RatioOf(SourcingCase.HindsightBound)) - 1)])));
        foreach (var by in (SourcingCase[])[SourcingCase.WholeResolved, SourcingCase.WholeOften])
        {
            var closed = Interval.Of(SourcingStudy.SharesClosed(
                studies, SourcingCase.Static, SourcingCase.Hindsight, by));
            var what = $"carry {carry}: {NameOf(by)}, share closed of the way from static duals to hindsight";
            context.Ratios.Add(new("sourcing", what, closed, 0.75, IsAtMost: false));

            // Of few instances the interval is too wide to tell.
            context.Ratios.Add(new("sourcing", $"{what}, lower end of the interval"
                    + (context.IsFull ? "" : $"; judged of {ManyInstances} instances (--full)"),
                new(closed.Low, double.NaN, closed.Count), context.IsFull ? 0.6 : null, IsAtMost: false));
        }
    }

    private static Figure RunLarge(BenchContext context, int orders, double carry)
    {
        var (instance, clock) = (new MultiItemInstance(
            MultiItemSize.Large(orders), context.Seed, carry, MultiItemReading.Author), Stopwatch.StartNew());
        var search = new PriceSearch(
            instance, instance.Demand, instance.Stock, LargeSteps, threads: context.Threads);
        var (sequence, run, engine) = (instance.Sequence(0), new SequenceRun(instance), new OrdersEngine(new()));
        var hindsight = new PriceSearch(
            instance, instance.CountsOf(sequence), instance.Stock, LargeSteps, search.Prices, context.Threads);
        var last = search.Prices;
        var what = $"99 metros, 10 FCs, 100 items, {orders:N0} orders of up to 10 lines, carry {carry}";
        foreach (var (name, cost) in ((string, double)[])
        [
            ("no future cost", run.CostOf(engine, sequence)),
            ("prices solved once", run.CostOf(engine, sequence, search.Prices)),
            ($"prices solved {LargeSolves} times", run.CostOf(engine, sequence, search.Prices, LargeSolves, Again)),
            ("bound in hindsight", hindsight.Bound),
        ])
        {
            context.Ratios.Add(new("sourcing", $"{what}: {name}, cost ÷ bound on mean demand",
                new(cost / search.Bound, double.NaN, 1)));
        }

        return new("sourcing", $"{what}: bounded, solved {LargeSolves + 2} times, run 3 times",
            1 / clock.Elapsed.TotalSeconds, "instances/s", 0, 1);

        double[,] Again(double[,] demand, int[,] stock)
        {
            last = new PriceSearch(instance, demand, stock, LargeStepsAgain, last, context.Threads).Prices;
            return last;
        }
    }

    private static string NameOf(SourcingCase one) => one switch
    {
        SourcingCase.NoPrices => "no future cost",
        SourcingCase.Static => "static duals",
        SourcingCase.Resolved => "duals solved 20 times",
        SourcingCase.WholeStatic => "whole packages, solved once",
        SourcingCase.WholeResolved => "whole packages, solved 20 times",
        SourcingCase.WholeOften => "whole packages, solved 100 times",
        SourcingCase.Hindsight => "best plan of whole orders in hindsight",
        _ => "bound in hindsight",
    };
}
