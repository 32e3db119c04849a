using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;
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
    // At the ways around lanes that are short.
    private const int MostLooks = 3;

    /// <summary>Looks ahead: forecast, levels and stock values, block by block of products.</summary>
    /// <param name="history">What happened, and what is planned.</param>
    /// <param name="state">What changes by day.</param>
    public Outlook Look(DemandBook history, PlanningState state)
    {
        var products = facts.Products.Count;
        var block = products <= run.MostHeld ? Math.Max(1, products) : run.ProductsPerBlock;
        var outlook = new OutlookWriter(facts, company.StockPrices is not null);
        var belief = new Belief(rows => Believe(history, state, rows), run.ProductsPerBlock);
        for (var first = 0; first == 0 || first < products; first += block)
        {
            int[] rows = [.. Enumerable.Range(first, Math.Min(block, products - first))];
            run.Report("forecast", (double)first / Math.Max(1, products));
            var (forecast, demand) = Believe(history, state, rows);
            belief = rows.Length == products ? new(forecast, demand) : belief;
            outlook.Add(forecast);
            LookAt(state, first, forecast, demand, outlook);
        }

        return outlook.ToOutlook(belief, company.Gather.ShortageFactor, state.Today);
    }

    private (DemandForecast Forecast, CumulativeDemand Demand) Believe(
        DemandBook history, PlanningState state, int[] rows)
    {
        var forecast = company.Forecaster.Forecast(history.Inputs(rows), run.Threads, run.Cancel);
        return (forecast, CumulativeDemand.Draw(forecast, TargetGather.HorizonDays(facts, rows, company.PathDays),
            company.Gather.Paths, state.Seed, run.Threads));
    }

    private void LookAt(
        PlanningState state, int first, DemandForecast forecast, CumulativeDemand demand, OutlookWriter outlook)
    {
        var done = (double)(first + demand.Count) / Math.Max(1, facts.Products.Count);
        run.Report("targets", done / 2);
        var inputs = TargetGather.Inputs(facts, state, first, demand, company.Gather.ShortageFactor);
        var levels = run.OnlyOrderedLevels && !facts.OrdersToCenters ? inputs.OfNetwork() : inputs;
        var targets = company.Targets.Plan(levels, run.Explain, run.Threads, run.Cancel);
        run.Report("stock values", 0.9 * done);
        outlook.Add(levels, targets,
            RestingDemand.Of(demand, forecast.Products, PlacementGather.CoverDays(facts, company.Gather) / 2.0),
            company.StockPrices?.Of(inputs, facts.Centers, DaysToArrival.Of(state, first, inputs), run.Threads),
            run.Audits ? new TargetsAudit().Check(levels, targets) : []);
    }

    /// <summary>Buys what is due, and places it.</summary>
    /// <param name="outlook">What is believed and wanted.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="isDue">Whether an offer of the facts may be ordered today.</param>
    public DayPlan Replenish(Outlook outlook, PlanningState state, Func<int, bool> isDue)
    {
        run.Report("buy", 0);
        var buying = BuyingGather.AfterCenters(
            BuyingGather.Inputs(facts, state, outlook, isDue), company.Buying, run.Threads);
        (buying, var purchases) = BudgetedPurchases.Decide(company, buying, state.Budget, KeysOf(buying), run);
        run.Report("place", 0.5);
        var placing = PlacementGather.Inputs(
            facts, state, outlook.Belief, outlook.MeanDailyUnits, purchases.Decisions, company.Gather);
        var placed = Place(placing, state, outlook);
        var (hands, lanes) = PriceShipping(outlook, state);
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
            Outbound = hands,
            LaneSpace = lanes,
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

        var loads = PlacementGather.LoadsOf(facts, state, inputs, outlook.Resting, company.Gather);
        var keys = new Table<ulong>([.. inputs.Facts.Rows.ToArray().Select(fact => fact.Key)]);
        var settled = new Coordinator<PlacementInputs, PlacementRow, PlacementReason>(
            company.Placement, priced, company.Coordination)
            .Plan(inputs, inputs.Prices, loads, keys, run.Explain, run.Threads, run.Cancel);
        var board = settled.Report.IsFeasible ? settled.Board : PriceCeiling.Cap(settled.Board, inputs);
        return (settled.Plan, board, settled.Report, loads);
    }

    // Hands first: room on lanes is priced where orders go at the prices of hands.
    private (OutboundPlan? Hands, LaneSpacePlan? Lanes) PriceShipping(Outlook outlook, PlanningState state)
    {
        if (company.Outbound is not { } policy)
        {
            return (null, null);
        }

        var demand = new Lazy<StockedDemand>(() => StockedDemand.Of(facts, state, outlook, policy.MostStockings));
        var hands = OutboundGather.Inputs(facts, state, outlook, () => demand.Value, policy) is { } toPrice
            ? new OutboundPricing(policy, company.Coordination?.Capacity).Price(toPrice, run.Threads, run.Cancel)
            : null;
        return (hands, state.Ways is null ? null
            : PriceLanes(outlook, state, state.Ways, () => demand.Value, hands?.ToBoard(), policy));
    }

    // Ways that a short lane beat are looked at as well, as soon as it is known to be short.
    private LaneSpacePlan? PriceLanes(
        Outlook outlook, PlanningState state, WaysAhead ways, Func<StockedDemand> demandOf, PriceBoard? hands,
        OutboundPolicy policy)
    {
        var (tables, avoided) = (new List<RouteTable> { ways.Table }, new HashSet<LaneId>());
        var plan = default(LaneSpacePlan);
        var slots = SlotPrices.Of(hands, ways.Table);
        for (; ; )
        {
            if (LaneSpaceGather.Inputs(facts, state, tables, outlook, demandOf, slots, policy) is not { } inputs)
            {
                return null;
            }

            plan = new LaneSpacePricing(policy, company.Coordination?.Capacity).Price(inputs, plan, run.Cancel);
            var before = avoided.Count;
            avoided.UnionWith(plan.Rates().Rows.ToArray().Select(rate => rate.Lane));
            if (avoided.Count == before || tables.Count == MostLooks)
            {
                return plan;
            }

            tables.Add(ways.Without(avoided, run.Threads));
        }
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

    /// <summary>Whether the levels are audited as they are made.</summary>
    public bool Audits { get; init; }

    /// <summary>Up to how many products a look holds all that it believes, 14 kB each; of more it forms the belief
    /// again for the products that somebody asks about, which says the same as long as the history stays.</summary>
    public int MostHeld { get; init; } = int.MaxValue;

    /// <summary>How many products are looked at at a time where not all that is believed is held; 1 or more. What is at
    /// hand of a block takes some 25 kB per product at two years of history.</summary>
    public int ProductsPerBlock { get; init; } = 8_192;

    /// <summary>Tells how far the work is.</summary>
    public void Report(string stage, double share) => OnProgress?.Invoke(stage, share);
}
