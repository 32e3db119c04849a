using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Operations.Release;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>The settings that commands read, as the section of quartermaster.json named here says.</summary>
/// <param name="settings">The workspace's settings.</param>
internal sealed class WorkspacePolicies(WorkspaceSettings settings)
{
    internal GatherPolicy Gather => settings.Policy<GatherPolicy>("gather");

    internal TargetPolicy Targets => settings.Policy<TargetPolicy>("targets");

    internal BuyingPolicy Buying => settings.Policy<BuyingPolicy>("buying");

    internal PlacementPolicy Placement => settings.Policy<PlacementPolicy>("placement");

    internal CoordinatorPolicy Coordination => settings.Policy<CoordinatorPolicy>("coordination");

    internal GatePolicy Gate => settings.Policy<GatePolicy>("gate");

    internal ReleasePolicy Release => settings.Policy<ReleasePolicy>("release");

    internal ForecastingPolicy Forecasting => settings.Policy<ForecastingPolicy>("forecasting");

    internal RoutePolicy Routes => settings.Policy<RoutePolicy>("routes");

    internal PromisePolicy Promise => settings.Policy<PromisePolicy>("promise");

    internal OrdersPolicy Orders => settings.Policy<OrdersPolicy>("orders");

    /// <summary>Every setting: section, name, value, and whether a person set it.</summary>
    /// <exception cref="Storage.WorkspaceException">A section says something that is not understood.</exception>
    internal IEnumerable<(string Section, string Name, object? Value, bool IsSet)> All() =>
    [
        .. Of("gather", Gather), .. Of("targets", Targets), .. Of("buying", Buying),
        .. Of("placement", Placement), .. Of("coordination", Coordination), .. Of("gate", Gate),
        .. Of("release", Release), .. Of("forecasting", Forecasting), .. Of("routes", Routes),
        .. Of("promise", Promise), .. Of("orders", Orders),
    ];

    /// <summary>Sections of quartermaster.json that no engine has.</summary>
    internal IEnumerable<string> Unknown() =>
        settings.Policies.Select(section => section.Key).Except(All().Select(row => row.Section).Distinct());

    private IEnumerable<(string, string, object?, bool)> Of<TPolicy>(string section, TPolicy policy)
    {
        var stated = settings.Policies[section] as JsonObject ?? [];
        foreach (var (name, value) in JsonSerializer.SerializeToNode(policy, StorageJson.Options)!.AsObject())
        {
            yield return (section, name, Plain(value), stated.ContainsKey(name));
        }
    }

    private static object? Plain(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => value.GetValue<double>(),
        JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValueKind.String => value.GetValue<string>(),
        _ => value?.ToJsonString(),
    };
}
