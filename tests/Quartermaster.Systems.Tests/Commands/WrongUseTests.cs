using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Wrong use ends with 2 and one line in plain words.</summary>
public sealed class WrongUseTests(CornerShop shop) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData("'soon' is not a day such as 2025-03-31, which --as-of takes.", "plan", "--as-of", "soon")]
    [InlineData("'many' is not a whole number, which --threads takes.", "plan", "--threads", "many")]
    [InlineData("is not one of demand, vendor,", "override", "set", "buy", "bread", "5", "--reason", "mood", "--until",
        "2999-01-01")]
    [InlineData("'02.03.2025' is not a day such as 2025-03-31, which --as-of takes. Write year-month-day.", "plan",
        "--as-of", "02.03.2025")]
    [InlineData("'2025-02-30' is no day: February 2025 has the days 01 to 28. --as-of takes a day such as 2025-03-31",
        "plan", "--as-of", "2025-02-30")]
    [InlineData("'2025-13-01' is no day: there is no month 13, months are 01 to 12.", "plan", "--as-of", "2025-13-01")]
    [InlineData("'0000-01-01' is no day: years begin with 0001.", "ship", "--through", "0000-01-01")]
    [InlineData("'03/02/2025' is not a day", "simulate", "--as-of", "03/02/2025")]
    [InlineData("'3 Mar' is not a day", "override", "set", "buy", "bread", "5", "--reason", "demand", "--until",
        "3 Mar")]
    [InlineData("'2.3.2025' is not a day", "import", "stock", "stock.csv", "--as-of", "2.3.2025")]
    [InlineData("'2025-3-1' is not a day", "ship", "--through", "2025-3-1")]
    [InlineData("qm plan has no option '--fast'.", "plan", "--fast")]
    [InlineData("qm demo has no option '--product'. Did you mean --products", "demo", "--product=3")]
    [InlineData("qm override set needs WHAT and PRODUCT and UNITS.", "override", "set", "--reason", "demand", "--until",
        "2999-01-01")]
    [InlineData("There is no product 'Bread' in the table products.\nDid you mean bread?", "why", "Bread")]
    [InlineData("Did you mean bread?", "plan", "--quick", "--product", "BREAD")]
    [InlineData("Did you mean bread?", "promise", "--to", "chicago", "--line", "braed")]
    [InlineData("run.buy is a part of a run: say of which with --run", "query", "SELECT units FROM run.buy")]
    [InlineData("qm query has no option '--row'. Did you mean --rows", "query", "SELECT 1", "--row")]
    [InlineData("qm import needs FILE.", "import", "sales")]
    [InlineData("qm why needs PRODUCT.", "why")]
    [InlineData("Did you mean: qm plan", "plam")]
    [InlineData("--rows is -1", "query", "SELECT 1", "--rows", "-1")]
    [InlineData("--rows is -1", "show", "latest", "--rows", "-1")]
    [InlineData("The workspace has no runs", "show", "x")]
    [InlineData("does not exist", "import", "sales", "nowhere.csv")]
    [InlineData("There is no table 'sale'", "query", "SELECT * FROM sale")]
    [InlineData("The query cannot be answered", "query", "SELEC 1")]
    [InlineData("--products is of a generated retailer", "init", "y", "--products", "500")]
    [InlineData("DIR is empty", "init", "")]
    [InlineData("--region shows a product's weeks in one region, so it needs --product.", "forecast", "--region",
        "chicago")]
    [InlineData("There is no region 'atlantis' in the table regions", "forecast", "--quick", "--product", "bread",
        "--region", "atlantis")]
    [InlineData("There are no sales before 2024-01-01", "plan", "--quick", "--as-of", "2024-01-01")]
    [InlineData("more than a year before 2031-01-01", "plan", "--quick", "--as-of", "2031-01-01")]
    public void It_is_said_in_a_line_and_ends_with_2(string said, params string[] arguments)
    {
        var done = QmProcess.Run([.. arguments, "-w", shop.Folder]);
        Assert.True(done.Code == 2, $"{done.Code}\n{done.Output}\n{done.Error}");
        Assert.Contains(said, done.Error, StringComparison.Ordinal);
        string[] lines = done.Error.Trim().Split('\n');
        Assert.InRange(lines.Length, 1, 8);
        Assert.Equal(lines.Distinct(), lines);
        Assert.DoesNotContain("System.", done.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", done.Output + done.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_column_a_wrong_word_of_a_mapping_and_a_missing_workspace_end_with_2()
    {
        var file = shop.Write("strange.csv", "one,two", "1,2");
        var column = QmProcess.Run("import", "vendors", file, "-w", shop.Folder);
        Assert.Equal(2, column.Code);
        var map = shop.Write("map.json", "{ \"colums\": {} }");
        var word = QmProcess.Run("import", "vendors", file, "--map", map, "-w", shop.Folder);
        Assert.Equal(2, word.Code);
        Assert.Contains("'colums' is no word of a mapping", word.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(".NET", word.Error, StringComparison.Ordinal);
        var nowhere = QmProcess.Run("check", "-w", Path.Combine(shop.Folder, "nowhere"));
        Assert.Equal(2, nowhere.Code);
        Assert.Contains("qm init", nowhere.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_the_settings_are_told_at_once_and_unknown_categories_before_a_plan_is_made()
    {
        var copy = shop.Copy();
        var settings = Path.Combine(copy, "quartermaster.json");
        File.WriteAllText(settings,
            """{"currency": "dollars", "policies": {"gate": {"budget": -1}, "buyin": {}}}""");
        var wrong = QmProcess.Run("check", "-w", copy);
        Assert.Equal(2, wrong.Code);
        Assert.All(["currency", "policies.gate.budget", "policies.buyin"], name =>
            Assert.Contains($": {name} is ", wrong.Error, StringComparison.Ordinal));

        File.WriteAllText(settings, """{"policies": {"release": {"automaticCategories": ["fod"]}}}""");
        var category = QmProcess.Run("plan", "--quick", "-w", copy);
        Assert.Equal(2, category.Code);
        Assert.Contains("there is no category 'fod'", category.Error, StringComparison.Ordinal);
        Assert.Empty(Workspace.Open(copy).Runs.List());

        File.WriteAllText(settings, "{\"seed\": 1,\n \"policies\" {}}");
        var json = QmProcess.Run("check", "-w", copy);
        Assert.Equal(2, json.Code);
        Assert.Contains("is not JSON: look at line 2, character", json.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", json.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_workspace_is_told_what_to_import()
    {
        var empty = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "empty");
        Workspace.Create(empty);
        var simulate = QmProcess.Run("simulate", "-w", empty);
        Assert.Contains("has no sales", simulate.Error, StringComparison.Ordinal);
        Assert.Contains("qm import sales", simulate.Error, StringComparison.Ordinal);
        var query = QmProcess.Run("query", "SELECT * FROM sales", "-w", empty);
        Assert.Equal(2, query.Code);
        Assert.Contains("qm import", query.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sqlite", simulate.Error + query.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_reads_no_file_but_the_tables()
    {
        var secret = shop.Write("secret.csv", "word", "hush");
        foreach (var sql in (string[])[$"SELECT * FROM read_csv('{secret}')", $"SELECT * FROM '{secret}'"])
        {
            var done = QmProcess.Run("query", sql, "-w", shop.Folder);
            Assert.Equal(2, done.Code);
            Assert.DoesNotContain("hush", done.Output + done.Error, StringComparison.Ordinal);
        }

        Assert.Equal(0, QmProcess.Run("query", "SELECT count(*) FROM sales JOIN products USING (product)", "-w",
            shop.Folder).Code);
    }

    [Fact]
    public void Rates_are_an_error_of_check_where_a_plan_refuses_without_them()
    {
        var copy = Path.Combine(Path.GetDirectoryName(shop.Folder)!, "rateless");
        var workspace = Workspace.Create(copy);
        foreach (var table in Workspace.Open(shop.Folder).Tables.Names.Where(name => name != "rates"))
        {
            new Importer(workspace).Import(table,
                [Repository.PathOf("worlds", "corner-shop", table + ".csv")]);
        }

        var check = QmProcess.Run("check", "-w", copy, "--json");
        Assert.Contains(check.Json["findings"]!.AsArray(), finding => (string)finding!["table"]! == "rates"
            && (string)finding["severity"]! == "error");
        Assert.Contains(check.Json["notes"]!.AsArray(), note =>
            ((string)note!).Contains("spread around the stated one by 20", StringComparison.Ordinal));
        var plan = QmProcess.Run("plan", "--quick", "-w", copy);
        Assert.Equal(3, plan.Code);
        Assert.Contains("no rows in rates", plan.Error, StringComparison.Ordinal);
    }
}
