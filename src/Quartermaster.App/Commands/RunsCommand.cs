using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm runs</c>: the finished plans of a workspace.</summary>
internal static class RunsCommand
{
    internal static Command Create() => CommandFactory.Create(
        "runs",
        "Lists the finished plans, by the day they plan on.",
        ["qm runs", "qm runs --workspace shop --json"],
        [],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var names = workspace.Runs.List();
        if (names.Count == 0)
        {
            return new("The workspace has no runs.") { Grids = [GridOf([])], Notes = ["Make one: qm plan"] };
        }

        var latest = workspace.Runs.Resolve(StoredRuns.Latest);
        var (rows, damaged) = (new List<IReadOnlyList<object?>>(), new List<string>());
        foreach (var name in names)
        {
            try
            {
                rows.Add(RowOf(workspace, name, name == latest));
            }
            catch (WorkspaceException fault)
            {
                damaged.Add(fault.Message);
            }
        }

        return new(Words.Count(names.Count, "run") + ".")
        {
            Code = damaged.Count > 0 ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts = [("latest", latest)],
            Grids = [GridOf(rows)],
            Notes =
            [
                .. damaged, $"'latest' is {latest}: the last whole plan, or without one the run saved last.",
                $"Next: qm show {latest}",
            ],
        };
    }

    private static Grid GridOf(IReadOnlyList<IReadOnlyList<object?>> rows) => new("runs", "Runs",
        [
            new("run", "Run"), new("as_of", "As of"), new("decisions", "Decisions"), new("parts", "Parts"),
            new("seed", "Seed", "0"), new("ledger_sequence", "Ledger batch"), new("is_latest", "Latest"),
        ],
        rows);

    private static IReadOnlyList<object?> RowOf(Workspace workspace, string name, bool isLatest)
    {
        var run = workspace.Runs.Open(name);
        var decisions = run.Parts.Where(part => part.Kind == RunPartKind.Decisions).Sum(part => part.Rows);
        return [name, run.Header.AsOf, decisions, run.Parts.Count, (long)run.Header.Seed, run.Header.LedgerSequence,
            isLatest];
    }
}
