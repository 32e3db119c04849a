using System.Text.Json.Nodes;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Workspaces whose ledger is to have several shards.</summary>
internal static class ShardedWorkspace
{
    /// <summary>Says in a workspace's settings how many shards its ledger has.</summary>
    internal static void SetShards(string folder, int shards)
    {
        var path = Path.Combine(folder, "quartermaster.json");
        var settings = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var policies = settings["policies"] as JsonObject ?? [];
        settings["policies"] = policies;
        policies["ledger"] = new JsonObject { ["shards"] = shards };
        File.WriteAllText(path, settings.ToJsonString());
    }
}
