using Quartermaster.App.Worlds;
using Quartermaster.Domain.Demand;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Forecasting.Practice;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Operations;

namespace Quartermaster.App.Demo;

/// <summary>The companies of a study: ours with the workspace's policies, as <c>qm plan</c> runs it, and practice with
/// the same assumptions, promises and cost of a split.</summary>
/// <param name="world">The workspace.</param>
/// <param name="forecaster">Ours, fitted on the history.</param>
/// <param name="history">What practice knows of demand before the first day.</param>
internal sealed class Contestants(OpenedWorkspace world, IForecaster forecaster, DemandInputs history)
{
    private readonly PlanPolicies _policies = PlanPolicies.OfSimulation(world.Workspace.Settings);
    private readonly SeasonalSmoothing _seasonalSmoothing = SeasonalSmoothing.Fit(history);
    private readonly MovingAverage _movingAverage = MovingAverage.Fit(history);

    /// <summary>What amounts are in.</summary>
    internal string Currency => world.Workspace.Settings.Currency;

    /// <param name="shortageFactor">Multiplies what a shortage costs; 1 for what the workspace says.</param>
    internal Company Ours(double shortageFactor = 1)
    {
        var gather = _policies.Gather with { ShortageFactor = _policies.Gather.ShortageFactor * shortageFactor };
        return (_policies with { Gather = gather }).CompanyWith(forecaster) with
        {
            Promise = new(world.Policies.Promise),
            Orders = new OrdersEngine(world.Policies.Orders),
        };
    }

    /// <param name="serviceFactor">Multiplies the safety stock.</param>
    internal Company Good(double serviceFactor) => Companies.GoodPractice(world.Facts, _seasonalSmoothing,
        _policies.Gather, world.Policies.Promise, world.Policies.Orders, serviceFactor);

    /// <param name="coverDays">Days of cover beyond the lead time.</param>
    internal Company Common(double coverDays) => Companies.CommonPractice(world.Facts, _movingAverage,
        _policies.Gather, world.Policies.Promise, world.Policies.Orders, coverDays);
}
