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
        Assert.Equal("product,day,mean,q0.1,q0.5,q0.9,q0.995", lines[0]);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal(Products * Days, rows.Length);
        Assert.Equal(Products, rows.Select(row => row[0]).Distinct().Count());
        Assert.Equal(shop.Plan["as_of"]!.ToString(), rows[0][1]);
        Assert.All(rows, row =>
        {
            var units = row[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(units.Order(), units);
            Assert.True(units[0] >= 0 && units[^1] > 0);
        });
    }

    [Fact]
    public void What_came_scores_the_forecast_and_bad_lines_are_listed()
    {
        var (forecast, actuals) = (Path.Combine(shop.Folder, "f.csv"), Path.Combine(shop.Folder, "actuals.csv"));
        _ = shop.Json("forecast", "--quick", "--levels", "0.5", "--out", forecast);
        var medians = File.ReadAllLines(forecast).Skip(1).Select(line => line.Split(',')).Select(
            row => new[] { row[0], row[1], row[3] }).ToArray();

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

    [Fact]
    public void Groups_are_written_and_scored_and_expect_what_their_products_do()
    {
        var (file, actuals) = (Path.Combine(shop.Folder, "sums.csv"), Path.Combine(shop.Folder, "came.csv"));
        var singles = Path.Combine(shop.Folder, "singles.csv");
        _ = shop.Json("forecast", "--quick", "--levels", "0.5", "--out", singles);
        var rows = File.ReadAllLines(singles).Skip(1).Select(line => line.Split(',')).ToArray();
        File.WriteAllLines(actuals, rows.Select(row => $"{row[0]},{row[1]},1").Prepend("product,day,units"));

        var said = shop.Json("forecast", "--quick", "--levels", "0.5", "--by", "total,category,total+category,product",
            "--out", file, "--score", actuals);
        var lines = File.ReadAllLines(file);
        Assert.Equal("by,group,day,mean,q0.5", lines[0]);
        var sums = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        Assert.Equal((int)said["rows_in_file"]!, sums.Length);
        Assert.Equal(Days, sums.Count(row => row[0] == "total"));
        Assert.Equal(sums.Count(row => row[0] == "category"), sums.Count(row => row[0] == "total+category"));

        // Products among groups are the products themselves.
        var products = sums.Where(row => row[0] == "product")
            .ToDictionary(row => (row[1], row[2]), row => $"{row[3]} {row[4]}");
        Assert.All(rows, row => Assert.Equal($"{row[2]} {row[3]}", products[(row[0], row[1])]));
        Assert.Equal(rows.Sum(Mean), sums.Where(row => row[0] == "total").Sum(row => Mean(row[1..])), 1);
        var score = said["score"]!.AsArray();
        Assert.Equal(["total", "category", "total+category", "product", "mean of all"],
            score.Select(row => row!["by"]!.ToString()));
        Assert.Equal((double)score[1]!["wql"]!, (double)score[2]!["wql"]!, 9);
        Assert.All(score, row => Assert.True((double)row!["wql"]! > 0));

        static double Mean(string[] row) => double.Parse(row[2], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("week", 52)]
    [InlineData("month", 18)]
    public void Weeks_reach_a_year_and_months_a_year_and_a_half(string period, int count)
    {
        var path = Path.Combine(shop.Folder, period + ".csv");
        var said = shop.Json("forecast", "--quick", "--levels", "0.5,0.9", "--by", "total,category,product",
            "--period", period, "--out", path);
        var lines = File.ReadAllLines(path);
        Assert.Equal($"by,group,{period},mean,q0.5,q0.9", lines[0]);
        Assert.Equal((int)said["rows_in_file"]!, lines.Length - 1);
        var totals = lines.Where(line => line.StartsWith("total,", StringComparison.Ordinal))
            .Select(line => line.Split(',')).ToArray();
        Assert.Equal(count, totals.Length);
        Assert.Equal(Products * count, lines.Count(line => line.StartsWith("product,", StringComparison.Ordinal)));
        Assert.All(totals, row => Assert.True(double.Parse(row[3], CultureInfo.InvariantCulture) > 0));

        // What is expected of all is what is expected of each, together.
        foreach (var total in totals)
        {
            var products = lines.Where(line => line.StartsWith("product,", StringComparison.Ordinal))
                .Select(line => line.Split(',')).Where(row => row[2] == total[2]);
            Assert.Equal(double.Parse(total[3], CultureInfo.InvariantCulture),
                products.Sum(row => double.Parse(row[3], CultureInfo.InvariantCulture)), 2);
        }
    }

    [Theory]
    [InlineData("day", 28)]
    [InlineData("week", 52)]
    [InlineData("month", 18)]
    public void Regions_are_written_by_period_and_add_up(string period, int count)
    {
        var all = Sums(null);
        var parts = new[] { "chicago", "milwaukee", "dallas", "houston" }.Select(Sums).ToArray();
        foreach (var group in all.Keys.Where(key => !key.EndsWith(" mean", StringComparison.Ordinal)))
        {
            // Quantiles do not add up, their mean does.
            Assert.InRange(parts.Sum(part => part[group]) / all[group], 0.93, 1.07);
            Assert.All(parts, part => Assert.InRange(part[group], 0, all[group]));
            Assert.InRange(parts.Sum(part => part[group + " mean"]) / all[group + " mean"], 0.97, 1.03);
        }

        Dictionary<string, double> Sums(string? region)
        {
            var path = Path.Combine(shop.Folder, $"{region}-{period}.csv");
            string[] asked = region is null ? [] : ["--region", region];
            var levels = string.Join(',', Enumerable.Range(0, 200).Select(level => FormattableString.Invariant(
                $"{(level + 0.5) / 200:0.0000}")));
            _ = shop.Json(["forecast", "--quick", "--levels", levels, "--by", "total,category,product", "--period",
                period, "--out", path, .. asked]);
            var lines = File.ReadAllLines(path);
            Assert.StartsWith(region is null ? $"by,group,{period}," : $"by,group,region,{period},", lines[0],
                StringComparison.Ordinal);
            var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
            Assert.Equal(count, rows.Count(row => row[0] == "total"));
            Assert.True(region is null || rows.All(row => row[2] == region));
            var groups = rows.GroupBy(row => row[0] + row[1]).ToArray();
            return groups.Select(group => (group.Key, group.Sum(row =>
                row[^200..].Average(cell => double.Parse(cell, CultureInfo.InvariantCulture)))))
                .Concat(groups.Select(group => (group.Key + " mean", group.Sum(row =>
                    double.Parse(row[^201], CultureInfo.InvariantCulture)))))
                .ToDictionary(sum => sum.Item1, sum => sum.Item2);
        }
    }

    [Fact]
    public void A_region_alone_is_of_each_product()
    {
        var path = Path.Combine(shop.Folder, "region.csv");
        var said = shop.Json("forecast", "--quick", "--region", "dallas", "--out", path);
        Assert.Equal("dallas", said["region"]!.ToString());
        Assert.Equal(Products * Days, File.ReadLines(path).Skip(1).Count(line => line.StartsWith("product,",
            StringComparison.Ordinal)));
    }

    [Fact]
    public void Reasons_of_a_product_add_up_to_its_expected_units()
    {
        var said = shop.Json("forecast", "--quick", "--explain", "tea");
        Assert.Equal("weekday profile", said["forecaster"]!.ToString());
        var reasons = said["reasons"]!.AsArray();
        foreach (var column in new[] { "days_7", "days_28", "days_182" })
        {
            var sum = reasons.SkipLast(1).Sum(row => (double)row![column]!);
            Assert.Equal((double)reasons[^1]![column]!, sum, 6);
        }

        var weeks = said["weeks"]!.AsArray();
        Assert.Equal(weeks.Sum(week => (double)week!["mean"]!), (double)reasons[^1]!["days_182"]!, 3);
    }

    [Theory]
    [InlineData("--by says what --out writes", "--by", "total")]
    [InlineData("it must be day, week, month", "--period", "year", "--out", "x.csv")]
    [InlineData("--period says what --out writes", "--period", "week")]
    [InlineData("products do not have; they have total, category, product", "--by", "taste", "--out", "x.csv")]
    [InlineData("each level must be a number between 0 and 1", "--levels", "0.5,1", "--out", "x.csv")]
    [InlineData("so it needs --product", "--region", "dallas")]
    [InlineData("there is neither", "--levels", "0.5")]
    [InlineData("nowhere.csv does not exist", "--score", "nowhere.csv")]
    public void Wrong_use_is_found_before_the_work(string expected, params string[] arguments)
    {
        var ended = QmProcess.Run(["forecast", "--quick", .. arguments, "--workspace", shop.Folder]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
    }
}
