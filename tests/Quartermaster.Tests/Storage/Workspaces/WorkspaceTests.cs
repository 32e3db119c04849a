using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Tests.Storage.Workspaces;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_committed_is_read_back_sorted_by_key_and_streamed_as_written()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 1);
        WorkspaceFixtures.Put(workspace, 2);
        var tables = Workspace.Open(_folder.Path).Tables;
        Assert.Equal(["a", "b", "c"], tables.Catalog.Of<ProductId>().Codes.ToArray());
        Assert.Equal([1, 2, 3], tables.Read<Product>().Rows.ToArray().Select(row => row.Id.Value));
        Assert.Equal([3, 1, 2], tables.Stream<Product>().SelectMany(t => t.Rows.ToArray()).Select(row => row.Id.Value));
        Assert.Equal(("Name of 3", 3), (tables.Texts("products", "product", "name")["c"], tables.Count("products")));
        Assert.Equal(TableSource.Generated, tables.Manifest.Tables["sales"].Source);
        Assert.Equal((0, "", false), (tables.Count("offers"), tables.Fingerprint("offers"), tables.Has("offers")));
        Assert.Equal(0, tables.Read<Offer>().Count);
        tables.Verify("sales");
    }

    [Fact]
    public void The_same_rows_again_change_no_file()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 2);
        var before = Contents();
        WorkspaceFixtures.Put(workspace, 2);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void What_was_read_before_a_commit_stays_as_it_was()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 1);
        var before = workspace.Tables;
        var other = Workspace.Open(_folder.Path);
        _ = other.Tables;
        WorkspaceFixtures.Put(workspace, 2);
        Assert.Equal((2, 3, 3), (before.Read<Product>().Count, workspace.Tables.Count("products"),
            other.Tables.Read<Product>().Count));
    }

    [Fact]
    public void Columns_bring_their_codes_with_them_in_ordinal_order()
    {
        var workspace = Workspace.Create(_folder.Path);
        using (var change = workspace.Change())
        {
            var batch = new ColumnBatch(ProductAttribute.Schema, 3) { Count = 2 };
            (batch.Strings(0)[0], batch.Strings(1)[0], batch.Strings(2)[0]) = ("z", "color", "red");
            (batch.Strings(0)[1], batch.Strings(1)[1], batch.Strings(2)[1]) = ("y", "color", "blue");
            change.Append(batch, TableSource.Assumed);
            change.Commit();
        }

        var tables = workspace.Tables;
        Assert.Equal(["y", "z"], tables.Catalog.Of<ProductId>().Codes.ToArray());
        Assert.Equal(TableSource.Assumed, tables.Manifest.Tables["attributes"].Source);
        Assert.Equal(new ProductAttribute(new(1), new(1), new(1)), tables.Read<ProductAttribute>().Rows[0]);
    }

    [Fact]
    public void A_second_writer_is_refused_until_the_first_is_done()
    {
        var workspace = Workspace.Create(_folder.Path);
        using (workspace.Change())
        {
            var error = Assert.Throws<WorkspaceException>(() => Workspace.Open(_folder.Path).Change());
            Assert.Contains("being changed by another process", error.What);
        }

        WorkspaceFixtures.Put(Workspace.Open(_folder.Path), 1);
    }

    [Fact]
    public void A_change_given_up_leaves_no_trace()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 1);
        var before = Contents();
        using (var change = workspace.Change())
        {
            change.AddCodes<ProductId>(["new"]);
            change.Append<Product>([default(Product) with { Id = change.Find<ProductId>("new") }]);
        }

        Assert.Equal(before, Contents());
    }

    [Fact]
    public void Sales_of_the_retailer_are_added_up_as_a_loop_over_all_rows_adds_them()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 2);
        using (var change = workspace.Change())
        {
            change.AddCodes<OwnerId>(["seller"]);
            var seller = change.Find<OwnerId>("seller");
            change.Append<Sale>([.. workspace.Tables.Read<Sale>().Rows.ToArray().Select((sale, row) =>
                row % 7 == 3 ? sale with { Owner = seller } : sale)]);
            change.Commit();
        }

        var (first, last) = (new DateOnly(2025, 3, 31), new DateOnly(2025, 4, 1));
        var sales = workspace.Tables.Read<Sale>().Rows.ToArray()
            .Where(sale => !sale.IsCancelled && sale.At.UtcDay >= first && sale.At.UtcDay <= last).ToArray();
        Assert.Contains(sales, sale => sale.Owner != default);
        sales = [.. sales.Where(sale => sale.Owner == default)];
        Assert.Equal(
            Sorted(sales.Select(sale => new SoldLine(sale.Product, sale.At.UtcDay, sale.Units, sale.UnitPrice))),
            Sorted(workspace.Tables.SoldLines(first, last).SelectMany(part => part.Rows.ToArray())));
        Assert.Equal(sales.Min(sale => sale.At.UtcDay), workspace.Tables.FirstSale(first, last));
        Assert.Null(workspace.Tables.FirstSale(first.AddDays(-900), first.AddDays(-800)));
        Assert.Empty(workspace.Tables.SoldLines(first.AddDays(-900), first.AddDays(-800)));
        Assert.Equal(
            sales.GroupBy(sale => (sale.Product, sale.Region)).OrderBy(g => (g.Key.Product.Value, g.Key.Region.Value))
                .Select(g => new RegionalSales(g.Key.Product, g.Key.Region, g.Sum(s => s.Units), g.Count())),
            workspace.Tables.SalesByRegion(first, last).Rows.ToArray());
        Assert.Equal(
            (double)sales.Sum(sale => sale.Units) / sales.Select(sale => sale.Order).Distinct().Count(),
            workspace.Tables.UnitsPerOrder(first, last), 12);
        Assert.Equal(0, workspace.Tables.UnitsPerOrder(first.AddDays(-900), first.AddDays(-800)));
    }

    private static SoldLine[] Sorted(IEnumerable<SoldLine> lines) => [.. lines.OrderBy(line =>
        (line.Product.Value, line.Day, line.Units, line.UnitPrice.Micros))];

    [Fact]
    public void The_highest_that_a_file_may_say_can_be_added_up()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 2);
        var line = workspace.Tables.Read<Sale>().Rows[0] with
        {
            Units = 1_000_000_000, UnitPrice = Money.Highest, IsCancelled = false,
        };
        using (var change = workspace.Change())
        {
            change.Append<Sale>([line with { Line = 91 }, line with { Line = 92 }, line with { Line = 93 }]);
            change.Commit();
        }

        var day = line.At.UtcDay;
        Assert.Equal(Enumerable.Repeat(new SoldLine(line.Product, day, 1_000_000_000, Money.Highest), 3),
            workspace.Tables.SoldLines(day, day).SelectMany(part => part.Rows.ToArray()));
        Assert.Equal([new(line.Product, line.Region, 3_000_000_000, 3)],
            workspace.Tables.SalesByRegion(day, day).Rows.ToArray());
        Assert.Equal(3e9, workspace.Tables.UnitsPerOrder(day, day));
    }

    [Fact]
    public void Questions_in_sql_see_the_tables_by_name_with_days_amounts_and_nulls()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 2);
        var answer = workspace.Tables.Query("""
            SELECT p.name, p.launch_day, p.end_day, max(s.unit_price) AS dearest, count(*) AS lines, min("at") AS first
            FROM sales s JOIN products p USING (product) WHERE speed = 'TwoDay' GROUP BY ALL ORDER BY p.name;
            """);
        Assert.Equal(
            ["name", "launch_day", "end_day", "dearest", "lines", "first"], answer.Columns.Select(c => c.Name));
        Assert.Equal(
            ["Name of 1", new DateOnly(2024, 1, 1), null, 498.1m, 167L, Instant.Of(new DateOnly(2025, 3, 30))],
            answer.Rows[0]);
        Assert.Throws<WorkspaceException>(() => workspace.Tables.Query("DROP VIEW sales"));
        Assert.Contains("no_such", Assert.Throws<WorkspaceException>(
            () => workspace.Tables.Query("SELECT * FROM no_such")).What);
    }

    [Fact]
    public void Settings_keep_what_a_person_wrote_and_policies_have_defaults()
    {
        var buying = new JsonObject { ["leastProfitPerCase"] = 2.5 };
        Workspace.Create(_folder.Path, new() { Currency = "GBP", Seed = 7, Policies = new() { ["buying"] = buying } });
        var settings = Workspace.Find(Directory.CreateDirectory(_folder.File("a/b")).FullName).Settings;
        Assert.Equal(("GBP", 7UL), (settings.Currency, settings.Seed));
        Assert.Equal(
            (new Policy(2.5), new Policy()), (settings.Policy<Policy>("buying"), settings.Policy<Policy>("x")));
        settings.Policies["buying"] = new JsonObject { ["leastProfitPerCaes"] = 1 };
        Assert.Contains("leastProfitPerCaes", Assert.Throws<WorkspaceException>(
            () => settings.Policy<Policy>("buying")).What);
    }

    [Fact]
    public void A_folder_becomes_a_workspace_once_and_others_are_none()
    {
        Assert.Contains("is no workspace", Assert.Throws<WorkspaceException>(() => Workspace.Open(_folder.Path)).What);
        Workspace.Create(_folder.Path);
        Assert.Contains("already", Assert.Throws<WorkspaceException>(() => Workspace.Create(_folder.Path)).What);
    }

    [Fact]
    public void Cleaning_removes_what_nothing_names_and_says_what()
    {
        var workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(workspace, 1);
        var old = workspace.Tables.Fingerprint("products");
        WorkspaceFixtures.Put(workspace, 2);
        File.WriteAllText(_folder.File("tables/products/table.writing"), "12345");
        var before = Contents().Count;
        var cleaned = workspace.Clean();
        Assert.Equal([$"tables/products/{old}.parquet", "tables/products/table.writing"], cleaned.Files);
        Assert.True(cleaned.Bytes > 5);
        Assert.Equal(before - 2, Contents().Count);
        workspace.Tables.Verify("products");
        Assert.Empty(workspace.Clean().Files);
    }

    private sealed record Policy(double LeastProfitPerCase = 1);

    private SortedDictionary<string, string> Contents() => new(Directory
        .EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .ToDictionary(path => path, path => Convert.ToBase64String(File.ReadAllBytes(path))));
}
