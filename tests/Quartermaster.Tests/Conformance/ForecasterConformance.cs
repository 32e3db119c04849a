using Quartermaster.Domain.Demand;
using Quartermaster.Tests.Forecasting;
using Xunit;

namespace Quartermaster.Tests.Conformance;

/// <summary>What every forecaster must do, however it forecasts. Derive once per forecaster.</summary>
public abstract class ForecasterConformance
{
    private static readonly DemandWorld s_world = new()
    {
        Products = 130, Days = 150, LaunchDay = product => product % 10 == 3 ? 160 : product % 10 == 4 ? 120 : -1,
        EndDay = product => product % 10 == 5 ? 149 : int.MaxValue, StockOutShare = 0.05,
    };

    private static readonly DemandInputs s_inputs = s_world.Inputs();

    /// <summary>The forecaster, fitted to a history.</summary>
    protected abstract IForecaster Fit(DemandInputs inputs);

    [Fact]
    public void Gives_quantiles_that_are_finite_not_negative_and_never_cross()
    {
        AssertSound(Fit(s_inputs).Forecast(s_inputs));
        var absurd = AbsurdDemand.Spoil(s_inputs);
        AssertSound(Fit(absurd).Forecast(absurd));
    }

    [Fact]
    public void Forecasts_the_same_at_any_number_of_threads()
    {
        var forecaster = Fit(s_inputs);
        var one = forecaster.Forecast(s_inputs, threads: 1);
        Assert.Equal(one, forecaster.Forecast(s_inputs, threads: 2));
        Assert.Equal(one, forecaster.Forecast(s_inputs, threads: 7));
    }

    [Fact]
    public void Forecasts_each_product_alike_alone_and_together()
    {
        var forecaster = Fit(s_inputs);
        var together = forecaster.Forecast(s_inputs);
        foreach (var row in (int[])[0, 3, 4, 5, 77, 129])
        {
            Assert.Equal(together.Pick([row]), forecaster.Forecast(s_inputs.Pick([row])));
        }

        Assert.Equal(together.Slice(60, 20), forecaster.Forecast(s_inputs.Slice(60, 20)));
    }

    [Fact]
    public void Forecasts_nothing_after_the_end_and_before_the_launch()
    {
        var forecast = Fit(s_inputs).Forecast(s_inputs);
        for (var row = 0; row < forecast.Count; row++)
        {
            if (row % 10 == 5)
            {
                Assert.All(forecast.Daily.Row(row).ToArray(), units => Assert.Equal(0, units));
                Assert.All(forecast.Weekly.Row(row).ToArray(), units => Assert.Equal(0, units));
                Assert.Equal(0, forecast.MeanOfWeek(row, 3));
            }
            else if (row % 10 == 3)
            {
                Assert.Equal(0, forecast.Day(row, 9)[^1]);
                Assert.Equal(0, forecast.MeanOfDay(row, 9));
            }
        }
    }

    [Fact]
    public void Forecasts_four_times_as_much_where_four_times_as_much_was_sold()
    {
        var more = s_inputs with { Sales = AbsurdDemand.Scale(s_inputs.Sales, 4) };
        var ratio = Total(Fit(more).Forecast(more)) / Total(Fit(s_inputs).Forecast(s_inputs));
        Assert.InRange(ratio, 3.4, 4.6);
    }

    [Fact]
    public void Forecasts_much_the_same_fifty_two_weeks_later()
    {
        var later = AbsurdDemand.Shift(s_inputs, 364);
        var ratio = Total(Fit(later).Forecast(later)) / Total(Fit(s_inputs).Forecast(s_inputs));
        Assert.InRange(ratio, 0.97, 1.03);
    }

    [Fact]
    public void Knows_what_to_say_without_a_history()
    {
        var empty = s_inputs.Until(0);
        AssertSound(Fit(s_inputs).Forecast(empty));
        AssertSound(Fit(empty).Forecast(empty));
        Assert.Equal(0, Fit(s_inputs).Forecast(s_inputs.Slice(0, 0)).Count);
    }

    private static void AssertSound(DemandForecast forecast)
    {
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                AssertSound(forecast.Day(row, day), forecast.MeanOfDay(row, day));
            }

            for (var week = 0; week < DemandForecast.Weeks; week++)
            {
                AssertSound(forecast.Week(row, week), forecast.MeanOfWeek(row, week));
            }

            Assert.InRange(forecast.Products.Rows[row].Persistence, 0, 1);
            Assert.InRange(forecast.Products.Rows[row].CommonLoading, 0, forecast.Products.Rows[row].Persistence);
            Assert.Equal(1, forecast.WeekShape.Row(row).ToArray().Sum(), 1e-3);
        }
    }

    private static void AssertSound(ReadOnlySpan<float> quantiles, double mean)
    {
        Assert.True(double.IsFinite(mean) && mean >= 0, $"mean {mean}");
        for (var level = 0; level < quantiles.Length; level++)
        {
            Assert.True(float.IsFinite(quantiles[level]) && quantiles[level] >= 0, $"quantile {quantiles[level]}");
            Assert.True(level == 0 || quantiles[level] >= quantiles[level - 1], "quantiles cross");
        }
    }

    private static double Total(DemandForecast forecast)
    {
        var total = 0.0;
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var week = 0; week < 4; week++)
            {
                total += forecast.MeanOfWeek(row, week);
            }
        }

        return total;
    }
}
