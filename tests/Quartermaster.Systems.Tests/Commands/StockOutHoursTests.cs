using Quartermaster.Domain;
using Quartermaster.Numerics;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Hours without stock, from a file to the forecast: what customers wanted is expected, not what they got.
/// </summary>
public sealed class StockOutHoursTests : IDisposable
{
    private const int Products = 15;
    private const int Days = 84;
    private const int Opens = 8;
    private const int Closes = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quartermaster-");

    [Fact]
    public void Forecasts_with_hours_known_expect_what_customers_wanted()
    {
        var full = UnitsOf(Shop("full", runsOut: false));
        var cut = Shop("cut", runsOut: true);
        var taken = UnitsOf(cut);
        Assert.InRange(taken / full, 0.5, 0.9);

        // The same sales, and which hours were without stock.
        Import(cut, "views", Views(days: (0, Days), region: ""));
        Assert.InRange(UnitsOf(cut) / full, 0.94, 1.06);

        // Where both are said, hours count and shares of views do not.
        Import(cut, "views", [.. Views(days: (0, Days), region: "").Select(line => line + ",0.99")
            .Select((line, i) => i == 0 ? line.Replace("0.99", "in_stock_share", StringComparison.Ordinal) : line)]);
        Assert.InRange(UnitsOf(cut) / full, 0.94, 1.06);
    }

    [Fact]
    public void Hours_of_a_region_are_of_its_sales()
    {
        var (full, cut) = (UnitsOf(Shop("f", runsOut: false)), Shop("c", runsOut: true));
        Import(cut, "views", Views(days: (0, Days), region: "west"));
        Assert.InRange(UnitsOf(cut) / full, 0.94, 1.06);

        // Hours of one half of the days mend that half.
        var some = Shop("s", runsOut: true);
        var before = UnitsOf(some);
        Import(some, "views", Views(days: (0, Days / 2), region: ""));
        Assert.InRange(UnitsOf(some), before, UnitsOf(cut));
    }

    /// <summary>Hours that say out of stock all day, of days on which something was sold, are no reason to expect
    /// nothing.</summary>
    [Fact]
    public void Days_out_of_stock_from_morning_to_night_are_not_believed_where_something_was_sold()
    {
        var shop = Shop("all", runsOut: false);
        var full = UnitsOf(shop);
        Import(shop, "views", ["product,day,stock_out_hours", .. from product in Enumerable.Range(0, Products)
                               from day in Enumerable.Range(0, Days)
                               where Sold(product, day, runsOut: false).Sum(hour => hour.Units) > 0
                               select $"p{product},{Day(day)},16777215"]);
        Assert.InRange(UnitsOf(shop) / full, 0.9, 1.3);
    }

    [Theory]
    [InlineData("16777216", "must be -1 to 16,777,215")]
    [InlineData("8-20", "is not a number")]
    public void Hours_that_are_none_are_rejected(string hours, string rule)
    {
        var shop = Shop("bad", runsOut: true);
        var file = Path.Combine(_folder.FullName, "bad.csv");
        File.WriteAllLines(file, ["product,day,stock_out_hours", $"p1,2025-01-06,{hours}"]);
        var said = QmProcess.Run("import", "views", file, "-w", shop, "--json");
        Assert.Equal(1, said.Code);
        Assert.Contains(rule, said.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_without_views_count_as_they_are()
    {
        var shop = Shop("shares", runsOut: false);
        var full = UnitsOf(shop);
        Import(shop, "views", ["product,day,in_stock_share", .. from product in Enumerable.Range(0, Products)
                               from day in Enumerable.Range(0, Days) select $"p{product},{Day(day)},0.5"]);
        Assert.InRange(UnitsOf(shop) / full, 1.9, 2.1);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static double UnitsOf(string shop)
    {
        var said = QmProcess.Run("forecast", "--quick", "-w", shop, "--json");
        Assert.True(said.Code == 0, said.Output + said.Error);
        return (double)said.Json["units_next_4_weeks"]!;
    }

    private string Shop(string name, bool runsOut)
    {
        var workspace = Workspace.Create(Path.Combine(_folder.FullName, name));
        Import(workspace.Folder, "products",
            ["product,category,storage_class,volume_cubic_centimeters,weight_grams",
                .. Enumerable.Range(0, Products).Select(product => $"p{product},food,Bin,100,100")]);
        Import(workspace.Folder, "sales", ["order,line,at,region,product,units,unit_price",
            .. from product in Enumerable.Range(0, Products)
               from day in Enumerable.Range(0, Days)
               from hour in Sold(product, day, runsOut)
               where hour.Units > 0
               let at = $"{Day(day)}T{hour.Hour:00}:30:00Z"
               select $"{product}-{day}-{hour.Hour},1,{at},west,p{product},{hour.Units},2"]);
        return workspace.Folder;
    }

    private void Import(string shop, string table, string[] lines)
    {
        var file = Path.Combine(_folder.FullName, table + ".csv");
        File.WriteAllLines(file, lines);
        Assert.Equal(0, new Importer(Workspace.Open(shop)).Import(table, [file]).RowsRejected);
    }

    private static string[] Views((int From, int To) days, string region) =>
    [
        "product,region,day,stock_out_hours", .. from product in Enumerable.Range(0, Products)
                                                 from day in Enumerable.Range(days.From, days.To - days.From)
                                                 select $"p{product},{region},{Day(day)},{Hours(product, day)}",
    ];

    // The hour in which stock ran out is one without stock too.
    private static int Hours(int product, int day) => Sold(product, day, runsOut: true)
        .Where(hour => hour.IsOut).Sum(hour => 1 << hour.Hour);

    private static List<(int Hour, int Units, bool IsOut)> Sold(int product, int day, bool runsOut)
    {
        var level = 8 + (product % 5);
        var stock = runsOut && Draw(1, product, day) < 0.6 ? (int)(level * (0.4 + Draw(2, product, day))) : 10_000;
        var hours = new List<(int, int, bool)>();
        for (var hour = Opens; hour < Closes; hour++)
        {
            // The evening sells three times the morning.
            Span<float> wanted = [0];
            var mean = level * (hour < 14 ? 0.5 : 1.5) / (Closes - Opens);
            NegativeBinomial.Quantiles(mean, 0, [(float)Draw(3, product, (day * 24) + hour)], wanted);
            var sold = Math.Min(stock, (int)wanted[0]);
            stock -= sold;
            hours.Add((hour, sold, stock == 0));
        }

        return hours;
    }

    private static string Day(int day) =>
        new DateOnly(2025, 1, 6).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static double Draw(ulong stream, int product, int index) =>
        Math.Clamp(KeyedRandom.Uniform(7, stream, (ulong)product, (ulong)index), 1e-6, 1 - 1e-6);
}
