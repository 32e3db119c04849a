using System.CommandLine;
using System.Text;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Ledger;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Export;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Rows;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm export</c>: a table, or a part of a run, to a file.</summary>
internal static class ExportCommand
{
    private static readonly Argument<string> s_what = new("WHAT")
    {
        Description = "A table, or RUN/PART: a run's name, the beginning of it, or latest, then one of its parts.",
    };

    private static readonly Option<string> s_to = new("--to")
    {
        Description = "The file, which ends in .csv, .csv.gz, .json or .parquet, for a network in .safetensors or "
            + ".onnx; replaced if it exists.",
        HelpName = "FILE",
        Required = true,
    };

    internal static Command Create() => CommandFactory.Create(
        "export",
        "Writes a table, or a part of a run, to a file. The table stock is what the ledger says now.",
        [
            "qm export products --to products.csv", "qm export latest/buy --to orders.parquet",
            "qm export latest/network --to network.onnx",
        ],
        [s_what, s_to],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var (what, to) = (invocation.Get(s_what), invocation.Get(s_to)!);
        var workspace = Workspaces.Open(invocation);
        var rows = what.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
            ? ExportPart(workspace, what[..slash], what[(slash + 1)..], to)
            : what == "stock" && WorkspaceLedger.Read(workspace, invocation.Now) is { } ledger
            ? ExportStock(workspace, ledger.Goods, to)
            : KnownTables.ByName.ContainsKey(what) ? workspace.Export(what, to)
            : throw Unknown(workspace, what);
        return new($"Wrote {Words.Count(rows, "row")} of {what} to {to}.")
        {
            Facts = [("what", what), ("rows", rows), ("file", Path.GetFullPath(to))],
        };
    }

    private static long ExportPart(Workspace workspace, string name, string part, string to)
    {
        var run = RunWith(workspace, name, part);
        var (isDocument, isWeights) = (Has(RunPartKind.Document), Has(RunPartKind.Weights));
        if (!isDocument && !isWeights)
        {
            return workspace.ExportRun(run.Name, part, to);
        }

        var (what, endings) = isDocument ? ("a document", ".json") : ("weights", ".safetensors or .onnx");
        var ending = Path.GetExtension(to).ToLowerInvariant();
        if (ending.Length == 0 || !endings.Split(" or ").Contains(ending))
        {
            throw new UserException($"{part} is {what}, and {to} does not end in {endings}.",
                $"Name a file that ends in {endings}.", ExitCode.WrongUse);
        }

        new Disk().Replace(Path.GetFullPath(to),
            isDocument ? Encoding.UTF8.GetBytes(run.Document(part))
            : ending == ".onnx" ? NetworkExport.Write(NetworkModel.Load(run.Weights(part)), CategoryCode)
            : run.Weights(part));
        return 1;

        bool Has(RunPartKind kind) => run.Parts.Any(held => held.Name == part && held.Kind == kind);

        string CategoryCode(CategoryId category) => workspace.Tables.Catalog.CodeOf(category);
    }

    // A plan may keep no network where a run before it did: of weights the latest are those of the latest day.
    private static StoredRun RunWith(Workspace workspace, string name, string part)
    {
        var latest = workspace.Runs.Open(name);
        return name != StoredRuns.Latest || Holds(latest) ? latest
            : workspace.Runs.List().Reverse().Select(workspace.Runs.TryOpen).OfType<StoredRun>()
                .FirstOrDefault(HoldsWeights) ?? latest;

        bool Holds(StoredRun run) => run.Parts.Any(held => held.Name == part);

        bool HoldsWeights(StoredRun run) =>
            run.Parts.Any(held => held.Name == part && held.Kind == RunPartKind.Weights);
    }

    private static long ExportStock(Workspace workspace, GoodsLedger ledger, string to)
    {
        var (rows, tables) = (StockExport.Rows(ledger), workspace.Tables);
        var batch = new ColumnBatch(Stock.Schema, Math.Max(1, rows.Count));
        RowMapper<Stock>.Shared.Put(rows.Rows, batch, new CatalogCodes(tables.Catalog));
        return TableExport.Write(Stock.Schema, [batch], to);
    }

    private static UserException Unknown(Workspace workspace, string what)
    {
        if (what == "latest" || workspace.Runs.List().Any(run => run.StartsWith(what, StringComparison.Ordinal)))
        {
            var parts = workspace.Runs.Open(what).Parts.Where(part => part.Kind != RunPartKind.Reasons)
                .Select(part => part.Name);
            return new($"'{what}' is a run: name one of its parts too ({string.Join(", ", parts)}).",
                $"For example: qm export {what}/{parts.FirstOrDefault()} --to part.csv", ExitCode.WrongUse);
        }

        var near = NearNames.Of(what, workspace.Tables.Names);
        return new($"There is no table or run '{what}'.",
            near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?"
                : $"The workspace has: {string.Join(", ", workspace.Tables.Names)}; runs: qm runs.",
            ExitCode.WrongUse);
    }
}
