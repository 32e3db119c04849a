using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The corner shop of worlds/, imported and planned by the program.</summary>
public sealed class PlannedShop : IDisposable
{
    private static readonly string s_world = Repository.PathOf("worlds", "corner-shop");

    private static readonly string[] s_expected =
        ["targets", "targets_reasons", "buy", "buy_reasons", "place", "place_reasons", "lines"];

    public PlannedShop()
    {
        Folder = Directory.CreateTempSubdirectory("quartermaster-").FullName;
        var workspace = Workspace.Create(Path.Combine(Folder, "shop"));
        foreach (var file in Directory.GetFiles(s_world, "*.csv").Order(StringComparer.Ordinal))
        {
            var result = new Importer(workspace).Import(Path.GetFileNameWithoutExtension(file), [file]);
            Assert.Equal(0, result.RowsRejected);
        }

        Folder = workspace.Folder;
        Plan = Json("plan", "--quick", "--all", "--threads", "2");
        Run = (string)Plan["run"]!;
    }

    internal string Folder { get; }

    internal JsonNode Plan { get; }

    internal string Run { get; }

    /// <summary>The answer of a command that is done.</summary>
    internal JsonNode Json(params string[] arguments)
    {
        var ended = QmProcess.Run([.. arguments, "--workspace", Folder, "--json"]);
        Assert.True(ended.Code == 0, $"{string.Join(' ', arguments)}: {ended.Code}\n{ended.Output}{ended.Error}");
        return ended.Json;
    }

    /// <summary>What the run decided for a product: its level in the network, then orders, then the split, in the
    /// order of the rows.</summary>
    internal double[] QuantitiesOf(string code)
    {
        var workspace = Workspace.Open(Folder);
        var (run, product) = (workspace.Runs.Open(Run), workspace.Tables.Catalog.Find<ProductId>(code));
        return
        [
            .. Of<TargetRow>(PlanParts.Targets, row => row.Facility == default ? row.Product : default,
                row => row.Units),
            .. Of<PurchaseLine>(PlanParts.Buy, row => row.Product, row => row.Units),
            .. Of<PlacementRow>(PlanParts.Place, row => row.Product, row => row.Units),
        ];

        IEnumerable<double> Of<TRow>(string part, Func<TRow, ProductId> productOf, Func<TRow, double> units)
            where TRow : unmanaged =>
            run.Read<TRow>(part).Rows.ToArray().Where(row => productOf(row) == product).Select(units);
    }

    /// <summary>Every value of the plan against the files in the world's folder; writes them if QM_EXPECT is write.
    /// </summary>
    internal void CompareWithExpected()
    {
        var workspace = Workspace.Open(Folder);
        var isWritten = Environment.GetEnvironmentVariable("QM_EXPECT") == "write";
        foreach (var part in s_expected)
        {
            var (expected, found) = (Path.Combine(s_world, "expected", part + ".csv"), Path.Combine(Folder,
                part + ".csv"));
            workspace.ExportRun(Run, part, found);
            if (isWritten)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(expected)!);
                File.Copy(found, expected, overwrite: true);
            }

            Assert.Equal(File.ReadAllLines(expected), File.ReadAllLines(found));
        }
    }

    /// <summary>The network's levels, by product, where the rates table has other rows.</summary>
    internal TargetRow[] LevelsWith(params string[] rates)
    {
        Import("rates", [File.ReadLines(Path.Combine(s_world, "rates.csv")).First(), .. rates]);
        var run = Workspace.Open(Folder).Runs.Open((string)Json("target", "--quick")["run"]!);
        return [.. run.Read<TargetRow>(PlanParts.Targets).Rows.ToArray().Where(row => row.Facility == default)];
    }

    /// <summary>Imports rows of a table; those of the same key are replaced.</summary>
    internal void Import(string table, params string[] lines)
    {
        var file = Path.Combine(Folder, table + ".csv");
        File.WriteAllLines(file, lines);
        Assert.Equal(0, new Importer(Workspace.Open(Folder)).Import(table, [file]).RowsRejected);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Folder)!, recursive: true);
}
