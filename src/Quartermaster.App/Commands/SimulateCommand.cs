using System.CommandLine;
using System.Diagnostics;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.App.Commands;

/// <summary><c>qm simulate</c>: the company against good and common practice in the same worlds.</summary>
internal static class SimulateCommand
{
    private static readonly Option<int> s_replications = new("--replications") { DefaultValueFactory = _ => 1 };
    private static readonly Option<int> s_days = new("--days") { DefaultValueFactory = _ => 182 };
    private static readonly Option<int> s_warm = new("--warm-up") { DefaultValueFactory = _ => 42 };

    private static readonly double[] s_ours = [0.05, 0.15, 0.4];
    private static readonly double[] s_good = [0.6, 1.0, 1.5];

    internal static Command Create() => CommandFactory.Create(
        "simulate", "Simulates.", ["qm simulate"], [s_replications, s_days, s_warm], Run);

    private static Answer Run(Invocation invocation)
    {
        var clock = Stopwatch.StartNew();
        var world = OpenedWorkspace.Open(Workspaces.Open(invocation), null);
        Console.Error.WriteLine($"open {clock.Elapsed}");
        var inputs = world.Book.Inputs();
        var bt = Quartermaster.Forecasting.BackTests.BackTest.Run(inputs, h => StatisticalForecasters.Fit(h, threads: invocation.Threads), null, invocation.Threads);
        foreach (var row in bt.Rows) { Console.Error.WriteLine($"{row.Segment} {row.Forecaster} {row.Wql:0.0000} d {row.Daily.Wql:0.0000} w {row.Weekly.Wql:0.0000} {row.Chosen}"); }
        Console.Error.WriteLine($"backtest {clock.Elapsed}");
        var forecaster = new Quartermaster.Forecasting.BackTests.SegmentForecaster(StatisticalForecasters.Fit(inputs, threads: invocation.Threads), bt);
        Console.Error.WriteLine($"fit {clock.Elapsed} {forecaster.Name}");
        var settings = new SimulationSettings
        {
            FirstDay = world.Today, WarmUpDays = invocation.Get(s_warm), MeasuredDays = invocation.Get(s_days),
        };
        var routes = new RouteWindows(
            world.Network, new(), world.Today, settings.WarmUpDays + settings.MeasuredDays, invocation.Threads);
        Console.Error.WriteLine($"routes {clock.Elapsed}");
        var comparison = new PolicyComparison(world.Facts, routes, settings, world.Opening(), world.Book,
            PolicyComparison.Generated(world.Sample()!, world.Facts.Catalog));
        Quartermaster.Operations.Company[] companies =
        [
            .. s_ours.Select(f => Companies.Ours(forecaster, world.Gather with { ShortageFactor = f }) with { Name = $"ours{f}" }),
            Companies.Ours(new Quartermaster.Forecasting.Practice.SeasonalSmoothing(), world.Gather) with { Name = "gpforecast" },
            Companies.Ours(forecaster, world.Gather with { ShortageFactor = 0.15 }) with { Name = "gptarget.15", Targets = new GoodPracticeTargets(1) },
            .. s_good.Select(f => Companies.GoodPractice(world.Facts, world.Gather, f) with { Name = $"good{f}" }),
        ];
        using var progress = new Progress(invocation.Clock);
        var results = comparison.Run(companies, [.. Enumerable.Range(1, invocation.Get(s_replications))],
            invocation.Threads, share => progress.Report("simulating", share), invocation.Cancel);
        Console.Error.WriteLine($"runs {clock.Elapsed}");
        return new("Simulated.")
        {
            Grids =
            [
                new("measures", "Measures", [new("measure", "Measure"),
                    .. companies.Select(c => new GridColumn(c.Name, c.Name, "#,0.####"))],
                    [.. Measure.All.Select(m => (IReadOnlyList<object?>)[m.Name,
                        .. results.Select(r => (object?)r.Average(m.Of))])]),
            ],
        };
    }
}
