using Quartermaster.Forecasting.Metrics;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Metrics;

public sealed class ScaledLossTests
{
    [Fact]
    public void The_scale_begins_with_the_first_demand()
    {
        // Changes from the first demand on: 2→0, 0→3, 3→3: mean 5/3, squared 13/3.
        float[] history = [0, 0, 2, 0, 3, 3];
        Assert.Equal(5.0 / 3, ScaledLoss.AbsoluteScale(history), 12);
        Assert.Equal(13.0 / 3, ScaledLoss.SquaredScale(history), 12);
        Assert.True(double.IsNaN(ScaledLoss.AbsoluteScale([0, 0, 0])));
        Assert.True(double.IsNaN(ScaledLoss.AbsoluteScale([0, 0, 4])));
        Assert.Equal(0, ScaledLoss.AbsoluteScale([4, 4, 4]));
    }

    [Fact]
    public void Losses_are_those_computed_by_hand()
    {
        // Above the quantile by 1 costs 0.75, below it by 2 costs 2 × 0.25: mean 0.625, over a scale of 5.
        Assert.Equal(0.625 / 5, ScaledLoss.Spl([3, 2], [2, 4], 0.75, 5), 12);
        Assert.Equal(Math.Sqrt((1 + 4) / 2.0 / 10), ScaledLoss.Rmsse([3, 2], [2, 4], 10), 12);
    }

    [Fact]
    public void A_naive_forecast_of_a_walk_of_equal_steps_scores_one()
    {
        // Every day one more: tomorrow's naive forecast is wrong by 1, as every day before was.
        Assert.Equal(1, ScaledLoss.Rmsse([6], [5], ScaledLoss.SquaredScale([1, 2, 3, 4, 5])), 12);
        Assert.Equal(0.5, ScaledLoss.Spl([6], [5], 0.5, ScaledLoss.AbsoluteScale([1, 2, 3, 4, 5])), 12);
    }
}
