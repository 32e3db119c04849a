using Quartermaster.Forecasting.Smoothing;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Smoothing;

/// <summary>Series drawn from known models: their gains and their kind are found again.</summary>
public sealed class EtsFitTests
{
    private const int Days = 728;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void The_gain_of_a_level_is_found_again(double gain)
    {
        var found = new List<double>();
        for (ulong seed = 1; seed <= 8; seed++)
        {
            var series = Draw(new(EtsTrend.None, EtsSeason.None), new(gain, 0, 0, 1), 100, 0, 1, seed);
            var fit = EtsFit.Of(series, 0, new(EtsTrend.None, EtsSeason.None));
            found.Add(fit.Gains.Level);
            Assert.Equal(1, fit.Variance, 0.2);
        }

        Assert.Equal(gain, found.Average(), 0.05);
    }

    [Fact]
    public void The_kind_of_a_series_is_found_again_more_often_than_not()
    {
        AssertFound("ANN", 6, seed => Draw(
            new(EtsTrend.None, EtsSeason.None), new(0.2, 0, 0, 1), 100, 0, 1, seed));
        AssertFound("ANA", 6, seed => Draw(
            new(EtsTrend.None, EtsSeason.Added), new(0.2, 0, 0.05, 1), 40, 0, 1, seed));
        AssertFound("MNM", 6, seed => Draw(
            new(EtsTrend.None, EtsSeason.Multiplied), new(0.2, 0, 0.05, 1), 100, 0, 0.05, seed));
        AssertFound("AAN", 6, seed => Draw(
            new(EtsTrend.Steady, EtsSeason.None), new(0.05, 0.0005, 0, 1), 100, 0.3, 1, seed));
    }

    [Fact]
    public void A_plain_level_beats_a_week_that_is_none_by_its_parameters_alone()
    {
        var series = Draw(new(EtsTrend.None, EtsSeason.None), new(0.2, 0, 0, 1), 100, 0, 1, 5);
        var plain = EtsFit.Of(series, 0, new(EtsTrend.None, EtsSeason.None));
        var week = EtsFit.Of(series, 0, new(EtsTrend.None, EtsSeason.Added));

        // Seven parameters more, 2 each, and at best a few of them earned by chance.
        Assert.InRange(week.Criterion - plain.Criterion, 0, 15);
    }

    private static void AssertFound(string name, int atLeast, Func<ulong, float[]> draw)
    {
        string[] names = [.. Enumerable.Range(1, 8).Select(seed =>
            EtsFit.Best(draw((ulong)seed), 0).Form.ToString())];
        Assert.True(names.Count(one => one == name) >= atLeast, $"{name}: {string.Join(", ", names)}");
    }

    private static float[] Draw(
        EtsForm form, EtsGains gains, double level, double trend, double deviation, ulong seed)
    {
        var state = new EtsState { Level = level, Trend = trend };
        for (var day = 0; day < 7; day++)
        {
            state.Week[day] = form.Season switch
            {
                EtsSeason.Added => 10 * Math.Sin(day), EtsSeason.Multiplied => 1 + (0.3 * Math.Sin(day)), _ => 0,
            };
        }

        var series = new float[Days];
        for (var day = 0; day < Days; day++)
        {
            var (before, week) = (state.Level + (gains.Damping * state.Trend), state.Week[day % 7]);
            var mean = form.IsMultiplied ? before * week : before + week;
            var error = deviation * KeyedRandom.Normal(seed, 7, 1, (ulong)day);
            series[day] = (float)(form.IsMultiplied ? mean * (1 + error) : mean + error);
            state.Run(series.AsSpan(day, 1), day, form, gains);
        }

        return series;
    }
}
