using System.Globalization;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A stock file that comes again, and the days that counts may be of.</summary>
public sealed class StockImportAgainTests(SampleShop shop) : IClassFixture<SampleShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_same_file_is_a_new_count_of_the_next_day_and_changes_nothing_on_the_same_day(int shards)
    {
        var fresh = shop.Empty($"nightly-{shards}");
        ShardedWorkspace.Anew(fresh, shards);
        var (few, more) = (Counted("few", "MUG,FC,12", "PEN,FC,4"), Counted("more", "MUG,FC,20", "PEN,FC,4"));
        Sell(fresh, "2025-11-29");
        Assert.Equal((0, "Posted", "12,4"), Told(fresh, few));
        Receive(fresh, "2025-11-30", 36);
        Assert.Equal((0, "AlreadyPosted", "48,4"), Told(fresh, few));

        // The next night they counted the same.
        Sell(fresh, "2025-11-30");
        Assert.Equal((0, "Posted", "12,4"), Told(fresh, few));
        Assert.Equal((0, "AlreadyPosted", "12,4"), Told(fresh, few));
        Assert.Equal((0, "AlreadyPosted", "12,4"), Told(fresh, few, "2025-12-01"));

        // Another file of the day stands, in table and ledger, until the days go on.
        Assert.Equal((0, "Posted", "20,4"), Told(fresh, more));
        Assert.Equal((1, "AlreadyPosted", "20,4"), Told(fresh, few));
        Assert.Equal("20", Table(fresh, "MUG"));
        Sell(fresh, "2025-12-01");
        Assert.Equal((0, "Posted", "12,4"), Told(fresh, few));
        Assert.Equal("12", Table(fresh, "MUG"));
        Assert.Equal((0, "AlreadyPosted", "12,4"), Told(fresh, few));
    }

    [Fact]
    public void A_count_that_a_person_stated_is_not_posted_again_without_its_day_and_a_later_one_of_the_same_stands()
    {
        var fresh = shop.Empty("stated");
        var few = Counted("stated-few", "MUG,FC,12");
        Sell(fresh, "2025-11-30");
        Assert.Equal((0, "Posted", "12"), Told(fresh, few, "2025-12-01"));
        Assert.Equal((0, "AlreadyPosted", "12"), Told(fresh, few));
        Assert.Equal((0, "Posted", "12"), Told(fresh, few, "2025-12-02"));
        Assert.Equal((0, "AlreadyPosted", "12"), Told(fresh, few));
        var again = QmProcess.Run("import", "stock", few, "--as-of", "2025-12-01", "-w", fresh, "--json");
        Assert.Equal((0, "AlreadyPosted", 0), (again.Code, (string)again.Json["ledger_outcome"]!,
            (int)again.Json["rows_added"]!));
        Assert.Contains("say a later one with --as-of", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("add --as-of", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_sales_a_file_that_stands_under_a_stated_day_changes_nothing()
    {
        var (fresh, few) = (shop.Empty("no-sales"), Counted("no-sales-few", "MUG,FC,12"));
        Assert.Equal((0, "Posted", "12"), Told(fresh, few));
        Assert.Equal((0, "Posted", "12"), Told(fresh, few, Text(Tomorrow)));
        var again = QmProcess.Run("import", "stock", few, "-w", fresh, "--json");
        Assert.Equal((0, "AlreadyPosted"), (again.Code, (string)again.Json["ledger_outcome"]!));
        Assert.Contains("add --as-of", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("There are no sales yet", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_later_than_tomorrow_and_than_the_day_after_the_last_sale_is_refused_and_nothing_changes()
    {
        var (fresh, few) = (shop.Empty("far"), Counted("far-few", "MUG,FC,12"));
        Sell(fresh, "2025-11-30");
        var far = QmProcess.Run("import", "stock", few, "--as-of", "2089-12-01", "-w", fresh);
        Assert.Equal(2, far.Code);
        Assert.Contains("--as-of 2089-12-01 is later than tomorrow, ", far.Error, StringComparison.Ordinal);
        Assert.Contains("that is taken without it, 2025-12-01", far.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(fresh, "ledger")));
        Assert.NotEqual(0, QmProcess.Run("export", "stock", "--to", shop.File("far.csv"), "-w", fresh).Code);
        Assert.Equal((0, "Posted", "12"), Told(fresh, few, Text(Tomorrow)));

        // A world of its own has its own days.
        Sell(fresh, "2089-12-01");
        Assert.Equal(2, QmProcess.Run("import", "stock", few, "--as-of", "2089-12-03", "-w", fresh).Code);
        Assert.Equal((0, "Posted", "12"), Told(fresh, few, "2089-12-02"));
    }

    [Fact]
    public void Deliveries_that_a_count_has_seen_are_said_to_be_in_it()
    {
        var fresh = shop.Empty("seen");
        Sell(fresh, "2025-11-30");
        var line = shop.Write("line.csv",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            "po-2025-11-25,1,Released,MUG,KILN,FC,36,2.10,2025-11-10,2025-11-25");
        Assert.Equal(0, QmProcess.Run("import", "purchase_orders", line, "-w", fresh).Code);
        Assert.Equal(0, QmProcess.Run("import", "stock", Counted("shelf", "MUG,FC,OnHand,12", "MUG,FC,OnOrder,50"),
            "--as-of", "2025-11-20", "-w", fresh).Code);
        Assert.Equal(0, QmProcess.Run("import", "stock", Counted("counted", "MUG,FC,30"), "-w", fresh).Code);
        var told = Receive(fresh, "2025-11-25", 36);
        Assert.Equal((36, 0), ((int)told.Json["ledger_units_in_count"]!, (int)told.Json["ledger_units_received"]!));
        Assert.Contains("36 units of deliveries from before the last count are no longer on order", told.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_level_that_stands_is_named_with_its_units_and_the_files()
    {
        var catalog = Workspace.Open(shop.Shop).Tables.Catalog;
        var (product, facility) = (new ProductId(1), new FacilityId(1));
        var result = new OpeningResult(Outcome.Posted, 0, 0, 0)
        {
            Kept = [new(new(product, default, facility, StockState.OnHand, 7), 5)],
        };
        Assert.EndsWith(
            $"stands as told: 5 {catalog.CodeOf(product)} at {catalog.CodeOf(facility)} (the file says 7).",
            Assert.Single(StockWords.Of(result, catalog, new(2025, 12, 1))), StringComparison.Ordinal);
    }

    private static DateOnly Tomorrow =>
        new Instant(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).UtcDay.AddDays(1);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Counted(string name, params string[] rows) => shop.Write($"{name}-again.csv",
        [rows[0].Split(',').Length == 3 ? "product,facility,units" : "product,facility,state,units", .. rows]);

    private void Sell(string folder, string day)
    {
        var sales = shop.Write("sold.csv", "order,line,at,region,product,units,unit_price",
            $"S-{day},1,{day}T10:00:00Z,here,MUG,1,3.90");
        var told = QmProcess.Run("import", "sales", sales, "-w", folder);
        Assert.True(told.Code == 0, told.Error + told.Output);
    }

    private Ended Receive(string folder, string day, int units)
    {
        var came = shop.Write("came.csv",
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            $"po-{day},1,MUG,KILN,FC,2025-11-10,{units},{day},{units}");
        var told = QmProcess.Run("import", "receipts", came, "-w", folder, "--json");
        Assert.True(told.Code == 0, told.Error + told.Output);
        return told;
    }

    private (int Code, string Outcome, string OnHand) Told(string folder, string file, string? day = null)
    {
        string[] of = day is null ? [] : ["--as-of", day];
        var done = QmProcess.Run(["import", "stock", file, "-w", folder, "--json", .. of]);
        Assert.True(done.Code is 0 or 1, done.Error);
        var now = shop.File("again-now.csv");
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", now, "-w", folder).Code);
        return (done.Code, (string)done.Json["ledger_outcome"]!,
            string.Join(',', File.ReadAllLines(now)[1..].Select(line => line.Split(',')[4])));
    }

    private string Table(string folder, string product)
    {
        var rows = shop.File("again-table.csv");
        Assert.Equal(0, QmProcess.Run("query", $"SELECT units FROM stock WHERE product = '{product}'", "--to", rows,
            "-w", folder).Code);
        return File.ReadAllLines(rows)[1];
    }
}
