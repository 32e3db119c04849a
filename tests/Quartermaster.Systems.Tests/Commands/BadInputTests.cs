using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Bad input through the program: what is wrong is told by the import, the check or the forecast, and what is
/// forecast is sane all the same.</summary>
public sealed class BadInputTests(CornerShop shop) : IClassFixture<CornerShop>
{
    private const string Sales = "order,line,at,region,product,units,unit_price";
    private static Dictionary<string, double>? s_usual;

    public static TheoryData<string> Names => [.. BadInput.Cases.Select(bad => bad.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_found_and_what_is_forecast_is_sane(string name)
    {
        var bad = BadInput.Cases.Single(one => one.Name == name);
        s_usual ??= Forecast(shop.Copy(), null, out _);
        var copy = shop.Copy();
        if (bad.Before is var (table, lines))
        {
            shop.Add(copy, table, lines);
        }

        var import = QmProcess.Run([
            "import", bad.Table, shop.Write($"bad-{bad.Table}.csv", bad.Lines), "-w", copy, "--json",
            .. bad.Replaces ? ["--replace"] : Array.Empty<string>()]);
        Assert.Equal(bad.Import is null ? 0 : 1, import.Code);
        Assert.Equal(bad.Import is null, import.Json["rules"]!.AsArray().Count == 0);
        Assert.True(bad.Import is null || Said(import, "rules", "rule").Contains(bad.Import, StringComparison.Ordinal),
            import.Output);

        if (bad.Check is not null)
        {
            var found = QmProcess.Run("check", "-w", copy, "--json").Json["findings"]!.AsArray()
                .Select(row => $"{row!["rule"]}: {row["examples"]}").ToArray();
            Assert.True(found.Contains(bad.Check), string.Join('\n', found));
        }

        var units = Forecast(copy, bad.Exit, out var findings);
        if (bad.Forecast is var (product, day, rule))
        {
            var finding = Assert.Single(findings, row => (string)row!["rule"]! == rule)!;
            Assert.Equal((product, day), ((string)finding["product"]!, (string)finding["day"]!));
            Assert.NotEqual("", (string)finding["done"]!);
        }
        else
        {
            Assert.Empty(findings);
        }

        foreach (var (code, usual) in s_usual)
        {
            // What is wrong with one product is not wrong with others.
            var range = bad.Forecast?.Product == code ? bad.Range : Math.Min(bad.Range, BadInput.UsualRange);
            Assert.InRange(units[code], usual / range, usual * range);
        }

        // What nothing, or nothing credible, is known of sells what its category does.
        Assert.InRange(units.GetValueOrDefault("vase"), 0, 3 * units["lamp"]);
    }

    /// <summary>Where clocks go forward an hour is missing, where they go back one comes twice: instants are what
    /// counts.</summary>
    [Fact]
    public void The_days_of_a_clock_change_have_all_their_sales()
    {
        var copy = shop.Copy();
        string[] at =
        [
            "2025-03-09T01:59:59-06:00", "2025-03-09T03:00:00-05:00", "2025-11-02T01:30:00-05:00",
            "2025-11-02T01:30:00-06:00",
        ];
        shop.Add(copy, "sales", [Sales, .. at.Select((when, i) => $"Z{i},1,{when},chicago,bread,3,3.9")]);
        var days = QmProcess.Run("query", "SELECT strftime(\"at\", '%Y-%m-%d') AS day, count(DISTINCT \"at\") AS n "
            + "FROM sales WHERE \"order\" LIKE 'Z%' GROUP BY 1 ORDER BY 1", "-w", copy, "--json");
        Assert.Equal(["2025-03-09 2", "2025-11-02 2"], days.Json["rows"]!.AsArray()
            .Select(row => $"{row!["day"]} {row["n"]}"));
        foreach (var day in new[] { "2025-03-09", "2025-11-02" })
        {
            var units = Forecast(copy, null, out _, "--as-of", day);
            Assert.All(units.Values, sum => Assert.InRange(sum, 0, 10_000));
            var promise = QmProcess.Run("promise", "--line", "bread", "--to", "chicago", "--at", day + "T07:30:00Z",
                "-w", copy, "--json");
            Assert.True(promise.Code is 0 or 1, promise.Error);
        }
    }

    // Expected units of four weeks by product, every quantile being a number.
    private Dictionary<string, double> Forecast(
        string folder, int? exit, out JsonArray findings, params string[] further)
    {
        var file = shop.Write("days.csv");
        var said = QmProcess.Run([
            "forecast", "--quick", "--levels", "0.1,0.3,0.5,0.7,0.9", "--out", file, "-w", folder, "--json", .. further,
        ]);
        Assert.True(said.Code == (exit ?? 0), said.Output + said.Error);
        findings = said.Json["findings"]!.AsArray();
        var units = new Dictionary<string, double>();
        foreach (var row in File.ReadLines(file).Skip(1).Select(line => line.Split(',')))
        {
            var quantiles = row[3..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray();
            Assert.All(quantiles, quantile => Assert.True(double.IsFinite(quantile) && quantile >= 0));
            Assert.Equal(quantiles.Order(), quantiles);
            units[row[0]] = units.GetValueOrDefault(row[0]) + quantiles.Average();
        }

        return units;
    }

    private static string Said(Ended ended, string grid, string column) =>
        string.Join('\n', ended.Json[grid]!.AsArray().Select(row => (string)row![column]!));
}
