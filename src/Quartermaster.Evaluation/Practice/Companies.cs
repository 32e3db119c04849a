using Quartermaster.Domain.Demand;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Practice;

/// <summary>The companies that ours is compared with: what retailers do today.</summary>
/// <remarks>All promise with the engine and policy of ours and choose the offered speed by the same rule, so that
/// differences come from forecasting, levels, buying, placement and sourcing.</remarks>
public static class Companies
{
    /// <summary>Good practice: seasonal exponential smoothing, (R, S) at the same critical ratio with a tuned safety
    /// factor, full cases, centers by their share of demand, the cheapest center that has the whole order.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="forecaster">Seasonal smoothing, fitted on the history.</param>
    /// <param name="gather">What is assumed where tables do not say.</param>
    /// <param name="promise">How promises are made: as ours.</param>
    /// <param name="orders">What a split costs: as ours.</param>
    /// <param name="serviceFactor">Multiplies the safety stock; may be below 0.</param>
    public static Company GoodPractice(
        CompanyFacts facts, IForecaster forecaster, GatherPolicy gather, PromisePolicy promise,
        OrdersPolicy orders, double serviceFactor) => new()
    {
        Name = "good practice",
        Forecaster = forecaster,
        Targets = new GoodPracticeTargets(serviceFactor),
        PathDays = 0,
        StockPrices = null,
        Buying = new OrderUpTo(),
        Placement = ByShare(facts),
        Coordination = null,
        Outbound = null,
        Promise = new(promise),
        Orders = new GoodPractice(orders),
        Gather = gather,
    };

    /// <summary>Common practice: moving average, minimum and maximum days of cover, full cases, centers by their share
    /// of
    /// demand, the nearest center.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="forecaster">Moving average, fitted on the history.</param>
    /// <param name="gather">What is assumed where tables do not say.</param>
    /// <param name="promise">How promises are made: as ours.</param>
    /// <param name="orders">What a split costs: as ours.</param>
    /// <param name="coverDays">Days of cover beyond the lead time to order up to; above 7.</param>
    public static Company CommonPractice(
        CompanyFacts facts, IForecaster forecaster, GatherPolicy gather, PromisePolicy promise,
        OrdersPolicy orders, double coverDays) => new()
    {
        Name = "common practice",
        Forecaster = forecaster,
        Targets = new CommonPracticeTargets(minimumDays: coverDays / 4, maximumDays: coverDays),
        PathDays = 0,
        StockPrices = null,
        Buying = new OrderUpTo(),
        Placement = ByShare(facts),
        Coordination = null,
        Outbound = null,
        Promise = new(promise),
        Orders = new CommonPractice(orders),
        Gather = gather,
    };

    private static ProportionalPlacement ByShare(CompanyFacts facts) => new((product, facility) =>
        facts.CenterOf(facility) is >= 0 and var center && facts.RowOf(product) is >= 0 and var row
            ? facts.CenterShares.Row(row)[center]
            : 0);
}
