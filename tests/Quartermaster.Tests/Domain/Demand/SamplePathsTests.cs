using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Domain.Demand;

public sealed class SamplePathsTests
{
    [Theory]
    [InlineData(0.004)]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(30)]
    public void Means_are_the_forecasts_own_however_slow_the_mover(double mean)
    {
        var sums = Sums(Forecast(mean, 0.3, 0.1f), 0, 28, paths: 4096);
        Assert.Equal(28 * mean, sums.Average(), 0.03 * 28 * mean);
    }

    [Fact]
    public void Sums_are_those_of_the_days_drawn()
    {
        var paths = new SamplePaths(Forecast(0.8, 0.5, 0.2f), seed: 3);
        foreach (var (from, to) in ((int, int)[])[(0, 28), (3, 9), (20, 41), (30, 33), (28, 182), (175, 200)])
        {
            var (totals, days) = (new int[300], new int[to]);
            paths.Sums(0, from, to, totals);
            foreach (var path in (int[])[0, 1, 255, 256, 299])
            {
                paths.Draw(0, path, days);
                Assert.Equal(days[from..].Sum(), totals[path]);
            }
        }
    }

    [Fact]
    public void Persistence_widens_sums_and_leaves_days_alone()
    {
        var (apart, together) = (Sums(Forecast(20, 0.2, 0), 0, 28), Sums(Forecast(20, 0.2, 0.3f), 0, 28));
        Assert.InRange(Variance(together) / Variance(apart), 6, 12); // 1 + 27 · 0.3 = 9.1
        var (day, other) = (Sums(Forecast(20, 0.2, 0), 0, 1), Sums(Forecast(20, 0.2, 0.3f), 0, 1));
        Assert.Equal(1, Variance(day) / Variance(other), 0.1);
    }

    [Fact]
    public void Days_of_later_weeks_add_up_to_the_week_and_follow_its_shape()
    {
        var forecast = Forecast(2, 0.2, 0.1f);
        var (paths, days, byDay) = (new SamplePaths(forecast, 5), new int[182], new double[7]);
        for (var path = 0; path < 2048; path++)
        {
            paths.Draw(0, path, days);
            for (var day = 28; day < 182; day++)
            {
                byDay[day % 7] += days[day] / (2048.0 * 22);
            }
        }

        for (var day = 0; day < 7; day++)
        {
            Assert.Equal(14 * forecast.WeekShape.Row(0)[day], byDay[day], 0.1);
        }
    }

    [Fact]
    public void The_common_factor_moves_products_together()
    {
        var one = Forecast(20, 0.2, 0.3f, common: 0.3f);
        var other = one with { Products = new([one.Products.Rows[0] with { Key = 99 }]) };
        Assert.InRange(Correlation(Sums(one, 0, 28), Sums(other, 0, 28)), 0.8, 1);
        var apart = Forecast(20, 0.2, 0.3f) with { Products = new([new(new(1), 99, 0.3f, 0)]) };
        Assert.InRange(Correlation(Sums(Forecast(20, 0.2, 0.3f), 0, 28), Sums(apart, 0, 28)), -0.1, 0.1);
    }

    [Fact]
    public void A_forecast_sliced_or_picked_keeps_its_means()
    {
        var forecast = Forecast(3, 0.1, 0.1f);
        Assert.Equal(forecast, forecast.Slice(0, 1));
        Assert.Equal(3, forecast.Pick([0, 0]).MeanOfDay(1, 5), 1e-6);
        var without = forecast with { Means = new(0, []) };
        Assert.Equal(Quantiles.Mean(DemandForecast.Levels, forecast.Day(0, 5)), without.Pick([0]).MeanOfDay(0, 5));
    }

    /// <summary>One product with the same count every day and a weekend.</summary>
    internal static DemandForecast Forecast(double mean, double dispersion, float persistence, float common = 0)
    {
        float[] shape = [0.1f, 0.1f, 0.1f, 0.1f, 0.2f, 0.3f, 0.1f];
        var means = Enumerable.Repeat((float)mean, 28).Concat(Enumerable.Repeat((float)(7 * mean), 26)).ToArray();
        return new()
        {
            FirstDay = new(2026, 1, 5),
            Products = new([new(new(1), 42, persistence, common)]),
            Daily = Counts(28, mean, dispersion),
            Weekly = Counts(26, 7 * mean, dispersion / 7),
            WeekShape = new(7, shape),
            Means = new(means.Length, means),
        };
    }

    private static Matrix Counts(int periods, double mean, double dispersion)
    {
        var values = new float[DemandForecast.Levels.Length];
        NegativeBinomial.Quantiles(mean, dispersion, DemandForecast.Levels, values);
        return new(periods * values.Length, [.. Enumerable.Repeat(values, periods).SelectMany(one => one)]);
    }

    private static int[] Sums(DemandForecast forecast, int from, int to, int paths = 1024)
    {
        var totals = new int[paths];
        new SamplePaths(forecast, seed: 11).Sums(0, from, to, totals);
        return totals;
    }

    private static double Variance(int[] values) => values.Average(value => Math.Pow(value - values.Average(), 2));

    private static double Correlation(int[] a, int[] b) =>
        a.Zip(b).Average(pair => (pair.First - a.Average()) * (pair.Second - b.Average()))
        / Math.Sqrt(Variance(a) * Variance(b));
}
