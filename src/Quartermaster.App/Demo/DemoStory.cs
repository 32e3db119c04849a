using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Demo;

/// <summary>The whole story: a retailer is made, forecast, planned, simulated against practice.</summary>
internal sealed class DemoStory(DemoSettings settings, Progress progress, CancellationToken cancel)
{
    /// <summary>The workspace.</summary>
    internal OpenedWorkspace World { get; private set; } = null!;

    /// <summary>How the forecasters did on history.</summary>
    internal BackTestResult BackTest { get; private set; } = null!;

    /// <summary>Today's plan, with reasons.</summary>
    internal DayPlan Plan { get; private set; } = null!;

    /// <summary>What the policies did.</summary>
    internal ComparisonResult Comparison { get; private set; } = null!;

    /// <summary>Settings that were tried in tuning.</summary>
    internal IReadOnlyList<FrontierPoint> Frontier { get; private set; } = [];

    internal void Tell(string folder)
    {
        Open(folder);
        var forecaster = Fit();
        PlanToday(forecaster);
        Simulate(forecaster);
    }

    private void Open(string folder)
    {
        var sample = new SampleRetail
        {
            Products = settings.Products,
            Facilities = settings.Centers,
            Days = settings.HistoryDays,
            FutureDays = Math.Max(182, (settings.Weeks * 7) + settings.WarmUpDays + 28),
            Seed = settings.Seed,
        };
        if (sample.Check().FirstOrDefault() is { } wrong)
        {
            throw new UserException(wrong, "Nothing was made.", ExitCode.WrongUse);
        }

        var isThere = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
        var workspace = isThere ? Workspace.Open(folder) : SampleWorkspace.Create(
            folder, sample, settings.Threads, share => progress.Report("making a retailer", share), cancel);
        progress.Report("reading two years of sales", 0);
        World = OpenedWorkspace.Open(workspace, null);
        if (World.Sample() != sample)
        {
            throw new UserException(
                $"{folder} is not the demo's workspace of this size.",
                "Name another folder, for example: qm demo demo2", ExitCode.WrongUse);
        }
    }

    private SegmentForecaster Fit()
    {
        var history = World.Book.Inputs();
        progress.Report("back-testing forecasters", 0.1);
        BackTest = Forecasting.BackTests.BackTest.Run(
            history, inputs => StatisticalForecasters.Fit(inputs, threads: settings.Threads), threads: settings.Threads,
            cancel: cancel);
        progress.Report("fitting forecasters", 0.7);
        return new(StatisticalForecasters.Fit(history, threads: settings.Threads), BackTest);
    }

    private void PlanToday(IForecaster forecaster)
    {
        progress.Report("planning the day", 0);
        var state = World.PlanningState(settings.Seed);
        var planning = new PlanningDay(Companies.Ours(forecaster, World.Gather), World.Facts,
            new(settings.Threads, Explain.Yes, (stage, share) => progress.Report($"planning the day: {stage}", share),
                cancel));
        var outlook = planning.Look(World.Book.Inputs(), state);
        Plan = planning.Replenish(outlook, state, _ => true);
    }

    private void Simulate(IForecaster forecaster)
    {
        var terms = new StudyTerms(settings.Replications, settings.Weeks * 7, settings.WarmUpDays, settings.Seed);
        (Comparison, Frontier) = PolicyStudy.Contest(
            World, forecaster, terms, settings.Threads, progress.Report, cancel);
    }
}
