using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.Domain.Demand;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations;
using Quartermaster.Operations.Engines;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Outbound;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Every section of settings that a plan reads, as quartermaster.json has them. What else it reads, the budget
/// of the gate, stands in its question; the seed in its header.</summary>
internal sealed record PlanPolicies(
    ForecastingPolicy Forecasting,
    TargetPolicy Targets,
    BuyingPolicy Buying,
    PlacementPolicy Placement,
    CoordinatorPolicy Coordination,
    OutboundPolicy Outbound,
    GatherPolicy Gather,
    RoutePolicy Routes)
{
    internal static PlanPolicies Of(WorkspaceSettings settings) => new(
        settings.Policy<ForecastingPolicy>("forecasting"),
        settings.Policy<TargetPolicy>("targets"),
        settings.Policy<BuyingPolicy>("buying"),
        settings.Policy<PlacementPolicy>("placement"),
        settings.Policy<CoordinatorPolicy>("coordination"),
        settings.Policy<OutboundPolicy>("outbound"),
        settings.Policy<GatherPolicy>("gather"),
        settings.Policy<RoutePolicy>("routes"));

    /// <summary>The settings of a simulation: those of planning, but the price loop stops earlier wherever
    /// quartermaster.json does not say when.</summary>
    internal static PlanPolicies OfSimulation(WorkspaceSettings settings)
    {
        var (policies, brief) = (Of(settings), CoordinatorPolicy.Brief);
        var (policy, stated) = (policies.Coordination, settings.Policies["coordination"] as JsonObject ?? []);
        return policies with
        {
            Coordination = policy with
            {
                Gap = stated.ContainsKey("gap") ? policy.Gap : brief.Gap,
                MostRounds = stated.ContainsKey("mostRounds") ? policy.MostRounds : brief.MostRounds,
                MostRescues = stated.ContainsKey("mostRescues") ? policy.MostRescues : brief.MostRescues,
                MostRescuedGroups = stated.ContainsKey("mostRescuedGroups")
                    ? policy.MostRescuedGroups : brief.MostRescuedGroups,
            },
        };
    }

    /// <summary>The company that plans with these settings. Products for which they break a rule are decided at the
    /// default settings.</summary>
    internal Company CompanyWith(IForecaster forecaster) => new()
    {
        Name = "Quartermaster",
        Forecaster = forecaster,
        Targets = new GuardedEngine<TargetInputs, TargetRow, TargetReason>(
            new TargetsEngine(Targets), new TargetsAudit(), new TargetsEngine(new()), TargetReason.FellBack),
        StockPrices = new(Targets),
        Buying = new GuardedPricedEngine<BuyingEngine, BuyingInputs, PurchaseLine, BuyingReason>(
            new(Buying), new BuyingAudit(), new BuyingEngine(new()), BuyingReason.FellBack),
        Placement = new GuardedPricedEngine<PlacementEngine, PlacementInputs, PlacementRow, PlacementReason>(
            new(Placement), new PlacementAudit(), new PlacementEngine(new()), PlacementReason.FellBack),
        Coordination = Coordination,
        Outbound = Outbound,
        Gather = Gather,
    };

    /// <summary>All of them as JSON by name, for the header of a run.</summary>
    internal IReadOnlyDictionary<string, string> ToJson() => new Dictionary<string, string>
    {
        ["forecasting"] = Json(Forecasting),
        ["targets"] = Json(Targets),
        ["buying"] = Json(Buying),
        ["placement"] = Json(Placement),
        ["coordination"] = Json(Coordination),
        ["outbound"] = Json(Outbound),
        ["gather"] = Json(Gather),
        ["routes"] = Json(Routes),
    };

    private static string Json<TPolicy>(TPolicy policy) => JsonSerializer.Serialize(policy, StorageJson.Compact);
}
