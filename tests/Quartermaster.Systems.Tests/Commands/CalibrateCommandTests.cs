using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary><c>qm import olist</c> and <c>qm calibrate</c>.</summary>
public sealed class CalibrateCommandTests
{
    private static readonly string[] s_files =
        ["orders", "order_items", "customers", "sellers", "products", "geolocation"];

    private static readonly DateOnly s_first = new(2025, 1, 6);

    [Fact]
    public void On_Olist_promises_are_on_target_and_shorter_than_the_shops()
    {
        var folder = Path.GetDirectoryName(
            s_files.Select(file => SharedData.Require($"data/olist/olist_{file}_dataset.csv.gz")).Last())!;
        using var shop = new CommandFolder();
        Assert.Equal(0, QmProcess.Run("init", shop.Folder).Code);
        var imported = QmProcess.Run("import", "olist", folder, "-w", shop.Folder, "--json");
        Assert.True(imported.Code == 0, imported.Output + imported.Error);
        Assert.Equal(5_164, (int)imported.Json["orders"]!);
        Assert.Equal(2_971, (int)imported.Json["not_delivered"]!);
        Assert.True((bool)QmProcess.Run(
            "import", "olist", folder, "-w", shop.Folder, "--json").Json["is_unchanged"]!);

        var chart = Path.Combine(shop.Folder, "curve.svg");
        var ended = QmProcess.Run("calibrate", "--target", "4.7", "--chart", chart, "-w", shop.Folder, "--json");
        Assert.True(ended.Code == 0, ended.Output + ended.Error);
        Assert.Equal((3_614, 1_550), ((int)ended.Json["orders_learned_from"]!, (int)ended.Json["orders_judged"]!));
        var rows = ended.Json["curve"]!.AsArray().Select(row => row!).ToArray();

        // The shop's own promises: facts of the data, by calendar day.
        var shown = Row(rows, "as promised", null);
        Assert.Equal((74, 22.39, 21.75), ((int)shown["late"]!, Days(shown, ""), Days(shown, "_from_the_hour")));

        // Measured 5.35 % at 19.97 days, and 4.45 % at 20.91 for a target of 4: a day and a half less than the shop.
        var ours = Row(rows, "by group", 4.7);
        Assert.InRange((double)ours["late_percent"]!, 3.6, 5.8);
        Assert.InRange(Days(ours, ""), 18.5, 20.8);
        var careful = Row(rows, "by group", 4);
        Assert.InRange((double)careful["late_percent"]!, 2.9, 5.0);
        Assert.InRange(Days(careful, ""), 19.5, 21.5);

        // Whatever the target: fewer late ones take more days, and the late share is that of the target.
        foreach (var rule in new[] { "by group", "together", "own quantile" })
        {
            var curve = rows.Where(row => (string)row["rule"]! == rule).ToArray();
            Assert.Equal(9, curve.Length);
            Assert.All(curve.Zip(curve.Skip(1)), pair => Assert.True(
                Days(pair.First, "") >= Days(pair.Second, ""), $"{pair}"));
            Assert.All(curve, row => Assert.True(
                (bool)row["meets_target"]! || (double)row["target"]! < 1.5, $"{rule} {row}"));
        }

        Assert.Contains("<svg xmlns", File.ReadAllText(chart), StringComparison.Ordinal);
    }

    [Fact]
    public void A_shops_own_orders_are_judged_by_speed_and_region()
    {
        using var shop = new CommandFolder();
        Assert.Equal(0, QmProcess.Run("init", shop.Folder).Code);
        foreach (var (table, lines) in Tables())
        {
            var file = shop.Folder + $"-{table}.csv";
            File.WriteAllLines(file, lines);
            var done = QmProcess.Run("import", table, file, "-w", shop.Folder);
            Assert.True(done.Code == 0, done.Output + done.Error);
        }

        var ended = QmProcess.Run("calibrate", "--target", "10", "--pool", "50", "-w", shop.Folder, "--json");
        Assert.True(ended.Code == 0, ended.Output + ended.Error);
        Assert.Equal(180, (int)ended.Json["orders_judged"]!);
        var groups = ended.Json["groups_by_speed_and_region"]!.AsArray().Select(row => row!).ToArray();
        Assert.Equal(["east", "west"], groups.Select(row => (string)row["region"]!).Order());
        Assert.All(groups, row => Assert.Equal("TwoDay", (string)row["speed"]!));

        // Promised in two days, and every tenth comes in three.
        var shown = Row(ended.Json["curve"]!.AsArray().Select(row => row!), "as promised", null);
        Assert.Equal((18, 2.0), ((int)shown["late"]!, Days(shown, "")));

        // Nothing is written unless asked. All that is late goes west, so its promises must be planned more carefully.
        Assert.Equal((0, 2), ((int)ended.Json["levels_written"]!, ended.Json["promise_levels"]!.AsArray().Count));
        Assert.NotEqual(0, QmProcess.Run("export", "promise_levels", "--to", shop.Folder + "-none.csv", "-w",
            shop.Folder).Code);
        ended = QmProcess.Run("calibrate", "--target", "10", "--write", "-w", shop.Folder, "--json");
        Assert.Equal(2, (int)ended.Json["levels_written"]!);
        var file2 = shop.Folder + "-levels.csv";
        Assert.Equal(0, QmProcess.Run("export", "promise_levels", "--to", file2, "-w", shop.Folder).Code);
        var rows = File.ReadAllLines(file2).Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(["east", "west"], rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal(("TwoDay", "2025-03-07"), (row[1], row[2])));
        var levels = Array.ConvertAll(
            rows, row => double.Parse(row[3], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(levels[0], 0.5, 0.94);
        Assert.InRange(levels[1], 0.951, 0.999);
    }

    [Fact]
    public void What_cannot_be_judged_is_said()
    {
        using var shop = new CommandFolder();
        Assert.Equal(0, QmProcess.Run("init", shop.Folder).Code);
        Says(3, "has no rows in sales, regions", "calibrate");
        Says(2, "--target is 60. Give above 0, at most 50 percent.", "calibrate", "--target", "60");
        Says(2, "--history is 100", "calibrate", "--history", "100");
        Says(2, "--pool is 0", "calibrate", "--pool", "0");
        Says(2, "does not end in .svg", "calibrate", "--chart", "curve.png");
        Says(2, "olist_orders_dataset.csv", "import", "olist", shop.Folder);
        Says(2, "is no folder", "import", "olist", shop.Folder + "-nowhere");

        void Says(int code, string words, params string[] arguments)
        {
            var ended = QmProcess.Run([.. arguments, "-w", shop.Folder]);
            Assert.True(ended.Code == code, $"{ended.Code}\n{ended.Output}\n{ended.Error}");
            Assert.Contains(words, ended.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    // Ten orders a day for 60 days, in turn to two regions.
    private static IEnumerable<(string Table, IEnumerable<string> Lines)> Tables()
    {
        yield return ("regions", ["region,latitude,longitude,zone", "east,40,-75,UTC", "west,40,-120,UTC"]);
        yield return ("products", ["product,category,storage_class,volume_cubic_centimeters,weight_grams",
            "mug,mugs,Bin,600,350"]);
        var orders = Enumerable.Range(0, 600).Select(i =>
        {
            var day = s_first.AddDays(i / 10);
            var at = Instant.Of(day, 480 + (i % 10 * 60));
            var days = i % 10 == 7 ? 3 : 1 + (i % 2);
            return $"o{i},1,{at},{(i % 2 == 0 ? "east" : "west")},mug,1,5,TwoDay,{Instant.Of(day.AddDays(2))},"
                + at.PlusMinutes(days * 1_440);
        });
        yield return ("sales", orders.Prepend(
            "order,line,at,region,product,units,unit_price,speed,promised,delivered"));
    }

    private static JsonNode Row(IEnumerable<JsonNode> rows, string rule, double? target) => rows.Single(row =>
        (string)row["rule"]! == rule && (target is null || Math.Abs((double)row["target"]! - target.Value) < 1e-9));

    private static double Days(JsonNode row, string of) => Math.Round((double)row["promised_days" + of]!, 2);
}
