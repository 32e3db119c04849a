using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Doors;
using Quartermaster.Operations;
using Quartermaster.Operations.Release;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Runs;

namespace Quartermaster.App.Worlds;

/// <summary>Opens a workspace, plans a day and saves the run.</summary>
internal static class Planner
{
    // Somebody who began to write while we planned has the workspace for so long at most.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Plans as far as a stage and saves what was decided.</summary>
    internal static SavedPlan Plan(Invocation invocation, PlanRequest request, PlanStage stage)
    {
        using var clock = new StageClock(invocation.Clock);
        clock.Report("opening the workspace", 0);
        var workspace = Workspaces.Open(invocation);
        using (workspace.LockForWriting())
        {
            // Whoever may not write, or meets another writer, hears of it now and not after all the work.
        }

        if (stage == PlanStage.Place)
        {
            ReleaseDesk.RequireCategories(workspace);
        }

        var opened = OpenedWorkspace.Open(
            workspace, request.AsOf, onlyForecasts: stage == PlanStage.Forecast, cancel: invocation.Cancel);
        var product = RequireProduct(opened, request.Product);
        var region = request.Region is { } code
            ? Regions.Find(opened.Network.Regions, opened.Facts.Catalog, code).Id : default;
        var policies = PlanPolicies.Of(workspace.Settings);
        policies = policies with { Forecasting = request.Change(policies.Forecasting) };
        var models = TrainedModels.Of(workspace.Runs, opened.Today);
        var question = ForecastQuestion.Of(opened, policies.Forecasting, models.Run);
        models = models with { Stopped = TrainingFile.Of(workspace, question) };
        var forecasters = Choose(invocation, opened, policies.Forecasting, question, models, clock);

        clock.Report("reading the goods", 0.8);
        var gate = workspace.Settings.Policy<GatePolicy>("gate");
        var last = LastReleased(workspace.Runs, opened.Today);
        var asked = new PlanQuestion(
            stage, request.AllOffers, request.Budget ?? gate.Budget, forecasters.Summary, last?.Name ?? "");
        var ledger = WorkspaceLedger.ReadAt(workspace, invocation.Now);
        var state = GoodsState.Of(opened, ledger?.Goods, invocation.Seed ?? workspace.Settings.Seed)
            with { Budget = asked.Budget };
        state = last is null ? state : StoredState.WithYesterday(state, last, opened.Facts);
        var planning = new PlanningDay(policies.CompanyWith(forecasters.Chosen), opened.Facts,
            new(invocation.Threads, Explain.Yes,
                (step, share) => clock.Report(step, 0.8 + (0.15 * share)), invocation.Cancel)
            {
                Audits = true, MostHeld = StoredForecast.MostProducts,
            });
        var record = PlanMaking.Run(
            planning, asked, opened.Facts, state, opened.Book, OpenedWorkspace.LastSalesDay(opened.Tables));

        clock.Report("checking", 0.95);
        var breaches = record.Check();
        clock.Report("saving the run", 0.97);
        using var held = workspace.LockForWriting(s_patience, invocation.Cancel);
        var name = Save(opened, ledger, record, breaches, policies, forecasters, clock);
        if (forecasters.BackTest.Rows.Count > 0 && forecasters.ChosenIn.Length == 0)
        {
            KeptChoice.Save(workspace, question, name, forecasters);
            TrainingFile.Clear(workspace);
        }

        return new(name, opened, record, breaches, forecasters, clock.Stages, product, region);
    }

    // Those of the last choice where it answers the same question; else they are compared.
    private static Forecasters Choose(
        Invocation invocation, OpenedWorkspace opened, ForecastingPolicy policy, ForecastQuestion question,
        TrainedModels models, StageClock clock)
    {
        var (kept, passedOver) = policy.BackTestOrigins > 0
            ? KeptChoice.Find(opened.Workspace, question) : (null, null);
        if (kept is not null && Forecasters.Again(
            opened.Book, policy, kept, invocation.Threads, clock.Report, invocation.Cancel) is { } again)
        {
            return again;
        }

        var why = kept is null ? passedOver : "what it chose is no longer there";
        return Forecasters.Fit(
            opened.Book, policy, models, invocation.Threads, clock.Report, invocation.Cancel) with
        {
            PassedOver = why is null ? "" : KeptChoice.PassedOver(why),
        };
    }

    /// <summary>The run released last before a day, whose split and prices are yesterday's; null for none.</summary>
    private static StoredRun? LastReleased(StoredRuns runs, DateOnly today)
    {
        for (var i = runs.Released().Count - 1; i >= 0; i--)
        {
            var run = runs.Open(runs.Released()[i]);
            if (run.Header.AsOf < today && PlanParts.Has(run, PlanParts.Prices))
            {
                return run;
            }
        }

        return null;
    }

    /// <summary>Saves a plan as a run.</summary>
    /// <param name="opened">The workspace, whose tables the plan was made from.</param>
    /// <param name="ledger">The ledger that it was made from; null for none.</param>
    /// <param name="record">The plan.</param>
    /// <param name="breaches">Rules that it breaks.</param>
    /// <param name="policies">The policies of its engines.</param>
    /// <param name="forecasters">Who forecast.</param>
    /// <param name="clock">How long it took.</param>
    /// <returns>The run's name.</returns>
    internal static string Save(
        OpenedWorkspace opened, WorkspaceLedger? ledger, PlanRecord record, IReadOnlyList<PlanBreach> breaches,
        PlanPolicies policies, Forecasters forecasters, StageClock clock)
    {
        var header = RunHeader.Of(opened.Today, opened.Tables) with
        {
            LedgerSequence = ledger?.Sequence ?? 0,
            Policies = policies.ToJson(),
            Seed = record.State.Seed,
            BuildCommit = Build.Commit,
            Engines = new Dictionary<string, string>
            {
                ["forecast"] = Build.Version,
                ["targets"] = Build.Version,
                ["buy"] = Build.Version,
                ["place"] = Build.Version,
                ["coordination"] = Build.Version,
            },
        };
        using var run = opened.Workspace.Runs.Begin(header);
        record.SaveTo(run, breaches);
        BackTestRecord.SaveTo(run, forecasters.BackTest);
        forecasters.Models.SaveTo(run);
        clock.Finish();
        foreach (var (stage, seconds) in clock.Stages)
        {
            run.Log(stage, seconds);
        }

        return run.Commit();
    }

    private static ProductId RequireProduct(OpenedWorkspace opened, string? code)
    {
        var product = code is null ? default : opened.Facts.Catalog.Find<ProductId>(code);
        return code is null || opened.Facts.RowOf(product) >= 0 ? product
            : throw ProductCodes.Unknown(code, opened.Facts.Catalog,
                opened.Facts.Products.Rows.ToArray().Select(row => row.Id));
    }
}

/// <summary>A plan that was made and saved.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="Opened">The workspace.</param>
/// <param name="Record">The plan.</param>
/// <param name="Breaches">Rules that it breaks.</param>
/// <param name="Forecasters">Who forecast.</param>
/// <param name="Stages">Seconds by stage.</param>
/// <param name="Product">The product to show; none for all.</param>
/// <param name="Region">The region to show it in; none for all together.</param>
internal sealed record SavedPlan(
    string Run, OpenedWorkspace Opened, PlanRecord Record, IReadOnlyList<PlanBreach> Breaches,
    Forecasters Forecasters, IReadOnlyList<(string Stage, double Seconds)> Stages, ProductId Product, RegionId Region)
{
    /// <summary>What is odd about the histories, looked up once.</summary>
    internal HistoryNotes History => field ??= HistoryNotes.Of(Opened);

    /// <summary>Which part of each product's demand comes from which region.</summary>
    internal RegionShares Shares => new() { Shares = Record.Facts.RegionShares };

    /// <summary>The column of the region asked for: they are in the order of identifiers, which begin at 1.</summary>
    internal int RegionColumn => Region.Value - 1;
}
