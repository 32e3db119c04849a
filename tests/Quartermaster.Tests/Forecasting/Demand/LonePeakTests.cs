using Quartermaster.Domain.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>A slip of the pen that can be believed is its product's own.</summary>
public sealed class LonePeakTests
{
    private const double MostMoved = 0.02;

    [Theory]
    [InlineData(new float[] { 1, 2, 1, 3, 2, 1, 2, 900 }, 16)]
    [InlineData(new float[] { 10, 12, 11, 14, 90, 80, 85, 95 }, 250)]
    [InlineData(new float[] { 500 }, 1510)]
    [InlineData(new float[] { 7, 9, 400 }, 37)]
    [InlineData(new float[] { 0, 0, 0 }, 10)]
    public void A_day_is_kept_up_to_three_times_the_fourth_largest_and_ten(float[] demand, float most) =>
        Assert.Equal(most, LonePeaks.Most(demand).Usual);

    [Fact]
    public void Other_days_and_days_of_events_stay_as_they_are()
    {
        float[] demand = [3, 4, 900, 5, 100, 4, 5, 3];
        LonePeaks.Lower(demand, [false, false, false, false, true, false, false, false]);
        Assert.Equal([3, 4, 25, 5, 85, 4, 5, 3], demand);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(3_000)]
    public void A_believable_typo_moves_no_other_product(float units)
    {
        var plain = new DemandWorld { Products = 60, Days = 200 }.Inputs();
        var row = Enumerable.Range(0, plain.Count).MinBy(one => Math.Abs(MeanOf(plain, one) - 10));
        var spoilt = With(plain, row, units);
        var (before, after) = (AllForecasters.Fit(plain), AllForecasters.Fit(spoilt));
        for (var i = 0; i < before.Count; i++)
        {
            var (was, now) = (before[i].Forecast(plain), after[i].Forecast(spoilt));
            foreach (var level in (float[])[0.1f, 0.5f, 0.9f])
            {
                var (one, other) = (Weeks(was, row, level), Weeks(now, row, level));
                TestContext.Current.SendDiagnosticMessage($"{before[i].Name} {level}: {one:f0}, {other:f0}");
                Assert.True(Math.Abs(other - one) <= MostMoved * one, $"{before[i].Name} {level}: {one} is {other}");
            }
        }
    }

    // All other products' quantiles of the weeks, together.
    private static double Weeks(DemandForecast forecast, int but, float level)
    {
        var (sum, column) = (0.0, DemandForecast.Levels.IndexOf(level));
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var week = 0; week < DemandForecast.Weeks && row != but; week++)
            {
                sum += forecast.Week(row, week)[column];
            }
        }

        return sum;
    }

    private static double MeanOf(DemandInputs inputs, int row) => inputs.Sales.Row(row).ToArray().Average();

    private static DemandInputs With(DemandInputs inputs, int row, float units)
    {
        float[] sales = [.. Enumerable.Range(0, inputs.Count).SelectMany(one => inputs.Sales.Row(one).ToArray())];
        sales[(row * inputs.Days) + inputs.Days - 40] = units;
        return inputs with { Sales = new(inputs.Days, sales) };
    }
}
