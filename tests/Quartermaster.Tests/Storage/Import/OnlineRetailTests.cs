using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Import.KnownSets;
using Xunit;

namespace Quartermaster.Tests.Storage.Import;

public sealed class OnlineRetailTests
{
    // Lines as in the file, shortened to what each rule needs.
    private const string Extract = """
        Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
        489434,85048,GLASS BALL LIGHTS,12,2009-12-01 07:45,6.95,13085,United Kingdom
        489434,79323p,PINK LIGHTS,12,2009-12-01 07:45,6.75,13085,United Kingdom
        489434,POST,POSTAGE,1,2009-12-01 07:45,18,13085,United Kingdom
        489435,79323P,PINK LIGHTS,4,2010-07-01 09:00,6.75,13085,France
        C489440,79323P,PINK LIGHTS,-3,2010-07-05 10:00,6.75,13085,France
        489441,85048,GLASS BALL LIGHTS,80995,2010-07-06 09:15,2,16446,Unspecified
        C489442,85048,GLASS BALL LIGHTS,-80995,2010-07-06 09:27,2,16446,Unspecified
        C489443,85048,GLASS BALL LIGHTS,-1,2010-07-07 09:27,2,,United Kingdom
        489444,85048,damaged,-7,2010-07-07 09:30,0,,United Kingdom
        489445,85048,found,5,2010-07-07 09:31,0,,United Kingdom
        A506401,B,Adjust bad debt,1,2010-07-08 13:36,-53594.36,,United Kingdom
        """;

    [Fact]
    public void Every_line_is_counted_once_and_returns_find_their_purchase()
    {
        using var folder = new ImportFolder();
        var report = new OnlineRetail(folder.Workspace).Import(folder.Write("extract.csv", Extract));
        Assert.Equal(11, report.Lines);
        Assert.Equal((4L, 3L, 1L, 1L, 1L, 1L), (report.Sales, report.Returns, report.WriteOffs, report.FreeLines,
            report.Services, report.Adjustments));
        Assert.Equal((1L, 1L, 1L), (report.CancelledSales, report.MatchedReturns, report.UnmatchedReturns));
        Assert.Equal((12 * 6_950_000L) + (16 * 6_750_000L) + (80_995 * 2_000_000L), (long)report.RevenueMicros);
        var tables = folder.Workspace.Tables;
        var sales = tables.Read<Sale>().Rows.ToArray();
        Assert.Equal("2009-12-01T07:45:00Z", sales[0].At.ToString());
        Assert.Equal("2010-07-01T08:00:00Z", sales[2].At.ToString());
        Assert.Equal([false, false, false, true], sales.Select(sale => sale.IsCancelled));
        Assert.Equal(sales[1].Product, sales[2].Product);
        Assert.Equal("France", tables.Catalog.CodeOf(sales[2].Region));
        Assert.StartsWith("UK-", tables.Catalog.CodeOf(sales[0].Region));
        Assert.Equal(0, sales[3].Region.Value);
        var back = Assert.Single(tables.Read<CustomerReturn>().Rows.ToArray());
        Assert.Equal((sales[2].Order, 3), (back.Order, back.Units));
        Assert.Contains("stock", report.AssumedTables);
        Assert.DoesNotContain("sales", report.AssumedTables);
    }

    [Fact]
    public void The_same_file_and_seed_give_the_same_workspace_and_another_seed_another()
    {
        using var folder = new ImportFolder();
        var file = folder.Write("extract.csv", Extract);
        new OnlineRetail(folder.Workspace).Import(file);
        var before = folder.Snapshot();
        Assert.True(new OnlineRetail(folder.Workspace).Import(file).IsUnchanged);
        Assert.Equal(before, folder.Snapshot());
        Assert.False(new OnlineRetail(folder.Workspace).Import(file, seed: 2).IsUnchanged);
    }

    [Fact]
    public void Another_file_is_refused()
    {
        using var folder = new ImportFolder();
        var before = folder.Snapshot();
        var fault = Assert.Throws<ImportException>(() =>
            new OnlineRetail(folder.Workspace).Import(folder.Write("other.csv", "a,b\n1,2\n")));
        Assert.Contains("is not Online Retail II: its columns are a, b", fault.Message);
        Assert.Equal(before, folder.Snapshot());
    }

    // Counted once with a program of its own (Python's csv module) over the published file.
    [Fact]
    public void The_whole_file_gives_the_published_rows_and_the_money_counted_independently()
    {
        var file = SharedData.Require("data/uci-online-retail/online_retail_II.csv.gz");
        using var folder = new ImportFolder();
        var report = new OnlineRetail(folder.Workspace).Import(file);
        Assert.Equal((1_044_847L, 1_014_945L, 17_973L, 3_362L, 2_576L, 5_985L, 6L), (report.Lines, report.Sales,
            report.Returns, report.WriteOffs, report.FreeLines, report.Services, report.Adjustments));
        Assert.Equal(11_221_670, report.Units);
        Assert.Equal(19_699_784_970_000, (long)report.RevenueMicros);
        Assert.Equal(235_287, report.LinesWithoutCustomer);
        Assert.Equal(report.Returns, report.CancelledSales + report.MatchedReturns + report.UnmatchedReturns);
        Assert.Equal(1_014_945, folder.Workspace.Tables.Count("sales"));
        Assert.True(folder.Workspace.Tables.Read<Sale>().Rows.ToArray()
            .Single(sale => sale.Units == 80_995).IsCancelled);
    }
}
