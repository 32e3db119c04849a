using System.Globalization;
using System.IO.Compression;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting;

/// <summary>Store CA_1 of the M5 competition (3,049 products), scored by its own metric at the lowest level.</summary>
/// <remarks>Published figures are for d_1914 to d_1941, which are not in the data here; we forecast d_1886 to
/// d_1913 and so compare to within 4 %. Reference: weekday profile with negative binomial 0.2276, seasonal naive
/// 0.3135.</remarks>
public sealed class M5Tests
{
    private const int Products = 3049;
    private const int LastDay = 1913;
    private const int Days = 560;
    private const int Horizon = 28;
    private static readonly double[] s_levels = [0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995];

    [Fact]
    public void The_weekday_profile_is_as_good_on_real_sales_as_the_reference_says()
    {
        var (sales, departments, items) = ReadSales(SharedData.Require("data/m5/sales_train_validation.csv.gz"));
        var prices = ReadPrices(SharedData.Require("data/m5/sell_prices.csv.gz"), items);
        var inputs = Inputs(sales, departments);
        var profile = Wspl(WeekdayProfile.Fit(inputs, threads: 2).Forecast(inputs, 2), sales, prices);
        var naive = Wspl(new SeasonalNaive().Forecast(inputs, 2), sales, prices);
        TestContext.Current.SendDiagnosticMessage($"WSPL: weekday profile {profile:f4}, seasonal naive {naive:f4}");
        Assert.InRange(profile, 0.96 * 0.2276, 1.04 * 0.2276);
        Assert.InRange(naive, 0.96 * 0.3135, 1.04 * 0.3135);
    }

    private static double Wspl(DemandForecast forecast, float[][] sales, double[] prices)
    {
        var (sum, weights) = (0.0, 0.0);
        for (var row = 0; row < Products; row++)
        {
            var past = sales[row].AsSpan(..^Horizon);
            var future = sales[row].AsSpan(^Horizon..);
            var first = past.IndexOfAnyExcept(0f);
            var (change, dollars, loss) = (0.0, 0.0, 0.0);
            for (var day = Math.Max(1, first + 1); day < past.Length; day++)
            {
                change += Math.Abs(past[day] - past[day - 1]) / (past.Length - first - 1);
                dollars += day >= past.Length - Horizon ? past[day] * prices[row] : 0;
            }

            for (var day = 0; day < Horizon; day++)
            {
                foreach (var level in s_levels)
                {
                    var quantile = Quantiles.At(DemandForecast.Levels, forecast.Day(row, day), level);
                    loss += QuantileScore.Pinball(level, quantile, future[day]) / (Horizon * s_levels.Length);
                }
            }

            sum += change > 0 ? dollars * loss / change : 0;
            weights += change > 0 ? dollars : 0;
        }

        return sum / weights;
    }

    private static DemandInputs Inputs(float[][] sales, int[] departments) => new()
    {
        FirstDay = new DateOnly(2011, 1, 29).AddDays(LastDay - Horizon - Days),
        Days = Days,
        Products = new([.. Enumerable.Range(0, Products).Select(row => new ProductFacts(
            new(row + 1), (ulong)row, new(departments[row]), -1, int.MaxValue, 0))]),
        Sales = new(Days, [.. sales.SelectMany(row => row[^(Days + Horizon)..^Horizon])]),
        InStock = new(Days, [.. Enumerable.Repeat(1f, Products * Days)]),
        Views = new(Days, [.. Enumerable.Repeat(-1f, Products * Days)]),
        PriceRatios = new(
            Days + DemandInputs.HorizonDays, [.. Enumerable.Repeat(1f, Products * (Days + DemandInputs.HorizonDays))]),
        Events = new([]),
        Attributes = new([]),
    };

    // The file is sorted by store: the first rows are CA_1's.
    private static (float[][] Sales, int[] Departments, string[] Items) ReadSales(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        _ = reader.ReadLine();
        var (sales, departments, codes) = (new float[Products][], new int[Products], new List<string>());
        var items = new string[Products];
        for (var row = 0; row < Products; row++)
        {
            var fields = reader.ReadLine()!.Split(',');
            Assert.Equal("CA_1", fields[4]);
            codes.AddRange(codes.Contains(fields[2]) ? [] : [fields[2]]);
            items[row] = fields[1];
            departments[row] = 1 + codes.IndexOf(fields[2]);
            sales[row] = Array.ConvertAll(fields[6..], units => float.Parse(units, CultureInfo.InvariantCulture));
            Assert.Equal(LastDay, sales[row].Length);
        }

        return (sales, departments, items);
    }

    // Sorted by store too: each product's last price.
    private static double[] ReadPrices(string file, string[] items)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var byItem = new Dictionary<string, double>();
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line && line.StartsWith("CA_1,", StringComparison.Ordinal))
        {
            var fields = line.Split(',');
            byItem[fields[1]] = double.Parse(fields[3], CultureInfo.InvariantCulture);
        }

        Assert.Equal(Products, byItem.Count);
        return Array.ConvertAll(items, item => byItem[item]);
    }
}
