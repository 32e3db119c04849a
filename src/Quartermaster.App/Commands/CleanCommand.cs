using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;

namespace Quartermaster.App.Commands;

/// <summary><c>qm clean</c>: removes files that nothing names.</summary>
internal static class CleanCommand
{
    private const int MostShown = 50;

    internal static Command Create() => CommandFactory.Create(
        "clean",
        "Removes earlier contents of tables that no run names, and what killed processes left. Current tables, runs, "
            + "the ledger and everything a run was made of stay.",
        ["qm clean", "qm clean --workspace shop --json"],
        [],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var cleaned = workspace.Clean();
        return new(cleaned.Files.Count == 0 ? "Nothing to remove: every file is in use." : FormattableString.Invariant(
            $"Removed {Words.Count(cleaned.Files.Count, "file")} that nothing named: ")
            + FormattableString.Invariant($"{cleaned.Bytes / 1e6:#,0.###} MB are free."))
        {
            Facts = [("files_removed", cleaned.Files.Count), ("bytes_freed", cleaned.Bytes)],
            Grids =
            [
                new("files", "Removed", [new("file", "File")],
                    [.. cleaned.Files.Take(MostShown).Select(file => (IReadOnlyList<object?>)[file])]),
            ],
            Notes = cleaned.Files.Count > MostShown ? [$"… and {cleaned.Files.Count - MostShown} more."] : [],
        };
    }
}
