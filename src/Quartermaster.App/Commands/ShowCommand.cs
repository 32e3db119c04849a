using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Runs;

namespace Quartermaster.App.Commands;

/// <summary><c>qm show</c>: what a run was made of and holds, or the first rows of a part.</summary>
internal static class ShowCommand
{
    private static readonly Argument<string> s_run = new("RUN")
    {
        Description = "A run's name, the beginning of it or of its hash, or latest: the last whole plan.",
    };

    private static readonly Argument<string?> s_part = new("PART")
    {
        Description = "One of its parts, for example buy or buy_reasons.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<int> s_rows = new("--rows")
    {
        Description = "How many rows of the part to show.",
        DefaultValueFactory = _ => 20,
    };

    internal static Command Create()
    {
        s_rows.Require(count => count >= 0, count => $"--rows is {count}: it must be 0 or more.");
        return Command();
    }

    private static Command Command() => CommandFactory.Create(
        "show",
        "Shows what a run was made of and what it holds, or the first rows of one of its parts.",
        ["qm show latest", "qm show 2026-03 buy --rows 50"],
        [s_run, s_part, s_rows],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var run = Workspaces.Open(invocation).Runs.Open(invocation.Get(s_run));
        return invocation.Parsed.GetValue(s_part) is { } part
            ? OnePart(run, part, Math.Max(0, invocation.Get(s_rows)))
            : Whole(run);
    }

    private static Answer Whole(StoredRun run)
    {
        var header = run.Header;
        return new($"Run {run.Name}, planned for {header.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.")
        {
            Facts =
            [
                ("run", run.Name), ("as_of", header.AsOf), ("seed", (long)header.Seed),
                ("ledger_sequence", header.LedgerSequence), ("build_commit", header.BuildCommit),
            ],
            Grids =
            [
                new("parts", "Parts",
                    [
                        new("part", "Part"), new("kind", "Kind"), new("rows", "Rows"), new("status", "Status"),
                        new("fingerprint", "Fingerprint"),
                    ],
                    [.. run.Parts.Select(part => (IReadOnlyList<object?>)
                    [
                        NameOf(part), part.Kind.ToString().ToLowerInvariant(),
                        part.Kind is RunPartKind.Document or RunPartKind.Weights ? null : part.Rows,
                        part.Certificate?.Status.ToString(), part.Fingerprint,
                    ])]),
                Pairs("engines", "Engines", header.Engines), Pairs("policies", "Policies", header.Policies),
                Pairs("tables", "Tables it was made of", header.Tables),
            ],
            Notes = run.Parts.FirstOrDefault(part => part.Kind == RunPartKind.Decisions) is { } first
                ? [$"Next: qm show {run.Name} {first.Name}"] : [],
        };
    }

    private static Answer OnePart(StoredRun run, string name, int most)
    {
        if (run.Parts.Any(part => part.Name == name && part.Kind == RunPartKind.Document))
        {
            var document = JsonNode.Parse(run.Document(name))!;
            return new($"{name} of run {run.Name}.") { Facts = [("run", run.Name), (name, document)] };
        }

        if (run.Parts.Any(part => part.Name == name && part.Kind == RunPartKind.Weights))
        {
            return new($"{name} of run {run.Name}: weights of a network.")
            {
                Facts = [("run", run.Name), ("part", name), ("bytes", run.Weights(name).Length)],
                Notes = [$"To a file: qm export {run.Name}/{name} --to {name}.safetensors"],
            };
        }

        var (schema, batches) = run.Columns(name);
        var all = run.Parts.First(part => NameOf(part) == name).Rows;
        var grid = Grids.Of("rows", $"{name} of {run.Name}", schema, batches, most);
        return new(FormattableString.Invariant($"{name} of run {run.Name}: {grid.Rows.Count:#,0} of ")
            + FormattableString.Invariant($"{Words.Count(all, "row")}."))
        {
            Facts = [("run", run.Name), ("part", name), ("rows_in_part", all)],
            Grids = [grid],
            Notes = grid.Rows.Count < all ? [$"All of them: qm export {run.Name}/{name} --to {name}.csv"] : [],
        };
    }

    private static string NameOf(RunPart part) =>
        part.Kind == RunPartKind.Reasons ? part.Name + "_reasons" : part.Name;

    private static Grid Pairs(string key, string title, IReadOnlyDictionary<string, string> pairs) => new(
        key, title, [new("name", "Name"), new("value", "Value")],
        [.. pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => (IReadOnlyList<object?>)[pair.Key, pair.Value])]);
}
