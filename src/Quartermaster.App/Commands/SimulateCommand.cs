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

    internal static Command Create() => CommandFactory.Create(
        "simulate", "Simulates.", ["qm simulate"], [s_replications, s_days, s_warm], Run);

    private static Answer Run(Invocation invocation)
    {
        var clock = Stopwatch.StartNew();
        var world = OpenedWorkspace.Open(Workspaces.Open(invocation), null);
        Console.Error.WriteLine($"open {clock.Elapsed}");
        var forecaster = StatisticalForecasters.Fit(world.Book.Inputs(), threads: invocation.Threads)[0];
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
            Companies.Ours(forecaster, world.Gather), Companies.GoodPractice(world.Facts, world.Gather, 1),
            Companies.CommonPractice(world.Facts, world.Gather, 28),
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
