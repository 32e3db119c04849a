using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Workspaces;

/// <summary>What a person sets for a workspace: the file quartermaster.json.</summary>
public sealed record WorkspaceSettings
{
    /// <summary>The planning currency, ISO 4217: every amount in the workspace is in it.</summary>
    [Setting("ISO 4217 code", Letters = 3)]
    public string Currency { get; init; } = "USD";

    /// <summary>What keyed draws start from.</summary>
    [Setting("seed")]
    public ulong Seed { get; init; } = 1;

    /// <summary>Settings of engines by name, for example buying; absent ones have their defaults.</summary>
    public JsonObject Policies { get; init; } = [];

    /// <summary>Groups of products that are treated alike, by name.</summary>
    public JsonObject Segments { get; init; } = [];

    /// <summary>The settings of an engine: its section, and defaults for whatever the section leaves out.</summary>
    /// <param name="name">The section, for example buying.</param>
    /// <exception cref="WorkspaceException">The section names something the engine does not know, or a wrong value.
    /// </exception>
    public TPolicy Policy<TPolicy>(string name)
    {
        try
        {
            return (Policies[name] ?? new JsonObject()).Deserialize<TPolicy>(StorageJson.Options)!;
        }
        catch (JsonException error)
        {
            throw new WorkspaceException(
                $"quartermaster.json, policies, {name}: {JsonFaults.Words(error)}.",
                "Correct the section, or remove it to have the defaults.", error);
        }
    }
}
