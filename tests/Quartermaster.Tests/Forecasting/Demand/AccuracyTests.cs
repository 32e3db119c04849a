using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Forecasting.Practice;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

public sealed class AccuracyTests
{
    private static readonly DemandWorld s_fast = new() { Products = 120, Days = 420 };
    private static readonly DemandWorld s_slow = new() { Products = 120, Days = 420, Level = 0.1 };

    [Fact]
    public void Each_forecaster_beats_seasonal_naive_on_fast_movers()
    {
        var naive = Scores(s_fast, _ => new SeasonalNaive());
        AssertBetter(0.95, naive, Scores(s_fast, _ => new SameWeekdayMean()));
        AssertBetter(0.75, naive, Scores(s_fast, inputs => WeekdayProfile.Fit(inputs)));
        AssertBetter(0.75, naive, Scores(s_fast, inputs => ExponentialSmoothing.Fit(inputs)));
        AssertBetter(0.75, naive, Scores(s_fast, inputs => Croston.Fit(inputs)));

        // Half a year ahead it takes the yearly season, which it does not know, for a trend: days only.
        Assert.InRange(Scores(s_fast, inputs => Ets.Fit(inputs)).Daily.Wql / naive.Daily.Wql, 0.2, 0.9);
        AssertBetter(0.97, naive, Scores(s_fast, _ => new MovingAverage()));
        AssertBetter(0.95, naive, Scores(s_fast, _ => new SeasonalSmoothing()));
    }

    [Fact]
    public void Each_forecaster_beats_seasonal_naive_on_slow_movers()
    {
        var naive = Scores(s_slow, _ => new SeasonalNaive());
        AssertBetter(0.75, naive, Scores(s_slow, inputs => IntermittentDemand.Fit(inputs)));
        AssertBetter(0.75, naive, Scores(s_slow, inputs => Croston.Fit(inputs)));
        AssertBetter(0.85, naive, Scores(s_slow, inputs => Ets.Fit(inputs)));
        AssertBetter(0.75, naive, Scores(s_slow, inputs => WeekdayProfile.Fit(inputs)));
    }

    [Fact]
    public void Weeks_are_covered_as_often_as_they_say()
    {
        Func<DemandInputs, IForecaster>[] fits = [i => WeekdayProfile.Fit(i), i => ExponentialSmoothing.Fit(i)];
        foreach (var fit in fits)
        {
            var (_, weekly) = Scores(s_fast, fit);
            Assert.Equal(0.1, weekly.Coverage[2], 0.05);
            Assert.Equal(0.5, weekly.Coverage[6], 0.07);
            Assert.Equal(0.9, weekly.Coverage[10], 0.04);
            Assert.Equal(0.99, weekly.Coverage[12], 0.015);
        }
    }

    [Theory]
    [InlineData(14)]
    [InlineData(28)]
    public void Sums_of_sample_paths_are_covered_as_often_as_they_say(int days)
    {
        var (low, middle, high, count) = (0.0, 0.0, 0.0, 0);
        foreach (var seed in (ulong[])[1, 2])
        {
            var world = s_fast with { Seed = seed };
            var forecast = WeekdayProfile.Fit(world.Inputs()).Forecast(world.Inputs());
            var (paths, totals) = (new SamplePaths(forecast, 7), new int[256]);
            for (var row = 0; row < forecast.Count; row++, count++)
            {
                paths.Sums(row, 0, days, totals);
                Array.Sort(totals);
                var came = Enumerable.Range(world.Days, days).Sum(day => world.Demand(row, day));
                low += came <= totals[25] ? 1 : 0;
                middle += came <= totals[127] ? 1 : 0;
                high += came <= totals[230] ? 1 : 0;
            }
        }

        Assert.Equal(0.1, low / count, 0.07);
        Assert.Equal(0.5, middle / count, 0.12);
        Assert.Equal(0.9, high / count, 0.07);
    }

    [Fact]
    public void Stock_outs_do_not_teach_low_demand()
    {
        var world = new DemandWorld
        {
            Products = 80, Days = 300, StockOutShare = 0.3, YearlySeason = 0, Drift = 0, PromotionShare = 0,
            Holiday = 1,
        };
        var inputs = world.Inputs();
        // Practice leaves out the days that were mostly empty, not those that ran out in the afternoon.
        Assert.InRange(Bias(world, new MovingAverage().Forecast(inputs)), -0.3, -0.04);
        Assert.InRange(Bias(world, new SameWeekdayMean().Forecast(inputs)), -0.06, 0.1);
        Assert.InRange(Bias(world, WeekdayProfile.Fit(inputs).Forecast(inputs)), -0.04, 0.04);
        Assert.InRange(Bias(world, ExponentialSmoothing.Fit(inputs).Forecast(inputs)), -0.04, 0.04);
        Assert.InRange(Bias(world, Ets.Fit(inputs).Forecast(inputs)), -0.04, 0.04);
        Assert.InRange(Bias(world, Croston.Fit(inputs).Forecast(inputs)), -0.06, 0.06);
        Assert.InRange(Bias(world, IntermittentDemand.Fit(inputs).Forecast(inputs)), -0.06, 0.06);
    }

    internal static (QuantileScore Daily, QuantileScore Weekly) Scores(
        DemandWorld world, Func<DemandInputs, IForecaster> fit)
    {
        var (inputs, truth) = (world.Inputs(), world.Inputs(world.AllDays));
        var (forecast, daily, weekly) = (fit(inputs).Forecast(inputs), new QuantileScore(), new QuantileScore());
        for (var row = 0; row < forecast.Count; row++)
        {
            BackTest.Score(forecast, truth, row, daily, weekly);
        }

        return (daily, weekly);
    }

    private static void AssertBetter(
        double ratio, (QuantileScore Daily, QuantileScore Weekly) naive,
        (QuantileScore Daily, QuantileScore Weekly) other)
    {
        Assert.InRange(other.Daily.Wql / naive.Daily.Wql, 0.2, ratio);
        Assert.InRange(other.Weekly.Wql / naive.Weekly.Wql, 0.2, ratio);
    }

    private static double Bias(DemandWorld world, DemandForecast forecast)
    {
        var (expected, truth) = (0.0, 0.0);
        for (var row = 0; row < forecast.Count; row++)
        {
            expected += Enumerable.Range(0, 28).Sum(day => forecast.MeanOfDay(row, day));
            truth += Enumerable.Range(world.Days, 28).Sum(day => world.Mean(row, day));
        }

        return (expected / truth) - 1;
    }
}
