using System.Text.Json;
using Quartermaster.App.CommandLine;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Serving;

/// <summary>What the service keeps beside a workspace's tables: keys, webhooks, and how far each webhook has come.
/// </summary>
/// <param name="folder">The workspace's folder.</param>
internal sealed class ServingFiles(string folder)
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Disk _disk = new();

    internal ServingFiles(Workspace workspace)
        : this(workspace.Folder)
    {
    }

    /// <summary>The full path of a file.</summary>
    internal string PathOf(string name) => Path.Combine(folder, "service", name);

    /// <summary>A file as it stands, to see whether it has changed; null if it is not there.</summary>
    internal string? TextOf(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)) : null;

    /// <summary>Reads a file; null if it is not there.</summary>
    /// <exception cref="UserException">It is damaged.</exception>
    internal TContent? Read<TContent>(string name) where TContent : class
    {
        try
        {
            return File.Exists(PathOf(name))
                ? JsonSerializer.Deserialize<TContent>(File.ReadAllBytes(PathOf(name)), s_options) : null;
        }
        catch (JsonException fault)
        {
            throw new UserException($"{PathOf(name)}: {fault.Message}",
                "Correct the file, or restore it from a back-up; removing it removes all it names.");
        }
    }

    /// <summary>Replaces a file at once, in a folder that only its owner may enter.</summary>
    internal void Save<TContent>(string name, TContent content)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(PathOf(""));
        }
        else
        {
            // Nobody else may enter, whatever the files within allow.
            Directory.CreateDirectory(PathOf(""), Owner);
            File.SetUnixFileMode(PathOf(""), Owner);
        }

        _disk.Replace(PathOf(name), JsonSerializer.SerializeToUtf8Bytes(content, s_options));
    }

    /// <summary>Removes a file, if it is there.</summary>
    internal void Remove(string name) => File.Delete(PathOf(name));
}
