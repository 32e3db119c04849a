using System.Globalization;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary><c>qm forecast --own</c>: somebody's own forecast beside the house's.</summary>
public sealed class OwnForecastTests(PlannedShop shop) : IClassFixture<PlannedShop>
{
    private const int Products = 5;
    private const int Days = 28;

    [Theory]
    [InlineData("own.csv")]
    [InlineData("own.csv.gz")]
    [InlineData("own.parquet")]
    public void The_houses_own_file_scores_as_the_house_does(string name)
    {
        var (own, actuals) = (Path.Combine(shop.Folder, name), Actuals(1));
        _ = shop.Json("forecast", "--quick", "--out", own);
        var said = shop.Json("forecast", "--quick", "--score", actuals, "--own", own);
        Assert.Equal(Products * Days, (int)said["days_compared"]!);
        Assert.Equal((double)said["wql"]!, (double)said["wql_house"]!, 6);
        Assert.Equal((double)said["wql_house"]!, (double)said["wql_own"]!, 4);
        Assert.Equal(0, (double)said["value_over_own"]!, 3);
        var rows = said["beside_own"]!.AsArray();
        Assert.Equal(["house", "own", "seasonal naive"], rows.Select(row => (string)row!["forecaster"]!).Distinct());
        Assert.Equal(3 * 13, rows.Count);
    }

    /// <summary>Files of before had no means; where there are both, quantiles are what is scored.</summary>
    [Fact]
    public void A_file_without_means_scores_as_one_with_them()
    {
        var (own, old) = (Path.Combine(shop.Folder, "new.csv"), Path.Combine(shop.Folder, "old.csv"));
        var actuals = Actuals(1);
        _ = shop.Json("forecast", "--quick", "--out", own);
        var lines = File.ReadAllLines(own).Select(line => line.Split(',')).ToArray();
        Assert.Equal("mean", lines[0][2]);
        File.WriteAllLines(old, lines.Select(row => string.Join(',', [.. row[..2], .. row[3..]])));
        var (with, without) = (Score(own), Score(old));
        Assert.True((double)with["wql_own"]! > 0);
        Assert.Equal((double)with["wql_own"]!, (double)without["wql_own"]!);

        System.Text.Json.Nodes.JsonNode Score(string file) =>
            shop.Json("forecast", "--quick", "--score", actuals, "--own", file);
    }

    /// <summary>Quantiles 0.25 and 0.75 say 0 and 4: the median between is 2, one above is 4.</summary>
    [Fact]
    public void Levels_between_lie_on_lines_and_the_loss_is_that_of_the_hand()
    {
        var (own, actuals) = (Path.Combine(shop.Folder, "two.csv"), Actuals(0));
        var medians = Medians();
        File.WriteAllLines(own, medians.Select(row => $"{row[0]},{row[1]},4,0").Prepend("product,day,q0.75,q0.25"));
        File.WriteAllLines(actuals, medians.Select(row => $"{row[0]},{row[1]},5").Prepend("product,day,units"));
        var said = shop.Json(
            "forecast", "--quick", "--levels", "0.5,0.9", "--score", actuals, "--own", own);
        var rows = said["beside_own"]!.AsArray().Where(row => (string)row!["forecaster"]! == "own").ToArray();
        Assert.Equal(2 * 0.5 * 3 / 5, (double)rows[0]!["wql"]!, 6);
        Assert.Equal(2 * 0.9 * 1 / 5, (double)rows[1]!["wql"]!, 6);
        Assert.Equal(0, (double)rows[1]!["coverage"]!);
    }

    [Fact]
    public void A_mean_alone_will_do_and_bad_lines_are_listed()
    {
        var (own, actuals) = (Path.Combine(shop.Folder, "mean.csv"), Actuals(0));
        var medians = Medians();
        File.WriteAllLines(own,
        [
            "day;product;mean", .. medians.Select(row => $"{row[1]};{row[0]};{row[2]}"),
            $"{medians[0][1]};{medians[0][0]};1", $"{medians[0][1]};nobody's;1", $"2031-01-01;{medians[0][0]};1",
            $"soon;{medians[0][0]};1", $"{medians[0][1]};{medians[0][0]};-2", "1",
        ]);
        var said = shop.Json("forecast", "--quick", "--levels", "0.5", "--score", actuals, "--own", own);
        Assert.Equal(0, (double)said["wql_own"]!, 6);
        var notes = string.Join('\n', said["notes"]!.AsArray());
        Assert.Contains("has " + medians[0][1] + " already; expected it once", notes, StringComparison.Ordinal);
        Assert.Contains("day is 'soon'; expected a day", notes, StringComparison.Ordinal);
        Assert.Contains("mean is '-2'; expected a number, 0 or more", notes, StringComparison.Ordinal);
        Assert.Contains("it has 1 cells, its header 3", notes, StringComparison.Ordinal);
        Assert.Contains("1 are of products without a forecast and 1 of days other", notes, StringComparison.Ordinal);
        Assert.Contains("a mean stands for every level", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Quantiles_that_fall_are_a_fault()
    {
        var (own, actuals) = (Path.Combine(shop.Folder, "falls.csv"), Actuals(0));
        var first = Medians()[0];
        File.WriteAllLines(own, ["product,day,q0.1,q0.9", $"{first[0]},{first[1]},3,2"]);
        var said = shop.Json("forecast", "--quick", "--score", actuals, "--own", own);
        Assert.Equal(0, (int)said["days_compared"]!);
        Assert.Contains("line 2: q0.9 is '2'; expected no less than the 3 of q0.1",
            string.Join('\n', said["notes"]!.AsArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("it needs --score", "--own", "mine.csv")]
    [InlineData("mine.csv does not exist", "--score", "ACTUALS", "--own", "mine.csv")]
    [InlineData("expected product, day, and mean or quantiles", "--score", "ACTUALS", "--own", "ACTUALS")]
    public void Wrong_use_is_found_before_the_work(string expected, params string[] arguments)
    {
        var actuals = Actuals(0);
        var ended = QmProcess.Run(
        [
            "forecast", "--quick", .. arguments.Select(argument => argument == "ACTUALS" ? actuals : argument),
            "--workspace", shop.Folder,
        ]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
    }

    private string[][] Medians()
    {
        var path = Path.Combine(shop.Folder, "medians.csv");
        _ = shop.Json("forecast", "--quick", "--levels", "0.5", "--out", path);
        return [.. File.ReadAllLines(path).Skip(1).Select(line => line.Split(',')).Select(
            row => new[] { row[0], row[1], row[3] })];
    }

    // What came is the house's median and some more.
    private string Actuals(int more)
    {
        var path = Path.Combine(shop.Folder, "came.csv");
        File.WriteAllLines(path, Medians().Select(row => FormattableString.Invariant(
            $"{row[0]},{row[1]},{double.Parse(row[2], CultureInfo.InvariantCulture) + more}"))
            .Prepend("product,day,units"));
        return path;
    }
}
