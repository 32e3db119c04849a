using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Domain.Demand;

public sealed class CumulativeDemandTests
{
    private static readonly CumulativeDemand s_two = new()
    {
        Days = new([2, 4]), Paths = 2, Sums = new(4, [2, 4, 4, 10]),
    };

    [Theory]
    [InlineData(0, /**/ 0, 0)]
    [InlineData(1, /**/ 1, 2)]
    [InlineData(2, /**/ 2, 4)]
    [InlineData(3, /**/ 3, 7)]
    [InlineData(4, /**/ 4, 10)]
    [InlineData(6, /**/ 6, 15)]
    public void Sums_lie_on_lines_between_days_and_grow_with_time_beyond(double days, float low, float high)
    {
        var sums = new float[2];

        s_two.Over(0, days, sums);

        Assert.Equal([low, high], sums);
    }

    [Fact]
    public void Uncertain_lead_times_mix_their_futures() =>
        Assert.Equal([2, 4, 4, 10], s_two.Over(0, [1, 3], 1, 99, new float[4], new float[4]).ToArray());

    [Fact]
    public void Drawn_sums_ascend_are_the_same_at_any_number_of_threads_and_keep_the_mean()
    {
        var forecast = Flat(0.05f, products: 150);
        var horizons = Enumerable.Repeat(30, forecast.Count).ToArray();

        var drawn = CumulativeDemand.Draw(forecast, horizons, paths: 256, seed: 1);

        Assert.Equal(drawn, CumulativeDemand.Draw(forecast, horizons, paths: 256, seed: 1, threads: 7));
        Assert.All(Enumerable.Range(0, drawn.Days.Count), column =>
        {
            var sums = drawn.Of(0, column).ToArray();
            Assert.Equal(sums.Order(), sums);
        });
        var mean = Enumerable.Range(0, drawn.Count).Average(row => SortedSample.Mean(drawn.Of(row, column: 12)));
        Assert.Equal(0.05 * 28, mean, 0.05);
    }

    [Fact]
    public void The_quantiles_of_a_slow_mover_keep_its_mean()
    {
        var demand = CumulativeDemand.Draw(Flat(0.01f, products: 1), [30], paths: 256, seed: 1);
        var sums = new float[256];
        demand.Over(0, 14, sums);

        var table = ProtectionDemand.Quantiles(demand, [0], StatedLeadTimes.Of(7), [7]);

        Assert.Equal(sums.Average(), Quantiles.Mean(table.Levels, table.Row(0)), 1e-6);
    }

    // The same mean every day, and all quantiles 0: as a forecaster says it of a slow mover.
    private static DemandForecast Flat(float mean, int products)
    {
        var levels = DemandForecast.Levels.Length;
        return new()
        {
            FirstDay = new(2025, 3, 3),
            Products = new([.. Enumerable.Range(1, products).Select(i =>
                new ForecastRow(new(i), KeyedRandom.KeyOf($"P{i}"), 0.2f, 0.05f))]),
            Daily = new(DemandForecast.DailyDays * levels, new float[products * DemandForecast.DailyDays * levels]),
            Weekly = new(DemandForecast.Weeks * levels, new float[products * DemandForecast.Weeks * levels]),
            WeekShape = new(7, [.. Enumerable.Repeat(1 / 7f, 7 * products)]),
            Means = new(
                DemandForecast.DailyDays + DemandForecast.Weeks,
                [.. Enumerable.Range(0, products).SelectMany(_ => Enumerable.Repeat(mean, DemandForecast.DailyDays)
                    .Concat(Enumerable.Repeat(7 * mean, DemandForecast.Weeks)))]),
        };
    }
}
