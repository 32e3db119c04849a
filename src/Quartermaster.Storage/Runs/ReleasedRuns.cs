using System.Text;
using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Runs;

/// <summary>Which runs were released, in order: a small file beside the runs.</summary>
/// <remarks>What was released stands in the ledger; this only tells which run was the last, for the next run to be
/// compared with. Losing the file loses that comparison, nothing else.</remarks>
internal sealed class ReleasedRuns(Disk disk, string folder)
{
    private string FilePath => Path.Combine(folder, "released");

    /// <summary>The names, first released first.</summary>
    internal IReadOnlyList<string> List() => File.Exists(FilePath) ? File.ReadAllLines(FilePath) : [];

    /// <summary>Notes that a run was released; a run released in parts is noted once.</summary>
    internal void Add(string name)
    {
        var names = List();
        if (names.Count == 0 || names[^1] != name)
        {
            disk.Replace(FilePath,
                Encoding.UTF8.GetBytes(string.Concat(names.Where(other => other != name).Append(name)
                    .Select(other => other + "\n"))));
        }
    }
}
