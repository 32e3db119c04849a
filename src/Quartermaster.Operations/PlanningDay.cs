using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations;

/// <summary>The planning day: look ahead, set levels, buy, place. Pure; the same call in production and simulation.
/// </summary>
/// <param name="company">Who decides.</param>
/// <param name="facts">What is joined already.</param>
/// <param name="run">How to run: it changes no value.</param>
public sealed class PlanningDay(Company company, CompanyFacts facts, RunOptions run)
{
    /// <summary>Looks ahead: forecast, levels and stock values.</summary>
    /// <param name="history">What happened, and what is planned.</param>
    /// <param name="state">What changes by day.</param>
    public Outlook Look(DemandInputs history, PlanningState state)
    {
        run.Report("forecast", 0);
        var forecast = company.Forecaster.Forecast(history, run.Threads, run.Cancel);
        run.Report("targets", 0.5);
        var demand = CumulativeDemand.Draw(
            forecast, TargetGather.HorizonDays(facts, company.PathDays), company.Gather.Paths, state.Seed,
            run.Threads);
        var inputs = TargetGather.Inputs(facts, state, demand, company.Gather.ShortageFactor);
        var levels = run.OnlyOrderedLevels && !facts.OrdersToCenters ? inputs.OfNetwork() : inputs;
        var targets = company.Targets.Plan(levels, run.Explain, run.Threads, run.Cancel);
        run.Report("stock values", 0.9);
        return new()
        {
            Forecast = forecast,
            MeanDailyUnits = [.. Enumerable.Range(0, demand.Count).Select(demand.MeanPerDay)],
            TargetInputs = levels,
            Targets = targets,
            StockValues = company.StockPrices?.Of(
                inputs, facts.Centers, DaysToArrival.Of(facts, state, inputs), run.Threads),
        };
    }

    /// <summary>Buys what is due, and places it.</summary>
    /// <param name="outlook">What is believed and wanted.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="isDue">Whether an offer of the facts may be ordered today.</param>
    public DayPlan Replenish(Outlook outlook, PlanningState state, Func<int, bool> isDue)
    {
        run.Report("buy", 0);
        var buying = BuyingGather.AfterCenters(
            BuyingGather.Inputs(facts, state, outlook.TargetInputs, outlook.Targets.Decisions, isDue),
            company.Buying, run.Threads);
        (buying, var purchases) = BudgetedPurchases.Decide(company, buying, state.Budget, KeysOf(buying), run);
        run.Report("place", 0.5);
        var placing = PlacementGather.Inputs(facts, state, outlook.TargetInputs, purchases.Decisions, company.Gather);
        var placed = Place(placing, state, outlook);
        return new()
        {
            Outlook = outlook,
            BuyingInputs = buying,
            Purchases = purchases,
            PlacementInputs = placing with { Prices = placed.Board },
            Placement = placed.Plan,
            Loads = placed.Loads,
            Board = placed.Board,
            Coordination = placed.Report,
            Lines = ReleaseLines.Of(buying, purchases.Decisions, placed.Plan.Decisions),
        };
    }

    private (Plan<PlacementRow, PlacementReason> Plan, PriceBoard Board, CoordinationReport? Report,
        Table<ResourceLoad>? Loads) Place(PlacementInputs inputs, PlanningState state, Outlook outlook)
    {
        if (company.Coordination is null || company.Placement is not IPriced<PlacementInputs> priced
            || inputs.Count == 0)
        {
            return (Decide(company.Placement, inputs), inputs.Prices, null, null);
        }

        var loads = PlacementGather.LoadsOf(facts, state, inputs, outlook.TargetInputs.Demand,
            outlook.Forecast.Products, company.Gather);
        var keys = new Table<ulong>([.. inputs.Facts.Rows.ToArray().Select(fact => fact.Key)]);
        var settled = new Coordinator<PlacementInputs, PlacementRow, PlacementReason>(
            company.Placement, priced, company.Coordination)
            .Plan(inputs, inputs.Prices, loads, keys, run.Explain, run.Threads, run.Cancel);
        var board = settled.Report.IsFeasible ? settled.Board : PriceCeiling.Cap(settled.Board, inputs);
        return (settled.Plan, board, settled.Report, loads);
    }

    private Plan<TRow, TReason> Decide<TInputs, TRow, TReason>(
        IRowEngine<TInputs, TRow, TReason> engine, TInputs inputs)
        where TInputs : IGrouped<TInputs>
        where TRow : unmanaged
        where TReason : unmanaged, Enum => engine.Plan(inputs, run.Explain, run.Threads, run.Cancel);

    private Table<ulong> KeysOf(BuyingInputs inputs) => new([.. Enumerable.Range(0, inputs.Count)
        .Select(group => facts.Catalog.KeyOf(inputs.Offers.Rows[inputs.FirstRow(group)].Product))]);
}

/// <summary>How to run a plan: nothing here changes a value.</summary>
/// <param name="Threads">How many threads to use; at least 1.</param>
/// <param name="Explain">Whether to record reasons.</param>
/// <param name="OnProgress">Told the stage and its share done; may be null.</param>
/// <param name="Cancel">Asked between blocks.</param>
public sealed record RunOptions(
    int Threads = 1,
    Explain Explain = Explain.No,
    Action<string, double>? OnProgress = null,
    CancellationToken Cancel = default)
{
    /// <summary>Whether levels of centers are left out where every offer ships to the network: nobody orders up to
    /// them.</summary>
    public bool OnlyOrderedLevels { get; init; }

    /// <summary>Tells how far the work is.</summary>
    public void Report(string stage, double share) => OnProgress?.Invoke(stage, share);
}
