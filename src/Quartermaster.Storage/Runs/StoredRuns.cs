using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Rows;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Runs;

/// <summary>The runs of a workspace: one folder each, never changed.</summary>
public sealed class StoredRuns : IRuns
{
    /// <summary>The word for the last whole plan; without one, for the run saved last.</summary>
    public const string Latest = "latest";

    private readonly Workspace _workspace;
    private readonly Disk _disk;

    internal StoredRuns(Workspace workspace, Disk disk, string folder) =>
        (_workspace, _disk, Folder) = (workspace, disk, folder);

    /// <summary>The folder that holds the runs.</summary>
    public string Folder { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> List() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.GetDirectories(Folder).Where(path => !Leftovers.Is(path))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>All runs, what <see cref="Latest"/> names first, then by when they were made, the last one first.
    /// </summary>
    public IReadOnlyList<string> NewestFirst()
    {
        var all = List();
        var latest = all.Count == 0 ? "" : LatestName(all);
        return
        [
            .. all.OrderBy(name => name != latest).ThenByDescending(name => MadeAt(name).UnixMilliseconds)
                .ThenByDescending(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>When a run was made, UTC: as the file system has it, for people; nothing is decided by it but order.
    /// </summary>
    /// <param name="name">Its full name.</param>
    public Instant MadeAt(string name) => new(new DateTimeOffset(
        File.GetLastWriteTimeUtc(Path.Combine(Folder, name, RunFile.FileName))).ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    IRun IRuns.Open(string name) => Open(name);

    /// <inheritdoc cref="IRuns.Open"/>
    public StoredRun Open(string name) => new(_workspace, Path.Combine(Folder, Resolve(name)));

    /// <summary>The same, or null for a run that is damaged.</summary>
    public StoredRun? TryOpen(string name)
    {
        try
        {
            return Open(name);
        }
        catch (WorkspaceException)
        {
            return null;
        }
    }

    /// <summary>The full name of a run.</summary>
    /// <param name="name">Its name, the beginning of its name or of its hash, or <c>latest</c>.</param>
    /// <exception cref="WorkspaceException">No run, or more than one, is named so.</exception>
    public string Resolve(string name)
    {
        var all = List();
        if (all.Count == 0)
        {
            throw new WorkspaceException("The workspace has no runs.", "Make one with 'qm plan'.")
            { IsWrongUse = true };
        }

        var wanted = name == Latest ? LatestName(all) : name;
        var found = all.Contains(wanted) ? [wanted] : all.Where(run =>
            wanted.Length > 0 && (run.StartsWith(wanted, StringComparison.Ordinal)
                || run.Split('-')[^1].StartsWith(wanted, StringComparison.Ordinal))).ToArray();
        return found.Length switch
        {
            1 => found[0],
            0 => throw new WorkspaceException($"There is no run '{name}'.",
                "List the runs with 'qm runs' and give the beginning of a name, or 'latest'.") { IsWrongUse = true },
            _ => throw new WorkspaceException($"'{name}' could be any of {string.Join(", ", found.Take(5))}.",
                "Give more of the name.") { IsWrongUse = true },
        };
    }

    /// <summary>The runs that were released and are still there, first released first.</summary>
    public IReadOnlyList<string> Released()
    {
        var all = List();
        return [.. new ReleasedRuns(_disk, Folder).List().Where(all.Contains)];
    }

    /// <summary>Notes that a run was released.</summary>
    /// <param name="name">Its full name.</param>
    public void NoteReleased(string name)
    {
        using var held = _workspace.LockForWriting();
        DiskFaults.Explain(Folder, "The release itself is done; release the run again to note it.", () =>
            new ReleasedRuns(_disk, Folder).Add(name));
    }

    /// <summary>Notes that a run is a whole plan of a day, to be found as <see cref="Latest"/> until the next one.
    /// </summary>
    /// <remarks>Runs of single steps, which people make to try something, do not take the word away from it.</remarks>
    /// <param name="name">Its full name.</param>
    public void NotePlan(string name)
    {
        using var held = _workspace.LockForWriting();
        DiskFaults.Explain(Folder, "The run is saved.", () => Point(PlannedPath, name));
    }

    /// <inheritdoc/>
    public IRunWriter Begin(RunHeader header)
    {
        var held = _workspace.LockForWriting();
        try
        {
            return new RunWriter(this, _disk, held, new CatalogCodes(_workspace.Tables.Catalog), header);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Remembers which run was saved last.</summary>
    internal void PointLatest(string name) => Point(LatestPath, name);

    private string LatestPath => Path.Combine(Folder, Latest);

    private string PlannedPath => Path.Combine(Folder, "planned");

    private void Point(string path, string name)
    {
        var content = Encoding.ASCII.GetBytes(name + "\n");
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            _disk.Replace(path, content);
        }
    }

    // Where the notes are lost or name a run that was removed: the last by as-of day.
    private string LatestName(IReadOnlyList<string> all) =>
        NamedBy(PlannedPath, all) ?? NamedBy(LatestPath, all) ?? all[^1];

    private static string? NamedBy(string path, IReadOnlyList<string> all) =>
        File.Exists(path) && File.ReadAllText(path).Trim() is var name && all.Contains(name) ? name : null;
}
