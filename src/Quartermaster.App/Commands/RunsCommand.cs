using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Doors;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm runs</c>: the finished plans of a workspace.</summary>
internal static class RunsCommand
{
    internal static Command Create() => CommandFactory.Create(
        "runs",
        "Lists the finished runs in the order in which they were made.",
        ["qm runs", "qm runs --workspace shop --json"],
        [],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var runs = workspace.Runs;
        string[] names = [.. runs.List().OrderBy(name => runs.MadeAt(name).UnixMilliseconds)];
        if (names.Length == 0)
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

        return new(Words.Count(names.Length, "run") + ".")
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
            new("run", "Run"), new("as_of", "As of"), new("made", "Made"), new("made_at", "Made at, UTC"),
            new("decisions", "Decisions"), new("parts", "Parts"),
            new("seed", "Seed", "0"), new("ledger_sequence", "Ledger batch"), new("is_latest", "Latest"),
        ],
        rows);

    // Of its parts: to plan and to place make the same run.
    private static string MadeBy(StoredRun run) =>
        PlanParts.Has(run, PlanParts.Place) ? "plan" : PlanParts.Has(run, PlanParts.Buy) ? "buy"
        : PlanParts.Has(run, PlanParts.Targets) ? "target" : PlanParts.Has(run, PlanParts.Forecast) ? "forecast"
        : "other";

    private static IReadOnlyList<object?> RowOf(Workspace workspace, string name, bool isLatest)
    {
        var run = workspace.Runs.Open(name);
        var decisions = run.Parts.Where(part => part.Kind == RunPartKind.Decisions).Sum(part => part.Rows);
        var at = workspace.Runs.MadeAt(name).ToString()[..16].Replace('T', ' ');
        return [name, run.Header.AsOf, MadeBy(run), at, decisions, run.Parts.Count, (long)run.Header.Seed,
            run.Header.LedgerSequence, isLatest];
    }
}
