using Quartermaster.Domain;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class StockImportTests(SampleShop shop) : IClassFixture<SampleShop>
{
    [Fact]
    public void A_generated_retailer_has_its_stock_in_the_ledger_from_the_start()
    {
        var (table, ledger) = (shop.File("table.csv"), shop.File("ledger.csv"));
        Assert.True(Directory.Exists(Path.Combine(shop.Shop, "ledger")));
        Assert.Equal(0, QmProcess.Run("query", "SELECT sum(units) AS units FROM stock", "--to", table, "-w", shop.Shop)
            .Code);
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", ledger, "-w", shop.Shop).Code);
        Assert.Equal(File.ReadAllLines(table)[1], UnitsOf(ledger).Values.Sum().ToString());
    }

    [Fact]
    public void A_stock_file_is_posted_once_and_a_later_one_posts_the_difference()
    {
        var fresh = shop.Empty("counted");
        var monday = shop.Write("monday.csv", "product,facility,units", "P1,F1,10", "P1,F2,5", "P2,F1,7");
        var tuesday = shop.Write("tuesday.csv", "product,facility,units", "P1,F1,8", "P2,F1,9");
        var first = QmProcess.Run("import", "stock", monday, "-w", fresh, "--json");
        Assert.Equal((0, "Posted", 3), (first.Code, Outcome(first), (int)first.Json["ledger_raised"]!));
        var again = QmProcess.Run("import", "stock", monday, "-w", fresh, "--json");
        Assert.Equal((0, "AlreadyPosted", 0), (again.Code, Outcome(again), (int)again.Json["ledger_raised"]!));
        var later = QmProcess.Run("import", "stock", tuesday, "-w", fresh, "--json");
        Assert.Equal((1, 2), ((int)later.Json["ledger_raised"]!, (int)later.Json["ledger_lowered"]!));

        // The place that the second file does not name has none.
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("now.csv"), "-w", fresh).Code);
        Assert.Equal(new() { ["P1,F1"] = 8, ["P2,F1"] = 9 }, UnitsOf(shop.File("now.csv")));

        // The first file once more is no new count: neither the ledger nor the table goes back to it.
        var late = QmProcess.Run("import", "stock", monday, "-w", fresh, "--json");
        Assert.Equal((1, "AlreadyPosted"), (late.Code, Outcome(late)));
        Assert.Contains("another count since", late.Output, StringComparison.Ordinal);
        Assert.Equal(0, QmProcess.Run("query", "SELECT sum(units) AS units FROM stock", "--to",
            shop.File("late-table.csv"), "-w", fresh).Code);
        Assert.Equal("17", File.ReadAllLines(shop.File("late-table.csv"))[1]);
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("late.csv"), "-w", fresh).Code);
        Assert.Equal(new() { ["P1,F1"] = 8, ["P2,F1"] = 9 }, UnitsOf(shop.File("late.csv")));
        Assert.Equal(0, QmProcess.Run("import", "stock", tuesday, "-w", fresh).Code);
        var tomorrow = new Instant(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).UtcDay.AddDays(1);
        var recount = QmProcess.Run(
            "import", "stock", monday, "-w", fresh, "--json", "--as-of", tomorrow.ToString("yyyy-MM-dd", null));
        Assert.Equal((0, "Posted"), (recount.Code, Outcome(recount)));
    }

    [Fact]
    public void A_stock_file_with_a_bad_row_changes_neither_table_nor_ledger_and_says_so()
    {
        var fresh = shop.Empty("typo");
        var good = shop.Write("good.csv", "product,facility,units", "P1,F1,10", "P2,F1,7");
        var typo = shop.Write("typo.csv", "product,facility,units", "P1,F1,9", "P2,F1,seven");
        Assert.Equal(0, QmProcess.Run("import", "stock", good, "-w", fresh).Code);
        var held = QmProcess.Run("import", "stock", typo, "-w", fresh);
        Assert.Equal(1, held.Code);
        Assert.Contains(
            "nothing was imported, because 1 of 2 rows was rejected", held.Output, StringComparison.Ordinal);
        Assert.Contains("the table and the ledger are as they were", held.Output, StringComparison.Ordinal);
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("typo-now.csv"), "-w", fresh).Code);
        Assert.Equal(new() { ["P1,F1"] = 10, ["P2,F1"] = 7 }, UnitsOf(shop.File("typo-now.csv")));
        Assert.Equal(0, QmProcess.Run("query", "SELECT sum(units) AS units FROM stock", "--to",
            shop.File("typo-table.csv"), "-w", fresh).Code);
        Assert.Equal("17", File.ReadAllLines(shop.File("typo-table.csv"))[1]);
    }

    [Fact]
    public void A_stock_file_with_codes_that_nobody_knows_does_not_empty_the_shelves()
    {
        var good = shop.File("right.csv");
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", good, "-w", shop.Shop).Code);
        var lines = File.ReadAllLines(good);
        var wrong = shop.Write("wrong.csv", [lines[0], .. lines[1..].Select(line => line.Replace('P', 'p'))]);
        var held = QmProcess.Run("import", "stock", wrong, "-w", shop.Shop, "--json");
        Assert.Equal((1, "NotTold"), (held.Code, Outcome(held)));
        Assert.Contains("p0000001", held.Output, StringComparison.Ordinal);
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("after.csv"), "-w", shop.Shop).Code);
        Assert.Equal(UnitsOf(good), UnitsOf(shop.File("after.csv")));
        Assert.Contains("The table and the ledger are as they were", held.Output, StringComparison.Ordinal);
        Assert.Equal(0, QmProcess.Run("query", "SELECT count(*) AS rows FROM stock WHERE product LIKE 'p%'", "--to",
            shop.File("strangers.csv"), "-w", shop.Shop).Code);
        Assert.Equal("0", File.ReadAllLines(shop.File("strangers.csv"))[1]);
        Assert.Equal(0, QmProcess.Run("import", "stock", good, "-w", shop.Shop).Code);
    }

    [Fact]
    public void The_same_rows_on_another_stated_day_are_a_new_count()
    {
        var fresh = shop.Empty("recounted");
        var few = shop.Write("few.csv", "product,facility,units", "P1,F1,3");
        var many = shop.Write("many.csv", "product,facility,units", "P1,F1,30");
        foreach (var (file, day) in new[] { (few, "2026-03-01"), (many, "2026-03-02"), (few, "2026-03-03") })
        {
            Assert.Equal("Posted", Outcome(QmProcess.Run(
                "import", "stock", file, "--as-of", day, "-w", fresh, "--json")));
        }

        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("last.csv"), "-w", fresh).Code);
        Assert.Equal(new() { ["P1,F1"] = 3 }, UnitsOf(shop.File("last.csv")));
    }

    [Fact]
    public void A_count_from_before_the_last_one_changes_neither_table_nor_ledger_and_names_its_day()
    {
        var fresh = shop.Empty("backwards");
        var late = shop.Write("late.csv", "product,facility,units", "P1,F1,45");
        var early = shop.Write("early.csv", "product,facility,units", "P1,F1,52");
        Assert.Equal(0, QmProcess.Run("import", "stock", late, "--as-of", "2025-12-05", "-w", fresh).Code);
        var held = QmProcess.Run("import", "stock", early, "--as-of", "2025-12-02", "-w", fresh, "--json");
        Assert.Equal((1, "TooOld"), (held.Code, Outcome(held)));
        Assert.Contains("the ledger has a count of 2025-12-05, which is newer", held.Output, StringComparison.Ordinal);
        Assert.Contains("stock: nothing was imported of 1 row.", held.Output, StringComparison.Ordinal);
        Assert.Equal(0, QmProcess.Run("query", "SELECT sum(units) AS units FROM stock", "--to",
            shop.File("late-table.csv"), "-w", fresh).Code);
        Assert.Equal("45", File.ReadAllLines(shop.File("late-table.csv"))[1]);
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("late-now.csv"), "-w", fresh).Code);
        Assert.Equal(new() { ["P1,F1"] = 45 }, UnitsOf(shop.File("late-now.csv")));
        Assert.Equal("AlreadyPosted", Outcome(QmProcess.Run(
            "import", "stock", late, "--as-of", "2025-12-05", "-w", fresh, "--json")));
    }

    [Fact]
    public void The_headline_says_how_many_rows_went()
    {
        var fresh = shop.Empty("fewer");
        var three = shop.Write("three.csv", "product,facility,units", "P1,F1,1", "P2,F1,2", "P3,F1,3");
        var one = shop.Write("one.csv", "product,facility,units", "P1,F1,1");
        Assert.Equal(0, QmProcess.Run("import", "stock", three, "-w", fresh).Code);
        Assert.Contains("stock: 1 row takes the place of all 3 that the table had.",
            QmProcess.Run("import", "stock", one, "-w", fresh).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_rows_on_order_says_nothing_about_what_is_on_order()
    {
        var fresh = shop.Empty("ordered");
        var both = shop.Write("both.csv", "product,facility,state,units", "P1,F1,OnHand,3", "P1,F1,OnOrder,40");
        var shelf = shop.Write("shelf.csv", "product,facility,units", "P1,F1,2");
        Assert.Equal(0, QmProcess.Run("import", "stock", both, "-w", fresh).Code);
        Assert.Equal(0, QmProcess.Run("import", "stock", shelf, "-w", fresh).Code);
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("kept.csv"), "-w", fresh).Code);
        Assert.Equal(
            ["P1,,F1,OnHand,2", "P1,,F1,OnOrder,40"], File.ReadAllLines(shop.File("kept.csv"))[1..]);
    }

    [Fact]
    public void Online_retail_arrives_whole_in_pounds_with_its_stock_in_the_ledger()
    {
        var (file, fresh) = (SharedData.Require("data/uci-online-retail/online_retail_II.csv.gz"), shop.Empty("gifts"));
        var done = QmProcess.Run("import", "online-retail", file, "-w", fresh, "--json");
        Assert.True(done.Code == 0, done.Error);
        Assert.Equal((1_044_847, 1_014_945), ((int)done.Json["lines"]!, (int)done.Json["sales"]!));
        var check = QmProcess.Run("check", "-w", fresh, "--json");
        Assert.Equal("GBP", (string)check.Json["currency"]!);
        Assert.Contains(check.Json["assumed_tables"]!.AsArray(), row => (string)row!["table"]! == "offers");
        Assert.Equal(0, QmProcess.Run("export", "stock", "--to", shop.File("gifts.csv"), "-w", fresh).Code);
        Assert.NotEmpty(UnitsOf(shop.File("gifts.csv")));
    }

    private static string Outcome(Ended done) => (string)done.Json["ledger_outcome"]!;

    private static Dictionary<string, long> UnitsOf(string file) => File.ReadAllLines(file)[1..]
        .Select(line => line.Split(',')).GroupBy(cells => $"{cells[0]},{cells[2]}")
        .ToDictionary(group => group.Key, group => group.Sum(cells => long.Parse(
            cells[4], System.Globalization.CultureInfo.InvariantCulture)));
}
