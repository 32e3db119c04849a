using Quartermaster.Forecasting.Neural;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Neural;

public sealed class TwoRegimesTests
{
    private static readonly float[] s_levels = [.. Enumerable.Range(1, 99).Select(level => level / 100f)];

    [Theory]
    [InlineData(1, 2, 1.2, 2 / 1.2)]
    [InlineData(1, 2, 1.8, 1)]
    [InlineData(10, 1, 9, 1 / 9.0)]
    [InlineData(10, 1, 2, 1)]
    public void The_other_regime_is_the_new_level_unless_the_network_has_followed(
        double before, double recent, double own, double scale) =>
        Assert.Equal(scale, TwoRegimes.ScaleOf((before, recent), own), 9);

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(0.3)]
    public void A_mixture_has_half_of_each(double scale)
    {
        // Uniform between 0 and 100.
        float[] units = [.. s_levels.Select(level => 100 * level)];
        TwoRegimes.Mix(s_levels, units, scale);
        for (var i = 1; i < units.Length - 1; i++)
        {
            Assert.True(units[i] >= units[i - 1]);
            var share = (Math.Clamp(units[i] / 100, 0, 1) + Math.Clamp(units[i] / (100 * scale), 0, 1)) / 2;
            Assert.Equal(s_levels[i], share, 0.011);
        }
    }

    [Fact]
    public void Zeros_stay_zeros()
    {
        float[] units = [.. s_levels.Select(level => level < 0.6 ? 0 : 10 * (level - 0.6f))];
        TwoRegimes.Mix(s_levels, units, 3);
        Assert.All(units[..59], one => Assert.Equal(0, one, 3));
        float[] none = new float[s_levels.Length];
        TwoRegimes.Mix(s_levels, none, 3);
        Assert.All(none, one => Assert.Equal(0, one));
    }
}
