using System.CommandLine;
using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Demo;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.App.Commands;

/// <summary><c>qm simulate</c>: our policy against good and common practice in the same worlds.</summary>
internal static class SimulateCommand
{
    private static readonly Option<int> s_replications = Whole("--replications", "Worlds to compare in.", 20);
    private static readonly Option<int> s_days = Whole("--days", "Days that are measured.", 182);
    private static readonly Option<int> s_warmUp = Whole("--warm-up", "Days before them: lead time plus cover.", 42);

    private static readonly Option<DateOnly?> s_asOf = new("--as-of")
    {
        Description =
            "The first simulated day; default: the day after the last sale. Later sales are what customers want.",
        HelpName = "DAY",
    };

    internal static Command Create() => CommandFactory.Create(
        "simulate",
        "Simulates our policy against good and common practice in the same worlds, at equal in-stock.",
        ["qm simulate --replications 20", "qm simulate --as-of 2011-03-21 --days 56 --replications 5"],
        [s_replications, s_days, s_warmUp, s_asOf],
        Run);

    private static Option<int> Whole(string name, string description, int usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private static Answer Run(Invocation invocation)
    {
        using var progress = new Progress(invocation.Clock);
        progress.Report("opening the workspace", 0);
        var world = OpenedWorkspace.Open(Workspaces.Open(invocation), invocation.Get(s_asOf));
        var settings = new SimulationSettings
        {
            FirstDay = world.Today,
            WarmUpDays = invocation.Get(s_warmUp),
            MeasuredDays = invocation.Get(s_days),
            Seed = invocation.Seed ?? world.Workspace.Settings.Seed,
        };
        var result = Compare(world, settings, invocation, progress);
        var kind = world.Sample() is null
            ? "Real sales, assumed costs, lead times and stock."
            : "Generated retailer: the worlds are other futures after the same history.";
        return new(ComparisonSection.Claim(result, 1))
        {
            Facts = [("worlds", kind), ("replications", result.Replications), ("first_day", settings.FirstDay)],
            Grids = [Measures(result), Differences(result)],
            Notes = [ComparisonSection.Claim(result, 2)],
        };
    }

    private static ComparisonResult Compare(
        OpenedWorkspace world, SimulationSettings settings, Invocation invocation, Progress progress)
    {
        var history = world.Book.Inputs();
        progress.Report("back-testing forecasters", 0.2);
        var backTest = BackTest.Run(history, inputs => StatisticalForecasters.Fit(inputs, threads: invocation.Threads),
            threads: invocation.Threads, cancel: invocation.Cancel);
        var forecaster = new SegmentForecaster(
            StatisticalForecasters.Fit(history, threads: invocation.Threads), backTest);
        var routes = new RouteWindows(
            world.Network, world.Policies.Routes, world.Today, settings.WarmUpDays + settings.MeasuredDays,
            invocation.Threads, share => progress.Report("laying out routes", share), invocation.Cancel);
        var worldOf = ReplicationWorlds.Of(world, settings);
        var brief = settings with { MeasuredDays = Math.Min(91, settings.MeasuredDays) };
        var opening = world.Opening();
        return new Rivalry(world.Facts, world.Gather, forecaster,
            new(world.Facts, routes, brief, opening, world.Book, worldOf),
            new(world.Facts, routes, settings, opening, world.Book, worldOf), invocation.Threads)
            .Run(invocation.Get(s_replications), progress.Report, invocation.Cancel);
    }

    /// <summary>The measures of every policy.</summary>
    internal static Grid Measures(ComparisonResult result) => new(
        "measures", "Simulated, mean over replications",
        [
            new("measure", "Measure"),
            .. result.Names.Select(name => new GridColumn(name.Replace(' ', '_'), name)),
        ],
        [.. Measure.All.Select(measure => (IReadOnlyList<object?>)
            [measure.Name, .. Enumerable.Range(0, result.Names.Count)
                .Select(i => (object?)result.Of(i, measure).Mean.ToString(measure.Format,
                    CultureInfo.InvariantCulture))])]);

    /// <summary>The paired differences of every measure.</summary>
    internal static Grid Differences(ComparisonResult result) => new(
        "differences", "Ours less theirs, paired 95 % interval",
        [
            new("measure", "Measure"), new("against", "Against"), new("difference", "Difference", "#,0.####"),
            new("low", "Low", "#,0.####"), new("high", "High", "#,0.####"),
        ],
        [.. from company in Enumerable.Range(1, result.Names.Count - 1)
            from measure in Measure.All
            let interval = result.Against(company, measure)
            select (IReadOnlyList<object?>)
                [measure.Name, result.Names[company], interval.Mean, interval.Low, interval.High]]);
}
