using System.Globalization;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class ForecastFileTests(PlannedShop shop) : IClassFixture<PlannedShop>
{
    private const int Products = 5;
    private const int Days = 28;

    [Fact]
    public void A_file_has_a_row_per_product_and_day_and_a_column_per_level()
    {
        var path = Path.Combine(shop.Folder, "days.csv");
        var said = shop.Json("forecast", "--quick", "--levels", "0.9,0.1,0.5,0.995", "--out", path);
        Assert.Equal(Products * Days, (int)said["rows_in_file"]!);
        var lines = File.ReadAllLines(path);
        Assert.Equal("product,day,q0.1,q0.5,q0.9,q0.995", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(Products * Days, rows.Length);
        Assert.Equal(Products, rows.Select(row => row[0]).Distinct().Count());
        Assert.Equal(shop.Plan["as_of"]!.ToString(), rows[0][1]);
        Assert.All(rows, row =>
        {
            var units = row[2..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(units.Order(), units);
            Assert.True(units[0] >= 0 && units[^1] > 0);
        });
    }

    [Fact]
    public void What_came_scores_the_forecast_and_bad_lines_are_listed()
    {
        var (forecast, actuals) = (Path.Combine(shop.Folder, "f.csv"), Path.Combine(shop.Folder, "actuals.csv"));
        _ = shop.Json("forecast", "--quick", "--levels", "0.5", "--out", forecast);
        var medians = File.ReadAllLines(forecast).Skip(1).Select(line => line.Split(',')).ToArray();

        // What came is the median itself: nothing is lost there.
        File.WriteAllLines(actuals, medians.Select(row => $"{row[0]},{row[1]},{row[2]}").Prepend("product,day,units"));
        var exact = shop.Json("forecast", "--quick", "--levels", "0.5", "--score", actuals);
        Assert.Equal(0, (double)exact["wql"]!, 6);
        Assert.Equal(Products * Days, (int)exact["days_scored"]!);

        // A unit more on every day loses half a unit at the median.
        File.WriteAllLines(actuals,
        [
            "units,product,day", .. medians.Select(row => FormattableString.Invariant(
                $"{double.Parse(row[2], CultureInfo.InvariantCulture) + 1},{row[0]},{row[1]}")),
            $"3,nobody's,{medians[0][1]}", $"many,{medians[0][0]},{medians[0][1]}", $"1,{medians[0][0]},soon", "1",
        ]);
        var said = shop.Json("forecast", "--quick", "--levels", "0.5,0.9", "--score", actuals);
        var units = medians.Sum(row => double.Parse(row[2], CultureInfo.InvariantCulture) + 1);
        var median = said["score"]!.AsArray()[0]!;
        Assert.Equal(2 * 0.5 * Products * Days / units, (double)median["wql"]!, 4);
        Assert.Equal(0, (double)median["coverage"]!);
        var notes = string.Join('\n', said["notes"]!.AsArray());
        Assert.Contains("units is 'many'; expected a number", notes, StringComparison.Ordinal);
        Assert.Contains("day is 'soon'; expected a day", notes, StringComparison.Ordinal);
        Assert.Contains("it has 1 cells, its header 3", notes, StringComparison.Ordinal);
        Assert.Contains("3 of its lines could not be used, and 1 are of products", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("each level must be a number between 0 and 1", "--levels", "0.5,1", "--out", "x.csv")]
    [InlineData("there is neither", "--levels", "0.5")]
    [InlineData("nowhere.csv does not exist", "--score", "nowhere.csv")]
    public void Wrong_use_is_found_before_the_work(string expected, params string[] arguments)
    {
        var ended = QmProcess.Run(["forecast", "--quick", .. arguments, "--workspace", shop.Folder]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
    }
}
