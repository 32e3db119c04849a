using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Operations.Release;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Outbound;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>The settings that commands read, as the section of quartermaster.json named here says.</summary>
/// <param name="settings">The workspace's settings.</param>
internal sealed class WorkspacePolicies(WorkspaceSettings settings)
{
    /// <summary>The sections of policies, and the record that reads each.</summary>
    internal static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>
    {
        ["gather"] = typeof(GatherPolicy),
        ["targets"] = typeof(TargetPolicy),
        ["buying"] = typeof(BuyingPolicy),
        ["placement"] = typeof(PlacementPolicy),
        ["coordination"] = typeof(CoordinatorPolicy),
        ["outbound"] = typeof(OutboundPolicy),
        ["gate"] = typeof(GatePolicy),
        ["release"] = typeof(ReleasePolicy),
        ["forecasting"] = typeof(ForecastingPolicy),
        ["routes"] = typeof(RoutePolicy),
        ["promise"] = typeof(PromisePolicy),
        ["orders"] = typeof(OrdersPolicy),
        ["backlog"] = typeof(BacklogDeskPolicy),
        ["serve"] = typeof(ServePolicy),
        ["ledger"] = typeof(LedgerPolicy),
        ["calibration"] = typeof(CalibrationPolicy),
    };

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

    internal CalibrationPolicy Calibration => settings.Policy<CalibrationPolicy>("calibration");

    internal OrdersPolicy Orders => settings.Policy<OrdersPolicy>("orders");

    internal BacklogDeskPolicy Backlog => settings.Policy<BacklogDeskPolicy>("backlog");

    internal ServePolicy Serve => settings.Policy<ServePolicy>("serve");

    internal LedgerPolicy Ledger => settings.Policy<LedgerPolicy>("ledger");

    /// <summary>Ends with what cannot be used of a workspace's policies, before anything long begins.</summary>
    /// <returns>The workspace.</returns>
    /// <exception cref="Storage.WorkspaceException">There is something.</exception>
    internal static Workspace Require(Workspace workspace)
    {
        SettingsFile.Require(
            workspace.SettingsPath, SettingsCheck.OfSections(workspace.Settings.Policies, Sections));
        return workspace;
    }

    /// <summary>Every setting: section, name, value, and whether a person set it.</summary>
    internal IEnumerable<(string Section, string Name, object? Value, bool IsSet)> All() =>
        Sections.SelectMany(section => Of(section.Key, section.Value));

    private IEnumerable<(string, string, object?, bool)> Of(string section, Type type)
    {
        var stated = settings.Policies[section] as JsonObject ?? [];
        var policy = stated.Deserialize(type, StorageJson.Options);
        // What a record computes of its settings is none itself.
        var names = SettingsCheck.SettingsOf(type).Select(SettingsCheck.NameOf).ToHashSet();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(policy, type, StorageJson.Options)!.AsObject()
            .Where(pair => names.Contains(pair.Key)))
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
