using System.Globalization;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The corner shop (8 weeks of sales, to 2 March 2025) and a generated shop, simulated by real processes.
/// </summary>
public sealed class SimulationWindowTests(SampleShop sample) : IClassFixture<SampleShop>, IDisposable
{
    private static readonly string[] s_inside =
        ["--as-of", "2025-02-10", "--warm-up", "7", "--days", "14", "--replications", "2"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quartermaster-");

    [Fact]
    public void Real_sales_are_simulated_inside_their_history_with_the_policies_of_the_workspace()
    {
        var shop = CornerShop();
        var before = QmProcess.Run(["simulate", "--workspace", shop, "--json", .. s_inside]);
        Assert.True(before.Code == 0, before.Error);
        Assert.Contains("--trees", before.Json["notes"]!.ToJsonString(), StringComparison.Ordinal);
        SetPolicies(shop, """{"targets": {"highestCriticalRatio": 0.5}}""");
        var after = QmProcess.Run(["simulate", "--workspace", shop, "--json", .. s_inside]);
        Assert.True(after.Code == 0, after.Error);
        Assert.True(InventoryOf(after) < InventoryOf(before), $"{InventoryOf(before)} {InventoryOf(after)}");
    }

    [Fact]
    public void A_simulated_company_has_the_budget_of_the_workspace()
    {
        var shop = CornerShop();
        var before = QmProcess.Run(["simulate", "--workspace", shop, "--json", .. s_inside]);
        SetPolicies(shop, """{"gate": {"budget": 10}}""");
        var after = QmProcess.Run(["simulate", "--workspace", shop, "--json", .. s_inside]);
        Assert.True(after.Code == 0, after.Error);
        Assert.True(InventoryOf(after) < InventoryOf(before), $"{InventoryOf(before)} {InventoryOf(after)}");
    }

    [Theory]
    [InlineData("--replications", "2")]
    [InlineData("--as-of", "2025-02-10")]
    [InlineData("--as-of", "2030-01-01")]
    [InlineData("--as-of", "2020-01-01")]
    [InlineData("--as-of", "9999-12-31")]
    public void Days_without_real_sales_are_refused_with_days_that_have_some(string option, string value)
    {
        var shop = CornerShop();
        var ended = QmProcess.Run("simulate", "--workspace", shop, "--warm-up", "42", option, value);
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Contains("224 days", ended.Error, StringComparison.Ordinal);
        Assert.Contains("2025-03-02", ended.Error, StringComparison.Ordinal);
        var next = ended.Error[ended.Error.IndexOf("qm simulate ", StringComparison.Ordinal)..].Trim()["qm ".Length..];
        // The proposed command names the workspace itself.
        var again = QmProcess.Run([.. next.Split(' '), "--replications", "1"]);
        Assert.True(again.Code == 0, next + again.Error);
    }

    [Theory]
    [InlineData("--days", "400")]
    [InlineData("--as-of", "2030-01-01")]
    public void A_sample_is_not_simulated_beyond_its_future(string option, string value)
    {
        var ended = QmProcess.Run("simulate", "--workspace", sample.Shop, "--warm-up", "42", option, value);
        Assert.Equal(2, ended.Code);
        // 60 days of history and 364 of future from 3 July 2023 on.
        Assert.Contains("known until 2024-08-29", ended.Error, StringComparison.Ordinal);
        Assert.Contains("For example: qm simulate --as-of 2023-09-01 --warm-up 42 --days ", ended.Error,
            StringComparison.Ordinal);
    }

    /// <summary>At most a tenth of the sample's units has a longer lead time and review period: its offers say.
    /// </summary>
    [Fact]
    public void The_warm_up_is_as_long_as_lead_time_and_review_period()
    {
        var ended = QmProcess.Run(
            "simulate", "--workspace", sample.Shop, "--days", "7", "--replications", "1", "--json");
        Assert.True(ended.Code == 0, ended.Error);
        var days = (int)ended.Json["warm_up_days"]!;
        Assert.Equal(0, days % 7);
        Assert.InRange(UnitsWithin(days), 0.9, 1);
        Assert.InRange(UnitsWithin(days - 7), 0, 0.9);

        double UnitsWithin(int most)
        {
            var rows = Workspace.Open(sample.Shop).Tables.Query(FormattableString.Invariant($"""
                WITH cover AS (SELECT product, min(lead_time_days + review_days) AS days FROM offers GROUP BY product)
                SELECT sum(CASE WHEN days <= {most} THEN units ELSE 0 END) AS within, sum(units) AS units
                  FROM sales JOIN cover USING (product) WHERE NOT is_cancelled
                """)).Rows;
            return Convert.ToDouble(rows[0][0], CultureInfo.InvariantCulture)
                / Convert.ToDouble(rows[0][1], CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public void Planned_prices_hold_to_the_last_simulated_day()
    {
        var shop = CornerShop();
        var prices = Path.Combine(_folder.FullName, "prices.csv");
        var (today, days) = (new DateOnly(2025, 3, 3), 224);
        var last = today.AddDays(days - 1);
        File.WriteAllLines(prices,
        [
            "product,from_day,unit_price,kind",
            $"coffee,{last.AddDays(-3).ToString("O", CultureInfo.InvariantCulture)},4.25,Promotion",
        ]);
        Assert.Equal(0, new Importer(Workspace.Open(shop)).Import("prices", [prices]).RowsRejected);

        var opened = OpenedWorkspace.Open(Workspace.Open(shop), today, null, days);
        var simulated = opened.Book.Copy(days);

        var coffee = opened.Facts.RowOf(opened.Facts.Catalog.Find<Domain.ProductId>("coffee"));
        Assert.Equal([1, 0.5, 0.5], new[] { last.AddDays(-4), last, last.AddDays(1) }
            .Select(day => simulated.PriceRatio(coffee, day)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static double InventoryOf(Ended ended)
    {
        var rows = ended.Json["measures"]!.AsArray();
        var row = rows.First(row => ((string)row!["measure"]!).StartsWith("Inventory", StringComparison.Ordinal))!;
        return (double)row["Quartermaster"]!;
    }

    private static void SetPolicies(string shop, string policies)
    {
        var file = Path.Combine(shop, "quartermaster.json");
        var settings = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        settings["policies"] = System.Text.Json.Nodes.JsonNode.Parse(policies);
        File.WriteAllText(file, settings.ToJsonString());
    }

    private string CornerShop()
    {
        var workspace = Workspace.Create(Path.Combine(_folder.FullName, "shop"));
        foreach (var file in Directory.GetFiles(Repository.PathOf("worlds", "corner-shop"), "*.csv"))
        {
            Assert.Equal(0,
                new Importer(workspace).Import(Path.GetFileNameWithoutExtension(file), [file]).RowsRejected);
        }

        return workspace.Folder;
    }
}
