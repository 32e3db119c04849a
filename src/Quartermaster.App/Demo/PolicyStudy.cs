using Quartermaster.App.Worlds;
using Quartermaster.Domain.Demand;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Evaluation.WhatIf;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Demo;

/// <summary>Compares the policies in a workspace's worlds, under what the tables say and under other assumptions.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="asOf">The first simulated day; null for the day after the last sale.</param>
/// <param name="terms">What is simulated; its first day is set here.</param>
/// <param name="threads">How many runs at a time.</param>
/// <param name="report">Told the stage and its share done.</param>
/// <param name="cancel">Asked between days.</param>
internal sealed class PolicyStudy(
    Workspace workspace, DateOnly? asOf, StudyTerms terms, int threads, Action<string, double> report,
    CancellationToken cancel)
{
    private const int TuningDays = 91;

    private PracticeSettings _settings;

    /// <summary>Who forecasts for ours; nobody before the first comparison.</summary>
    internal Forecasters? Forecasters { get; private set; }

    /// <summary>Opens the workspace as its tables are, tunes practice, and compares.</summary>
    /// <returns>The world that was simulated, and what the policies did.</returns>
    internal (OpenedWorkspace World, ComparisonResult Result) Compare()
    {
        var world = Open(Assumptions.AsStated, report);
        Forecasters = Forecasters.ForSimulation(world, terms.Trees, threads, report, cancel);
        var rivalry = RivalryOf(world, Forecasters.Chosen, terms, threads, report, cancel);
        var result = rivalry.Run(terms.Replications, showsOthers: false, report, cancel);
        _settings = rivalry.Settings;
        return (world, result);
    }

    /// <summary>Compares under other assumptions, with good practice at the settings that were tuned before; after
    /// <see cref="Compare"/>.</summary>
    /// <param name="assumptions">What is different from the tables.</param>
    /// <param name="label">What progress is reported under.</param>
    internal ComparisonResult CompareUnder(Assumptions assumptions, string label)
    {
        // Demand is real: no assumption changes what is forecast.
        return RivalryOf(Open(assumptions, Report), Forecasters!.Chosen, terms, threads, Report, cancel)
            .RunAt(_settings, terms.Replications, Report, cancel);

        void Report(string stage, double share) => report(label + stage, share);
    }

    /// <summary>Compares the policies in the worlds of a workspace.</summary>
    /// <param name="world">The workspace, opened with the days of the terms.</param>
    /// <param name="forecaster">Ours, fitted on the history.</param>
    /// <param name="terms">What is simulated.</param>
    /// <param name="threads">How many runs at a time.</param>
    /// <param name="report">Told the stage and its share done.</param>
    /// <param name="prices">Told of the prices of our first run of the comparison.</param>
    /// <param name="cancel">Asked between days.</param>
    internal static (ComparisonResult Result, IReadOnlyList<FrontierPoint> Frontier) Contest(
        OpenedWorkspace world, IForecaster forecaster, StudyTerms terms, int threads, Action<string, double> report,
        PriceDiary prices, CancellationToken cancel)
    {
        var rivalry = RivalryOf(world, forecaster, terms, threads, report, cancel, prices);
        return (rivalry.Run(terms.Replications, showsOthers: true, report, cancel), rivalry.Frontier);
    }

    private OpenedWorkspace Open(Assumptions assumptions, Action<string, double> tell)
    {
        tell("opening the workspace", 0);
        StudyWindow.Require(workspace, asOf, terms);
        return OpenedWorkspace.Open(workspace, asOf, assumptions, terms.Days, cancel: cancel);
    }

    private static Rivalry RivalryOf(
        OpenedWorkspace world, IForecaster forecaster, StudyTerms terms, int threads, Action<string, double> report,
        CancellationToken cancel, PriceDiary? prices = null)
    {
        var settings = new SimulationSettings
        {
            FirstDay = world.Today, WarmUpDays = terms.WarmUpDays, MeasuredDays = terms.MeasuredDays, Seed = terms.Seed,
            Budget = world.Policies.Gate.Budget,
        };
        var brief = settings with { MeasuredDays = Math.Min(TuningDays, terms.MeasuredDays) };
        var routes = new RouteWindows(
            world.Network, world.Policies.Routes, world.Today, terms.Days, threads,
            share => report("laying out routes", share), cancel);
        var (worldOf, opening) = (ReplicationWorlds.Of(world, settings), world.Opening());
        return new(new(world, forecaster, world.Book.Inputs()),
            new(world.Facts, routes, brief, opening, world.Book, worldOf),
            new(world.Facts, routes, settings, opening, world.Book, worldOf) { Prices = prices },
            terms.Service, threads);
    }
}

/// <summary>What a study simulates.</summary>
/// <param name="Replications">Worlds to compare in.</param>
/// <param name="MeasuredDays">Days that are measured.</param>
/// <param name="WarmUpDays">Days before them.</param>
/// <param name="Seed">The seed of every keyed draw.</param>
/// <param name="Trees">Whether boosted trees take part in our forecasts.</param>
internal sealed record StudyTerms(int Replications, int MeasuredDays, int WarmUpDays, ulong Seed, bool Trees)
{
    /// <summary>What practice is tuned to and read at.</summary>
    internal Measure Service { get; init; } = Measure.Named("in_stock");

    /// <summary>All simulated days.</summary>
    internal int Days => WarmUpDays + MeasuredDays;
}
