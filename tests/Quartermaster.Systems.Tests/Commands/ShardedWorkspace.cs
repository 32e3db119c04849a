using System.Text.Json.Nodes;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Workspaces whose ledger is to have several shards.</summary>
internal static class ShardedWorkspace
{
    /// <summary>Says so in a workspace that has no ledger yet, or whose ledger goes.</summary>
    internal static void Anew(string folder, int shards)
    {
        var ledger = Workspace.Open(folder).LedgerPath;
        if (Directory.Exists(ledger))
        {
            Directory.Delete(ledger, recursive: true);
        }

        SetShards(folder, shards);
    }

    /// <summary>Says in a workspace's settings how many shards its ledger has.</summary>
    internal static void SetShards(string folder, int shards) => Set(folder, new() { ["shards"] = shards });

    /// <summary>Says in a workspace's settings how its ledger is to be.</summary>
    internal static void Set(string folder, JsonObject ledger)
    {
        var path = Path.Combine(folder, "quartermaster.json");
        var settings = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var policies = settings["policies"] as JsonObject ?? [];
        settings["policies"] = policies;
        policies["ledger"] = ledger;
        File.WriteAllText(path, settings.ToJsonString());
    }
}
