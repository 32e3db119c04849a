using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Explanation;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.BackTests;

public sealed class PastBiasTests
{
    private static readonly DemandInputs s_inputs = new DemandWorld { Products = 60, Days = 300, Level = 2 }.Inputs();

    [Fact]
    public void Two_thirds_of_a_bias_that_every_week_had_are_corrected()
    {
        Assert.Equal(1 + (0.10 * 2 / 3), Of([100, 200, 150, 120], 1.10).Factor, 1e-9);
        Assert.Equal(1 - (0.06 * 2 / 3), Of([100, 200, 150, 120, 90, 80, 70, 95], 0.94).Factor, 1e-9);
    }

    [Fact]
    public void Less_than_a_month_and_no_units_correct_nothing()
    {
        Assert.Equal(1, Of([100, 200, 150], 1.3).Factor);
        Assert.Equal(1, Of([0, 0, 0, 0], 1.3).Factor);
        Assert.Equal(1, new PastBias().Factor);
    }

    [Fact]
    public void A_wild_ratio_is_corrected_by_a_quarter_at_most()
    {
        Assert.Equal(1.25, Of([1, 1, 1, 1], 9).Factor);
        Assert.Equal(0.8, Of([1, 1, 1, 1], 0).Factor);
    }

    [Fact]
    public void Weeks_that_go_either_way_correct_less_than_weeks_that_agree()
    {
        var (agree, differ) = (new PastBias(), new PastBias());
        double[] ratios = [0.95, 1.15, 0.98, 1.12, 1.01, 1.09, 0.93, 1.17];
        for (var week = 0; week < ratios.Length; week++)
        {
            agree.Add(week, 100, 105);
            differ.Add(week, 100, 100 * ratios[week]);
        }

        Assert.InRange(differ.Factor - 1, 0, 0.7 * (agree.Factor - 1));
    }

    /// <summary>Forecasts without bias, and weeks by chance alone: what is corrected is mostly nothing, far less than
    /// the biases that weeks happen to have, and never the other way.</summary>
    [Fact]
    public void Chance_is_not_taken_for_bias()
    {
        var (corrected, seen, none, worlds) = (0.0, 0.0, 0, 2_000);
        for (var world = 0; world < worlds; world++)
        {
            var ratios = Enumerable.Range(0, 8)
                .Select(week => 0.9 + (0.2 * KeyedRandom.Uniform(7, 1, (ulong)world, (ulong)week))).ToArray();
            var bias = new PastBias();
            for (var week = 0; week < ratios.Length; week++)
            {
                bias.Add(week, 100, 100 * ratios[week]);
            }

            var mean = ratios.Average() - 1;
            Assert.True((bias.Factor - 1) * mean >= 0);
            corrected += Math.Abs(bias.Factor - 1);
            seen += Math.Abs(mean);
            none += bias.Factor == 1 ? 1 : 0;
        }

        Assert.InRange(corrected / seen, 0, 0.25);
        Assert.InRange(none / (double)worlds, 0.6, 0.95);
    }

    [Fact]
    public void Corrected_quantiles_do_not_cross_where_whole_ones_and_others_meet()
    {
        for (var factor = 0.8f; factor < 1.25f; factor += 0.01f)
        {
            float[] quantiles = [17, 18, 19, 20, 20.2f, 20.4f, 21.3f, 23, 23.01f];
            ScaledQuantiles.Scale(quantiles, factor);
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.Equal(MathF.Round(17 * factor, MidpointRounding.AwayFromZero), quantiles[0]);
            Assert.Equal(21.3f * factor, quantiles[6], 0.7f);
        }
    }

    [Fact]
    public void Later_weeks_are_corrected_ever_less()
    {
        Assert.Equal(1.09f, PastBias.InWeek(1.09f, 0));
        Assert.Equal(1.09f, PastBias.InWeek(1.09f, 3));
        Assert.Equal(1 + (0.09f * 2 / 3), PastBias.InWeek(1.09f, 7), 1e-5f);
        Assert.Equal(1 + (0.09f * 4 / 9), PastBias.InWeek(1.09f, 11), 1e-5f);
        Assert.Equal(1, PastBias.InWeek(1, 20));
    }

    [Fact]
    public void Who_is_always_a_tenth_too_low_is_raised_and_the_explanation_says_so()
    {
        var profile = WeekdayProfile.Fit(s_inputs.Until(216));
        var result = BackTest.Run(s_inputs, _ => [new Low(profile, 0.9f)], new() { Origins = 3 });
        var plain = BackTest.Run(s_inputs, _ => [new Low(profile, 1)], new() { Origins = 3 });
        var (corrected, low, usual) = (new SegmentForecaster([new Low(profile, 0.9f)], result),
            new Low(profile, 0.9f).Forecast(s_inputs),
            new SegmentForecaster([new Low(profile, 1)], plain).Forecast(s_inputs));
        var (raised, plainly) = (corrected.Forecast(s_inputs), corrected.Uncorrected().Forecast(s_inputs));

        for (var row = 0; row < s_inputs.Count; row++)
        {
            var factor = corrected.CorrectionFor(s_inputs, row);
            Assert.InRange(factor, 1.04, 1.12);
            Assert.Equal(factor * low.MeanOfDay(row, 3), raised.MeanOfDay(row, 3), 1e-3);
            Assert.Equal(factor * low.MeanOfWeek(row, 2), raised.MeanOfWeek(row, 2), 1e-2);
            Assert.InRange(raised.MeanOfWeek(row, 9), low.MeanOfWeek(row, 9), factor * low.MeanOfWeek(row, 9));
            Assert.Equal(low.MeanOfDay(row, 3), plainly.MeanOfDay(row, 3));
            Assert.InRange(raised.MeanOfDay(row, 3), low.MeanOfDay(row, 3), usual.MeanOfDay(row, 3) * 1.03);
            for (var i = 1; i < DemandForecast.Levels.Length; i++)
            {
                Assert.True(raised.Day(row, 3)[i - 1] <= raised.Day(row, 3)[i]);
            }
        }

        var reasons = ForecastReasons.Of(corrected, s_inputs.Pick([7]));
        var parts = Enum.GetValues<ForecastPart>().Sum(part => reasons.Of(part)[1]);
        Assert.Equal(reasons.Expected[1], reasons.Likely[1] + parts + reasons.PastBias[1], 1e-6);
        Assert.Equal(reasons.Expected[1], Enumerable.Range(0, 28).Sum(day => raised.MeanOfDay(7, day)), 1e-2);
        Assert.InRange(reasons.PastBias[1], 0.03 * reasons.Expected[1], 0.12 * reasons.Expected[1]);
    }

    private static PastBias Of(double[] expected, double ratio)
    {
        var bias = new PastBias();
        for (var week = 0; week < expected.Length; week++)
        {
            bias.Add(week, expected[week], ratio * expected[week]);
        }

        return bias;
    }

    // Another's forecast, less a share of all its expectations.
    private sealed class Low(IForecaster like, float share) : IForecaster
    {
        public string Name => "low";

        public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
        {
            var forecast = like.Forecast(inputs, threads, cancel);
            return forecast with { Means = Times(forecast.Means) };
        }

        private Matrix Times(Matrix means) => new(means.Columns,
            [.. Enumerable.Range(0, means.Count).SelectMany(row => means.Row(row).ToArray())
                .Select(mean => mean * share)]);
    }
}
