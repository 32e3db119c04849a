using Quartermaster.Forecasting.Smoothing;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Smoothing;

/// <summary>The recursions and variances against hand arithmetic, closed forms and a textbook's example.</summary>
public sealed class EtsRecursionTests
{
    private static readonly EtsForm s_plain = new(EtsTrend.None, EtsSeason.None);

    // Oil production in Saudi Arabia, 1996 to 2013, million tonnes.
    private static readonly float[] s_oil =
    [
        445.36f, 453.20f, 454.41f, 422.38f, 456.04f, 440.39f, 425.19f, 486.21f, 500.43f, 521.28f, 508.95f, 488.89f,
        509.87f, 456.72f, 473.82f, 525.95f, 549.83f, 542.34f,
    ];

    /// <summary>Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 2nd ed. (2018), section 7.1: the
    /// maximum likelihood estimates are α = 0.83 and 446.6 for the first level, and the forecast is 542.68.</summary>
    [Fact]
    public void Simple_smoothing_of_the_textbooks_oil_production()
    {
        var state = new EtsState { Level = 446.5868 };
        var (squares, days, _) = state.Run(s_oil, 0, s_plain, new(0.8339, 0, 0, 1));
        Assert.Equal(18, days);
        Assert.Equal(542.68, state.Level, 0.005);

        Span<double> best = [0.5, 450];
        var least = SimplexSearch.Minimize(at =>
        {
            var one = new EtsState { Level = at[1] };
            return one.Run(s_oil, 0, s_plain, new(at[0], 0, 0, 1)).Squares;
        }, best, 0.3, 1e-9, 2000);
        Assert.Equal(squares, least, 0.01);
        Assert.Equal(0.83, best[0], 0.005);
        Assert.Equal(446.6, best[1], 0.1);
    }

    [Fact]
    public void A_damped_trend_by_hand_and_a_day_that_is_not_known()
    {
        var state = new EtsState { Level = 10, Trend = 1 };
        var (squares, days, _) = state.Run(
            [12, float.NaN], 0, new(EtsTrend.Damped, EtsSeason.None), new(0.5, 0.2, 0, 0.9));

        // Expected 10 + 0.9 × 1; the error 1.1 moves the level by half and the trend by a fifth of it.
        Assert.Equal(1.21, squares, 1e-9);
        Assert.Equal(1, days);
        Assert.Equal(0.9 * (0.9 + 0.22), state.Trend, 1e-9);
        Assert.Equal(10.9 + 0.55 + (0.9 * 1.12), state.Level, 1e-9);
    }

    [Fact]
    public void A_week_added_and_a_week_multiplied_by_hand()
    {
        var added = new EtsState { Level = 10 };
        added.Week[3] = 2;
        added.Run([15], 3, new(EtsTrend.None, EtsSeason.Added), new(0.1, 0, 0.2, 1));
        Assert.Equal(10.3, added.Level, 1e-9);
        Assert.Equal(2.6, added.Week[3], 1e-9);

        var multiplied = new EtsState { Level = 10 };
        ((Span<double>)multiplied.Week).Fill(1);
        multiplied.Week[3] = 2;
        var (squares, _, logs) = multiplied.Run(
            [25], 3, new(EtsTrend.None, EtsSeason.Multiplied), new(0.1, 0, 0.2, 1));
        Assert.Equal(0.0625, squares, 1e-9);
        Assert.Equal(Math.Log(20), logs, 1e-9);
        Assert.Equal(10.25, multiplied.Level, 1e-9);
        Assert.Equal(2.1, multiplied.Week[3], 1e-9);
    }

    /// <summary>Hyndman et al. (2008), table 6.2: σ²(1 + α²(h − 1)) for ANN; for AAN
    /// σ²(1 + (h − 1)(α² + αβh + β²h(2h − 1)/6)).</summary>
    [Fact]
    public void Variances_are_those_of_the_closed_forms()
    {
        var (outlook, state) = (new EtsOutlook(), new EtsState { Level = 50 });
        outlook.Fill(new(s_plain, new(0.3, 0, 0, 1), state, 4, 0), 0);
        foreach (var ahead in (int[])[1, 2, 10, 100])
        {
            Assert.Equal(4 * (1 + (0.09 * (ahead - 1))), outlook.Variance(ahead - 1, ahead), 1e-9);
        }

        // Two days: the first error is also in the second day's level.
        Assert.Equal(4 * ((1.3 * 1.3) + 1), outlook.Variance(0, 2), 1e-9);

        outlook.Fill(new(new(EtsTrend.Steady, EtsSeason.None), new(0.3, 0.05, 0, 1), state, 4, 0), 0);
        foreach (var ahead in (int[])[1, 2, 10, 100])
        {
            var closed = 4 * (1 + ((ahead - 1)
                * (0.09 + (0.3 * 0.05 * ahead) + (0.0025 * ahead * ((2 * ahead) - 1) / 6))));
            Assert.Equal(closed, outlook.Variance(ahead - 1, ahead), 1e-6);
        }
    }

    /// <summary>Against 200,000 simulated futures of MNM.</summary>
    [Fact]
    public void Variances_of_multiplied_weeks_are_those_of_simulated_futures()
    {
        const int Paths = 200_000;
        var (form, gains) = (new EtsForm(EtsTrend.None, EtsSeason.Multiplied), new EtsGains(0.3, 0, 0.05, 1));
        var (outlook, state) = (new EtsOutlook(), new EtsState { Level = 20 });
        for (var day = 0; day < 7; day++)
        {
            state.Week[day] = 0.7 + (0.1 * day);
        }

        outlook.Fill(new(form, gains, state, 0.04, 0), 0);
        var (days, week) = (new double[14], (Sum: 0.0, Squares: 0.0));
        for (var path = 0; path < Paths; path++)
        {
            var (one, sum) = (state, 0.0);
            for (var day = 0; day < 14; day++)
            {
                var mean = one.Level * one.Week[day % 7];
                var error = 0.2 * KeyedRandom.Normal(3, 1, (ulong)path, (ulong)day);
                var units = mean * (1 + error);
                days[day] += Math.Pow(units - outlook.Means[day], 2) / Paths;
                sum += day >= 7 ? units : 0;
                one.Level *= 1 + (0.3 * error);
                one.Week[day % 7] *= 1 + (0.05 * error);
            }

            week = (week.Sum + (sum / Paths), week.Squares + (sum * sum / Paths));
        }

        Assert.Equal(1, outlook.Variance(0, 1) / days[0], 0.02);
        Assert.Equal(1, outlook.Variance(6, 7) / days[6], 0.02);
        Assert.Equal(1, outlook.Variance(13, 14) / days[13], 0.03);
        Assert.Equal(1, outlook.Variance(7, 14) / (week.Squares - (week.Sum * week.Sum)), 0.03);
    }
}
