using System.IO.Hashing;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>A training that was stopped, as a file of the workspace: the same command goes on from it.</summary>
/// <param name="path">The file.</param>
/// <param name="key">What is trained: tables, day, settings and where it began.</param>
internal sealed class TrainingFile(string path, string key) : ITrainingStore
{
    private const string Folder = "models";
    private static readonly string[] s_names = ["training-before.safetensors", "training-latest.safetensors"];

    /// <inheritdoc/>
    public string Key => key;

    /// <summary>The files of the back-test's training and of the last one.</summary>
    internal static (TrainingFile Before, TrainingFile Latest) Of(Workspace workspace, ForecastQuestion question) =>
        (new(PathOf(workspace, s_names[0]), question.Key), new(PathOf(workspace, s_names[1]), question.Key));

    /// <summary>Removes them, once a run has their weights.</summary>
    internal static void Clear(Workspace workspace)
    {
        foreach (var path in s_names.Select(name => PathOf(workspace, name)).Where(File.Exists))
        {
            new Disk().Delete(path);
        }
    }

    /// <inheritdoc/>
    public byte[]? Load()
    {
        var file = File.Exists(path) ? File.ReadAllBytes(path) : [];
        var end = file.Length - sizeof(ulong);

        // Weights that were damaged look like others: the training then begins anew.
        return end > 0 && XxHash3.Hash(file.AsSpan(0, end)).AsSpan().SequenceEqual(file.AsSpan(end))
            ? file[..end] : null;
    }

    /// <inheritdoc/>
    public void Save(byte[] file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new Disk().Replace(path, [.. file, .. XxHash3.Hash(file)]);
    }

    /// <summary>A file of what was learned, in a folder of the workspace.</summary>
    internal static string PathOf(Workspace workspace, string name) => Path.Combine(workspace.Folder, Folder, name);
}
