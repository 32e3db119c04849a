using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Operations;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Demo;

/// <summary>The whole story: a retailer is made, forecast, planned, simulated against practice.</summary>
internal sealed class DemoStory(DemoSettings settings, Progress progress, CancellationToken cancel)
{
    /// <summary>The workspace.</summary>
    internal OpenedWorkspace World { get; private set; } = null!;

    /// <summary>The forecasters.</summary>
    internal Forecasters Forecasters { get; private set; } = null!;

    /// <summary>How the forecasters did on history.</summary>
    internal BackTestResult BackTest => Forecasters.BackTest;

    /// <summary>Today's plan, with reasons.</summary>
    internal DayPlan Plan { get; private set; } = null!;

    /// <summary>What the policies did.</summary>
    internal ComparisonResult Comparison { get; private set; } = null!;

    /// <summary>Settings that were tried in tuning.</summary>
    internal IReadOnlyList<FrontierPoint> Frontier { get; private set; } = [];

    private StudyTerms Terms => new(
        settings.Replications, settings.Weeks * 7, settings.WarmUpDays, settings.Seed, settings.Trees);

    internal void Tell(string folder)
    {
        Open(folder);
        Forecasters = Forecasters.ForSimulation(World, settings.Trees, settings.Threads, progress.Report, cancel);
        PlanToday(Forecasters.Chosen);
        Simulate(Forecasters.Chosen);
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
        World = OpenedWorkspace.Open(workspace, null, null, Terms.Days);
        if (World.Sample() != sample)
        {
            throw new UserException(
                $"{folder} is not the demo's workspace of this size.",
                "Name another folder, for example: qm demo demo2", ExitCode.WrongUse);
        }
    }

    private void PlanToday(IForecaster forecaster)
    {
        progress.Report("planning the day", 0);
        var state = World.PlanningState(settings.Seed);
        var planning = new PlanningDay(PlanPolicies.Of(World.Workspace.Settings).CompanyWith(forecaster), World.Facts,
            new(settings.Threads, Explain.Yes, (stage, share) => progress.Report($"planning the day: {stage}", share),
                cancel));
        var outlook = planning.Look(World.Book.Inputs(), state);
        Plan = planning.Replenish(outlook, state, _ => true);
    }

    private void Simulate(IForecaster forecaster)
    {
        (Comparison, Frontier) = PolicyStudy.Contest(
            World, forecaster, Terms, settings.Threads, progress.Report, cancel);
    }
}
