using System.IO.Compression;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Import.KnownSets.M5Contest;
using Xunit;

namespace Quartermaster.Tests.Storage.Import;

public sealed class M5Tests : IDisposable
{
    private const string Sales = """
        id,item_id,dept_id,cat_id,store_id,state_id,d_1,d_2,d_3
        FOODS_1_002_TX_1_validation,FOODS_1_002,FOODS_1,FOODS,TX_1,TX,0,2,0
        FOODS_1_001_CA_1_validation,FOODS_1_001,FOODS_1,FOODS,CA_1,CA,3,0,1
        HOBBIES_1_001_CA_1_validation,HOBBIES_1_001,HOBBIES_1,HOBBIES,CA_1,CA,0,0,4
        """;

    private const string Calendar = """
        date,wm_yr_wk,weekday,wday,month,year,d,event_name_1,event_type_1,event_name_2,event_type_2,snap_CA,snap_TX
        2011-01-29,11101,Saturday,1,1,2011,d_1,,,,,0,0
        2011-01-30,11101,Sunday,2,1,2011,d_2,SuperBowl,Sporting,Feast,Cultural,1,0
        2011-01-31,11102,Monday,3,1,2011,d_3,,,,,1,0
        2011-02-01,11102,Tuesday,4,2,2011,d_4,,,,,0,1
        """;

    private const string Prices = """
        store_id,item_id,wm_yr_wk,sell_price
        CA_1,FOODS_1_001,11101,1.5
        CA_1,FOODS_1_001,11102,1.25
        TX_1,FOODS_1_002,11101,2
        TX_1,FOODS_1_002,11102,2.00
        CA_1,HOBBIES_1_001,11102,9.99
        CA_1,NOBODYS_1_001,11101,1
        """;

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Items_at_stores_become_products_with_sales_prices_and_events()
    {
        Write(Sales, Calendar, Prices);
        var workspace = _folder.Workspace;
        var report = new M5(workspace).Import(_folder.Folder);
        Assert.Equal((3, 3, 10L), (report.Series, report.Days, report.Units));
        var tables = workspace.Tables;
        var codes = tables.Catalog.Of<ProductId>();
        Assert.Equal(
            [
                ("CA_1-2011-01-29", "FOODS_1_001_CA_1", 3, 1_500_000L),
                ("CA_1-2011-01-31", "FOODS_1_001_CA_1", 1, 1_250_000),
                ("CA_1-2011-01-31", "HOBBIES_1_001_CA_1", 4, 9_990_000),
                ("TX_1-2011-01-30", "FOODS_1_002_TX_1", 2, 2_000_000),
            ],
            tables.Read<Sale>().Rows.ToArray().Select(sale => (
                sale.Order.ToString(), codes.CodeOf(sale.Product.Value), sale.Units, sale.UnitPrice.Micros)));
        Assert.Equal(
            [new DateOnly(), new(), new DateOnly(2011, 1, 31)],
            tables.Read<Product>().Rows.ToArray().Select(product => product.LaunchDay));
        Assert.Equal(4, tables.Count("prices"));
        var events = tables.Read<PlannedEvent>().Rows.ToArray();
        Assert.Equal(2, events.Count(one => one.Kind == EventKind.Holiday && one.Category == default));
        var assisted = events.Where(one => one.Kind == EventKind.Promotion).ToArray();
        Assert.Equal(
            [
                (new DateOnly(2011, 1, 30), new DateOnly(2011, 1, 31)),
                (new DateOnly(2011, 2, 1), new DateOnly(2011, 2, 1)),
            ],
            assisted.Select(one => (one.FirstDay, one.LastDay)));
        Assert.True(new M5(workspace).Import(_folder.Folder).IsUnchanged);
    }

    [Theory]
    [InlineData("sales_train_validation.csv", "3,0,1", "3,-1,1", "line 3: column d_2 is '-1'")]
    [InlineData("sales_train_validation.csv", "3,0,1", "3,0", "line 3: it has 8 cells, its header 9")]
    [InlineData("sales_train_validation.csv", "TX_1,TX", "CA_1,CA", "")]
    [InlineData("sales_train_validation.csv", "HOBBIES_1_001,HOBBIES_1,HOBBIES", "FOODS_1_001,FOODS_1,FOODS",
        "line 4: item FOODS_1_001 at store CA_1 came before")]
    [InlineData("sales_train_validation.csv", "d_3\n", "d_4\n", "the last of its 3 days is d_4")]
    [InlineData("calendar.csv", "d_3", "d_5", "line 4: it is of 2011-01-31, d_5; expected 2011-01-31, d_3")]
    [InlineData("calendar.csv", "2011-01-30", "soon", "line 3: column date is 'soon'")]
    [InlineData("sell_prices.csv", "9.99", "-1", "line 6: column sell_price is '-1'")]
    [InlineData("sell_prices.csv", "wm_yr_wk", "week", "is not of the M5 contest")]
    public void A_fault_names_file_line_and_column_and_changes_nothing(
        string file, string good, string bad, string expected)
    {
        Write(Sales, Calendar, Prices);
        var path = Path.Combine(_folder.Folder, file);
        File.WriteAllText(path, File.ReadAllText(path).Replace(good, bad, StringComparison.Ordinal));
        var workspace = _folder.Workspace;
        if (expected.Length == 0)
        {
            Assert.Equal(3, new M5(workspace).Import(_folder.Folder).Series);
            return;
        }

        var error = Assert.Throws<ImportException>(() => new M5(workspace).Import(_folder.Folder));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, workspace.Tables.Count("sales"));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Write(Sales, Calendar, Prices);
        File.Delete(Path.Combine(_folder.Folder, "sell_prices.csv"));
        var error = Assert.Throws<ImportException>(() => new M5(_folder.Workspace).Import(_folder.Folder));
        Assert.Contains("has no sell_prices.csv", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsWrongUse);
    }

    [Fact]
    public void The_contests_own_files_are_taken_as_they_are()
    {
        var sales = SharedData.Require("data/m5/sales_train_validation.csv.gz");
        foreach (var name in new[] { "calendar.csv.gz", "sell_prices.csv.gz" })
        {
            File.Copy(SharedData.Require("data/m5/" + name), Path.Combine(_folder.Folder, name));
        }

        // All of them are 18 million lines: the first items are enough here.
        using var reader = new StreamReader(new GZipStream(File.OpenRead(sales), CompressionMode.Decompress));
        var first = Enumerable.Range(0, 201).Select(_ => reader.ReadLine()!).ToArray();
        _ = _folder.Write("sales_train_validation.csv.gz", ImportFolder.Gzip(string.Join('\n', first)));
        var report = new M5(_folder.Workspace).Import(_folder.Folder);
        Assert.Equal((200, 1_913, new DateOnly(2011, 1, 29)), (report.Series, report.Days, report.FirstDay));
        Assert.Equal(first.Skip(1).Sum(line => line.Split(',').Skip(6).Sum(int.Parse)), report.Units);
        var tables = _folder.Workspace.Tables;
        Assert.Equal(report.Units, tables.Read<Sale>().Rows.ToArray().Sum(sale => sale.Units));
        Assert.All(tables.Read<Sale>().Rows.ToArray(), sale => Assert.True(sale.UnitPrice.Micros > 0));
        Assert.Contains(tables.Read<PlannedEvent>().Rows.ToArray(), one => one.FirstDay == new DateOnly(2015, 12, 25));
    }

    private void Write(string sales, string calendar, string prices)
    {
        _ = _folder.Write("sales_train_validation.csv", sales);
        _ = _folder.Write("calendar.csv", calendar);
        _ = _folder.Write("sell_prices.csv", prices);
    }
}
