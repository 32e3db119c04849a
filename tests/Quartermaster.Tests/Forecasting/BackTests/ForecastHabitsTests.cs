using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.BackTests;

public sealed class ForecastHabitsTests
{
    private const int Days = 300;

    // Two units a day, and twenty on one day in the week before the first origin.
    private static DemandInputs Flat(int peakDay)
    {
        var plain = new DemandWorld { Products = 20, Days = Days }.Inputs();
        var sales = new float[20 * Days];
        Array.Fill(sales, 2);
        for (var row = 0; row < 20 && peakDay >= 0; row++)
        {
            sales[(row * Days) + peakDay] = 20;
        }

        var ratios = new float[20 * plain.PriceRatios.Columns];
        Array.Fill(ratios, 1);
        return plain with
        {
            Sales = new(Days, sales), PriceRatios = new(plain.PriceRatios.Columns, ratios), Events = new([]),
        };
    }

    [Fact]
    public void A_peak_that_is_repeated_is_a_bias_after_peaks()
    {
        // Seasonal naive expects twenty again on two days of the fourteen.
        var habits = HabitsOf(new SeasonalNaive(), Days - 56 - 3);
        Assert.Equal(2 * 18 / 28.0, habits.PostPeakBias, 6);
        Assert.InRange(HabitsOf(WeekdayProfile.Fit(Flat(-1)), Days - 56 - 3).PostPeakBias, -0.2, 0.4);
    }

    [Fact]
    public void Without_a_peak_there_is_nothing_to_tell_and_nothing_is_revised()
    {
        var habits = HabitsOf(new SeasonalNaive(), -1);
        Assert.True(double.IsNaN(habits.PostPeakBias));
        Assert.Equal(0, habits.RevisionVolatility);
    }

    [Fact]
    public void What_was_expected_of_a_week_and_is_no_more_is_a_revision()
    {
        // Weeks of 32 at the first origin become weeks of 14 at the second.
        Assert.Equal(18 / 32.0, HabitsOf(new SeasonalNaive(), Days - 56 - 3).RevisionVolatility, 0.01);
    }

    private static ForecastHabits HabitsOf(IForecaster forecaster, int peakDay) =>
        BackTest.Run(Flat(peakDay), _ => [forecaster], new() { Origins = 2 }).Rows
            .First(row => row.Segment.Pace == DemandPace.Fast).Habits;
}
