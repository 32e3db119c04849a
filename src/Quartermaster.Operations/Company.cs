using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Outbound;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations;

/// <summary>Who decides what: one property per engine. Two companies differ in their engines and settings alone.
/// </summary>
public sealed record Company
{
    /// <summary>Its name in tables and reports.</summary>
    public required string Name { get; init; }

    /// <summary>Believes something of demand.</summary>
    public required IForecaster Forecaster { get; init; }

    /// <summary>Sets levels.</summary>
    public IRowEngine<TargetInputs, TargetRow, TargetReason> Targets { get; init; } = new TargetsEngine(new());

    /// <summary>How many days ahead sample paths are drawn at least: those in which a unit must sell for the targets
    /// engine; 0 for a company that does not ask.</summary>
    public int PathDays { get; init; } = 182;

    /// <summary>Says what the next units are worth; null for a company that does not count future cost.</summary>
    public StockPrices? StockPrices { get; init; } = new(new());

    /// <summary>Orders from vendors.</summary>
    public IRowEngine<BuyingInputs, PurchaseLine, BuyingReason> Buying { get; init; } = new BuyingEngine(new());

    /// <summary>Whether orders below a vendor's least value are topped up or postponed.</summary>
    public bool MindsOrderMinimums { get; init; } = true;

    /// <summary>Splits inbound among centers.</summary>
    public IRowEngine<PlacementInputs, PlacementRow, PlacementReason> Placement { get; init; } =
        new PlacementEngine(new());

    /// <summary>How placement is brought under the centers' limits, if it answers to prices; null for not at all. A
    /// budget is kept by the same settings, or the usual ones where there are none.</summary>
    public CoordinatorPolicy? Coordination { get; init; } = CoordinatorPolicy.Brief;

    /// <summary>How picking and shipping is priced where hands are short; null for not at all.</summary>
    public OutboundPolicy? Outbound { get; init; } = new();

    /// <summary>Promises.</summary>
    public PromiseEngine Promise { get; init; } = new(new());

    /// <summary>Chooses which centers ship an order.</summary>
    public IOrdersEngine Orders { get; init; } = new OrdersEngine(new());

    /// <summary>What is assumed where tables do not say.</summary>
    public GatherPolicy Gather { get; init; } = new();
}
