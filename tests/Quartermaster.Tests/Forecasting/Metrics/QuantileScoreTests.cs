using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Metrics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Metrics;

public sealed class QuantileScoreTests
{
    [Fact]
    public void Pinball_loss_is_the_textbooks()
    {
        Assert.Equal(0.9 * 3, QuantileScore.Pinball(0.9, 7, 10), 1e-12);
        Assert.Equal(0.1 * 3, QuantileScore.Pinball(0.9, 13, 10), 1e-12);
    }

    [Fact]
    public void A_forecast_without_spread_scores_its_absolute_error()
    {
        // The levels lie evenly around one half, so 2 · mean pinball is the absolute error.
        var score = new QuantileScore();
        score.Add(All(8), 8, 10);
        score.Add(All(8), 8, 6);
        Assert.Equal(4.0 / 16, score.Wql, 1e-6);
        Assert.Equal(0, score.Bias, 1e-12);
        Assert.All(score.Coverage, share => Assert.Equal(0.5, share));
    }

    [Fact]
    public void Scores_add_up()
    {
        var (one, other, both) = (new QuantileScore(), new QuantileScore(), new QuantileScore());
        one.Add(All(3), 3, 5);
        other.Add(All(2), 2, 0);
        both.Add(All(3), 3, 5);
        both.Add(All(2), 2, 0);
        one.Add(other);
        Assert.Equal(both.Wql, one.Wql);
        Assert.Equal(both.Bias, one.Bias);
        Assert.Equal(2, one.Count);
    }

    [Fact]
    public void Where_nothing_was_sold_there_is_no_ratio() => Assert.True(double.IsNaN(new QuantileScore().Wql));

    private static float[] All(float value) => [.. Enumerable.Repeat(value, DemandForecast.Levels.Length)];
}
