using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Workspaces;

/// <summary>Reads quartermaster.json, and says what of it cannot be used.</summary>
public static class SettingsFile
{
    private static readonly JsonDocumentOptions s_json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Ends with all faults, a line each, if there are any.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="faults">What cannot be used.</param>
    /// <exception cref="WorkspaceException">There are faults.</exception>
    public static void Require(string file, IEnumerable<SettingFault> faults)
    {
        string[] lines = [.. faults.Select(fault => fault.In(file))];
        if (lines.Length > 0)
        {
            throw new WorkspaceException(string.Join(Environment.NewLine, lines),
                "Nothing was done. Every setting with its range: docs/settings.md.") { IsWrongUse = true };
        }
    }

    /// <summary>The settings of a workspace; its policies are checked only where their sections are given.</summary>
    /// <param name="file">The path of the file.</param>
    /// <param name="sections">The record that reads each section of policies; null to leave them to others.</param>
    /// <exception cref="WorkspaceException">The file cannot be read, or says something that cannot be used.</exception>
    internal static WorkspaceSettings Read(string file, IReadOnlyDictionary<string, Type>? sections)
    {
        var json = Parse(file);
        var ofPolicies = sections is not null && json is JsonObject all && all["policies"] is JsonObject policies
            ? SettingsCheck.OfSections(policies, sections) : [];
        Require(file,
        [
            .. SettingsCheck.Of(json, typeof(WorkspaceSettings), "").Select(fault =>
                sections is not null && sections.ContainsKey(fault.Path) ? Misplaced(fault) : fault),
            .. ofPolicies,
        ]);
        return json.Deserialize<WorkspaceSettings>(StorageJson.Options)!;
    }

    // A section of policies that stands beside them.
    private static SettingFault Misplaced(SettingFault fault) => fault with
    {
        Expected = $"nothing here: {fault.Path} is a section of policies",
        NextStep = $"Put it under policies: \"policies\": {{ \"{fault.Path}\": {{ … }} }}",
    };

    private static JsonNode? Parse(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonNode.Parse(stream, documentOptions: s_json);
        }
        catch (JsonException error)
        {
            throw new WorkspaceException($"{file} is not JSON: {JsonFaults.Words(error)}.",
                "Correct the file there, or restore it from a backup.", error) { IsWrongUse = true };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{file} cannot be read: {error.Message}",
                "Restore it from a backup, or give yourself read permission on it.", error);
        }
    }
}
