using Quartermaster.Storage.Files;
using Quartermaster.Storage.Runs;

namespace Quartermaster.Storage.Workspaces;

/// <summary>What cleaning removed.</summary>
/// <param name="Files">The files, relative to the workspace's folder.</param>
/// <param name="Bytes">The room they took.</param>
public sealed record Cleaned(IReadOnlyList<string> Files, long Bytes);

/// <summary>Finds files that nothing names.</summary>
internal static class Cleaning
{
    /// <summary>Removes them; the caller holds the lock.</summary>
    internal static Cleaned Run(WorkspaceFiles files, Disk disk, StoredTables tables, StoredRuns runs)
    {
        var named = tables.Names.Select(tables.PathOf)
            .Concat(runs.List().SelectMany(run => runs.Open(run).Header.Tables)
                .Select(pair => files.Table(pair.Key, pair.Value)))
            .ToHashSet(StringComparer.Ordinal);
        string[] unnamed =
        [
            .. Below(files.Tables, "*.parquet").Where(path => !named.Contains(path)),
            .. Below(files.Folder, "*" + Leftovers.Suffix),
            .. Directory.GetDirectories(files.Runs).Where(Leftovers.Is).SelectMany(folder => Below(folder, "*")),
        ];
        var removed = unnamed.Distinct().Order(StringComparer.Ordinal).ToArray();
        var bytes = removed.Sum(path => new FileInfo(path).Length);
        DiskFaults.Explain(files.Folder, "Files that are in use are as they were.", () =>
        {
            Array.ForEach(removed, disk.Delete);
            foreach (var folder in Directory.GetDirectories(files.Runs).Where(Leftovers.Is))
            {
                disk.DeleteFolder(folder);
            }

            foreach (var folder in Directory.GetDirectories(files.Tables)
                .Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                disk.DeleteFolder(folder);
            }
        });
        return new([.. removed.Select(path => Path.GetRelativePath(files.Folder, path))], bytes);
    }

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories);
}
