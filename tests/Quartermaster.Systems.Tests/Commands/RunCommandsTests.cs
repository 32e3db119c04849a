using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class RunCommandsTests(SampleShop shop) : IClassFixture<SampleShop>
{
    [Fact]
    public void Without_a_run_the_list_is_empty_and_says_how_to_make_one()
    {
        var done = QmProcess.Run("runs", "-w", shop.Empty("none"), "--json");
        Assert.Equal(0, done.Code);
        Assert.Empty(done.Json["runs"]!.AsArray());
        Assert.Contains("qm plan", (string)done.Json["notes"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_is_listed_shown_asked_and_exported_by_the_beginning_of_its_name()
    {
        var name = SaveRun();
        var listed = QmProcess.Run("runs", "-w", shop.Shop, "--json");
        var row = Assert.Single(listed.Json["runs"]!.AsArray(), row => (string)row!["run"]! == name)!;
        Assert.Equal(("2026-04-01", true), ((string)row["as_of"]!, (bool)row["is_latest"]!));

        var shown = QmProcess.Run("show", "2026-04", "-w", shop.Shop, "--json");
        Assert.Equal(
            ["floors:table:3", "note:document:"],
            shown.Json["parts"]!.AsArray().Select(part => $"{part!["part"]}:{part["kind"]}:{part["rows"]}").Order());
        Assert.Equal(name, (string)shown.Json["run"]!);

        var part = QmProcess.Run("show", "latest", "floors", "--rows", "2", "-w", shop.Shop, "--json");
        Assert.Equal((2, 3), (part.Json["rows"]!.AsArray().Count, (int)part.Json["rows_in_part"]!));
        Assert.Equal("P0000001", (string)part.Json["rows"]![0]!["product"]!);
        var document = QmProcess.Run("show", "latest", "note", "-w", shop.Shop, "--json");
        Assert.Equal(7, (int)document.Json["note"]!["level"]!);

        var asked = QmProcess.Run(
            "query", "SELECT sum(units) AS units FROM run.floors", "--run", "latest", "-w", shop.Shop, "--json");
        Assert.Equal(60, (int)asked.Json["rows"]![0]!["units"]!);
        Assert.Equal(0, QmProcess.Run("export", "latest/floors", "--to", shop.File("f.csv"), "-w", shop.Shop).Code);
        Assert.Equal(4, File.ReadAllLines(shop.File("f.csv")).Length);
        Assert.Equal(0, QmProcess.Run("export", "latest/note", "--to", shop.File("n.json"), "-w", shop.Shop).Code);
        Assert.Contains("7", File.ReadAllText(shop.File("n.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "qm export latest/floors", "export", "latest", "--to", "x.csv")]
    [InlineData(2, "It has: floors", "export", "latest/ceilings", "--to", "x.csv")]
    [InlineData(2, ".json", "export", "latest/note", "--to", "x.csv")]
    [InlineData(2, "qm runs", "show", "1999")]
    public void A_wrong_name_is_answered_with_the_right_ones(int code, string said, params string[] arguments)
    {
        SaveRun();
        var done = QmProcess.Run([.. arguments, "-w", shop.Shop]);
        Assert.Equal(code, done.Code);
        Assert.Contains(said, done.Error, StringComparison.Ordinal);
    }

    // The same content is the same run, however often it is saved.
    private string SaveRun()
    {
        var workspace = Workspace.Open(shop.Shop);
        using var run = workspace.Runs.Begin(RunHeader.Of(new(2026, 4, 1), workspace.Tables));
        run.Put("floors", new Table<Floor>([.. Enumerable.Range(1, 3).Select(i => new Floor(new(i), 10 * i))]));
        run.PutDocument("note", """{"level": 7}""");
        return run.Commit();
    }

    private readonly record struct Floor(ProductId Product, int Units);
}
