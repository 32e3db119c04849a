using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class DataCommandsTests(SampleShop shop) : IClassFixture<SampleShop>
{
    [Fact]
    public void Every_exported_table_comes_back_as_the_same_table()
    {
        var (there, back) = (Workspace.Open(shop.Shop), Workspace.Open(shop.Empty("back")));
        foreach (var table in there.Tables.Names)
        {
            there.Export(table, shop.File(table + ".csv"));
            new Importer(back).Import(table, [shop.File(table + ".csv")]);
        }

        Assert.Equal(22, there.Tables.Names.Count(name => name != "overrides"));

        // The generator writes capacities in the order of their resources, the importer in that of their names.
        Assert.Equal(
            there.Tables.Names.Where(name => name != "capacity").Select(name => (name, there.Tables.Fingerprint(name))),
            there.Tables.Names.Where(name => name != "capacity").Select(name => (name, back.Tables.Fingerprint(name))));
        back.Export("capacity", shop.File("capacity-back.csv"));
        Assert.Equal(
            File.ReadAllLines(shop.File("capacity.csv")).Order(),
            File.ReadAllLines(shop.File("capacity-back.csv")).Order());
    }

    [Fact]
    public void An_import_lands_once_and_the_same_file_again_changes_nothing()
    {
        var (file, fresh) = (shop.File("p.csv.gz"), shop.Empty("once"));
        Assert.Equal(0, QmProcess.Run("export", "products", "--to", file, "-w", shop.Shop).Code);
        var first = QmProcess.Run("import", "products", file, "-w", fresh, "--json");
        var manifest = File.ReadAllBytes(Path.Combine(fresh, "manifest.json"));
        var again = QmProcess.Run("import", "products", file, "-w", fresh, "--json");
        Assert.Equal((0, 0), (first.Code, again.Code));
        Assert.Equal(200, (int)first.Json["rows_added"]!);
        Assert.True((bool)again.Json["is_unchanged"]!);
        Assert.Equal(manifest, File.ReadAllBytes(Path.Combine(fresh, "manifest.json")));
    }

    [Fact]
    public void Bad_rows_are_listed_with_file_line_field_value_and_rule_and_the_exit_code_says_so()
    {
        var fresh = shop.Empty("bad");
        var file = shop.Write("vendors.csv", "vendor,name,minimum_order", "V1,One,10", "V2,Two,much", "V3,Three,5");
        var done = QmProcess.Run("import", "vendors", file, "-w", fresh, "--json");
        Assert.Equal(1, done.Code);
        Assert.Equal((2, 1), ((int)done.Json["rows_added"]!, (int)done.Json["rows_rejected"]!));
        var rejects = File.ReadAllLines(Assert.Single(Directory.GetFiles(Path.Combine(fresh, "rejects"))));
        Assert.Equal("vendors.csv,3,minimum_order,much,is not a number", rejects[1]);
    }

    [Fact]
    public void A_mapping_reads_foreign_names_a_semicolon_a_comma_for_decimals_and_british_days()
    {
        var fresh = shop.Empty("mapped");
        var file = shop.Write("preise.csv", "Artikel;gilt ab;Preis", "A1;03/04/2026;1,50", "A2;04/04/2026;12,00");
        var map = shop.Write("map.json", """
            {
              "columns": { "product": "Artikel", "from_day": "gilt ab", "unit_price": "Preis" },
              "formats": { "from_day": "dd/MM/yyyy" },
              "values": {},
              "delimiter": ";",
              "decimalSeparator": ","
            }
            """);
        var done = QmProcess.Run("import", "prices", file, "--map", map, "-w", fresh);
        Assert.True(done.Code == 0, done.Output + done.Error);
        var prices = Workspace.Open(fresh).Tables.Read<Price>();
        Assert.Equal((new(2026, 4, 3), 1_500_000L), (prices.Rows[0].FromDay, prices.Rows[0].UnitPrice.Micros));
    }

    [Theory]
    [InlineData(2, "Did you mean sales", "import", "sale", "x.csv")]
    [InlineData(2, "x.csv does not exist", "import", "sales", "x.csv")]
    [InlineData(2, "no such mapping file", "import", "sales", "x.csv", "--map", "x.json")]
    [InlineData(2, "FILE", "import", "sales")]
    [InlineData(2, "Did you mean products", "export", "product", "--to", "x.csv")]
    [InlineData(2, ".parquet", "export", "products", "--to", "x.txt")]
    [InlineData(2, "qm plan", "show", "latest")]
    [InlineData(2, "one SELECT", "query", "DROP TABLE sales")]
    [InlineData(2, "one file", "import", "online-retail", "a", "b")]
    [InlineData(2, "--note", "override", "set", "buy", "P0000001", "5", "--reason", "other", "--until", "2999-01-01")]
    [InlineData(2, "P0000001", "override", "set", "buy", "P000001", "5", "--reason", "data", "--until", "2999-01-01")]
    [InlineData(2, "--facility", "override", "set", "place", "P0000001", "5", "--reason", "data", "--until",
        "2999-01-01")]
    [InlineData(2, "--until is 1999-01-01", "override", "set", "buy", "P0000001", "5", "--reason", "data", "--until",
        "1999-01-01")]
    public void What_cannot_be_done_is_said_with_the_next_step(int code, string said, params string[] arguments)
    {
        var done = QmProcess.Run([.. arguments, "-w", shop.Shop]);
        Assert.Equal(code, done.Code);
        Assert.Contains(said, done.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at Quartermaster", done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_gzip_and_a_file_of_another_table_leave_the_workspace_as_it_was()
    {
        var (fresh, whole) = (shop.Empty("faults"), shop.File("whole.csv.gz"));
        Assert.Equal(0, QmProcess.Run("export", "sales", "--to", whole, "-w", shop.Shop).Code);
        var cut = shop.File("cut.csv.gz");
        File.WriteAllBytes(cut, File.ReadAllBytes(whole)[..^100]);
        var before = File.ReadAllBytes(Path.Combine(fresh, "manifest.json"));
        var damaged = QmProcess.Run("import", "sales", cut, "-w", fresh);
        Assert.Equal(3, damaged.Code);
        Assert.Contains("Get the file again", damaged.Error, StringComparison.Ordinal);
        var other = QmProcess.Run("import", "offers", whole, "-w", fresh);
        Assert.Equal(2, other.Code);
        Assert.Contains("lacks columns that table offers needs: vendor", other.Error, StringComparison.Ordinal);
        Assert.Contains("--map", other.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(fresh, "manifest.json")));
    }

    [Fact]
    public void Ctrl_C_in_the_middle_of_an_import_ends_with_130_and_leaves_the_workspace_as_it_was()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGINT is sent with kill.");
        var fresh = shop.Empty("stopped");
        var before = File.ReadAllBytes(Path.Combine(fresh, "manifest.json"));
        var file = shop.Write("many.csv", ["product,from_day,unit_price",
            .. Enumerable.Range(0, 300_000).Select(i => $"P{i:0000000},2026-01-01,{1 + (i % 90)}.25")]);
        using var process = QmProcess.Start("import", "prices", file, "-w", fresh);
        Assert.True(SpinWait.SpinUntil(
            () => File.Exists(Path.Combine(fresh, ".lock")) || process.HasExited, TimeSpan.FromMinutes(1)));
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"]))
        {
            kill.WaitForExit();
        }

        var done = QmProcess.End(process);
        Assert.True(done.Code == 130, $"{done.Code} {done.Output} {done.Error}");
        Assert.Contains("unharmed", done.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(fresh, "manifest.json")));
        Assert.Empty(Directory.EnumerateFiles(fresh, "*.parquet", SearchOption.AllDirectories));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(fresh, "rejects")));
        Assert.Equal(0, QmProcess.Run("import", "prices", file, "-w", fresh).Code);
    }

    [Fact]
    public void Check_lists_findings_and_every_setting_and_ends_with_1()
    {
        var done = QmProcess.Run("check", "-w", shop.Shop, "--json");
        Assert.Equal(1, done.Code);
        var rules = done.Json["findings"]!.AsArray().Select(row => (string)row!["rule"]!).ToArray();
        Assert.Contains("product-never-sold", rules);
        var paths = Assert.Single(done.Json["settings"]!.AsArray(),
            row => (string)row!["section"]! == "gather" && (string)row["name"]! == "paths")!;
        Assert.Equal((128, false), ((int)paths["value"]!, (bool)paths["is_set"]!));
    }

    [Fact]
    public void Check_of_an_empty_workspace_says_which_tables_are_missing()
    {
        var done = QmProcess.Run("check", "-w", shop.Empty("bare"), "--json");
        Assert.Equal(1, done.Code);
        Assert.Equal(7, (int)done.Json["errors"]!);
    }

    [Fact]
    public void A_query_answers_and_writes_a_file()
    {
        var shown = QmProcess.Run("query", "SELECT count(*) AS n FROM products", "-w", shop.Shop, "--json");
        Assert.Equal(200, (int)shown.Json["rows"]![0]!["n"]!);
        var file = shop.File("top.csv");
        Assert.Equal(0, QmProcess.Run(
            "query", "SELECT product FROM products ORDER BY product LIMIT 2", "--to", file, "-w", shop.Shop).Code);
        Assert.Equal(["product", "P0000001", "P0000002"], File.ReadAllLines(file));
    }

    [Fact]
    public void Clean_removes_what_a_replaced_table_left_and_nothing_else()
    {
        var fresh = shop.Empty("cleaned");
        var one = shop.Write("one.csv", "vendor,name", "V1,One");
        var two = shop.Write("two.csv", "vendor,name", "V2,Two");
        Assert.Equal(0, QmProcess.Run("import", "vendors", one, "-w", fresh).Code);
        Assert.Equal(0, QmProcess.Run("import", "vendors", two, "--replace", "-w", fresh).Code);
        var done = QmProcess.Run("clean", "-w", fresh, "--json");
        Assert.Equal((0, 1), (done.Code, (int)done.Json["files_removed"]!));
        Assert.Equal(1, Workspace.Open(fresh).Tables.Read<Vendor>().Count);
        Assert.Equal(0, (int)QmProcess.Run("clean", "-w", fresh, "--json").Json["files_removed"]!);
    }

    [Fact]
    public void An_override_is_kept_with_its_reason_until_it_is_ended()
    {
        var set = QmProcess.Run("override", "set", "buy", "P0000003", "240", "--reason", "demand", "--until",
            "2999-01-01", "--who", "Ada", "--note", "fair", "-w", shop.Shop, "--json");
        Assert.True(set.Code == 0, set.Error);
        var id = (string)set.Json["override"]!;
        var row = Assert.Single(Listed("list"), row => (string)row["override"]! == id);
        Assert.Equal(("buy", 240, "demand", "Ada", "fair", true), ((string)row["engine"]!, (int)row["units"]!,
            (string)row["reason"]!, (string)row["who"]!, (string)row["note"]!, (bool)row["holds"]!));
        Assert.Equal(0, QmProcess.Run("override", "expire", id, "-w", shop.Shop).Code);
        Assert.DoesNotContain(Listed("list"), row => (string)row["override"]! == id);
        Assert.Contains(Listed("list", "--all"), row => (string)row["override"]! == id && !(bool)row["holds"]!);

        IEnumerable<System.Text.Json.Nodes.JsonNode> Listed(params string[] words) =>
            QmProcess.Run(["override", .. words, "-w", shop.Shop, "--json"]).Json["overrides"]!.AsArray()!;
    }

    [Theory]
    [InlineData("check")]
    [InlineData("clean")]
    [InlineData("export")]
    [InlineData("import")]
    [InlineData("override")]
    [InlineData("query")]
    [InlineData("runs")]
    [InlineData("show")]
    public void Help_shows_at_least_two_examples(string command)
    {
        var help = QmProcess.Run(command, "--help");
        Assert.Equal(0, help.Code);
        var examples = help.Output[help.Output.IndexOf("Examples:", StringComparison.Ordinal)..].Split("Usage:")[0];
        Assert.True(examples.Split($"qm {command}").Length > 2, help.Output);
    }
}
