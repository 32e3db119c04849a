using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class CountDistributionTests
{
    [Fact]
    public void A_negative_binomial_of_two_successes_at_even_odds_has_its_textbook_probabilities()
    {
        // r = 2, p = 1/2: P(k) = (k + 1) / 2^(k + 2).
        Assert.Equal(0.25, NegativeBinomial.Probability(0, 2, 0.5), 1e-12);
        Assert.Equal(0.1875, NegativeBinomial.Probability(2, 2, 0.5), 1e-12);
        Assert.Equal([0, 1, 2, 3, 4, 5], Quantiles(2, 0.5, [0.24f, 0.49f, 0.68f, 0.81f, 0.89f, 0.93f]));
        Assert.Equal([1, 2, 3, 4, 5], Quantiles(2, 0.5, [0.26f, 0.51f, 0.69f, 0.82f, 0.9f]));
    }

    [Fact]
    public void Without_dispersion_it_is_a_Poisson_count() =>
        Assert.Equal(0.213763, NegativeBinomial.Probability(3, 2.5, 0), 1e-6);

    [Fact]
    public void Large_counts_have_the_quantiles_of_the_walk()
    {
        float[] levels = [0.01f, 0.1f, 0.5f, 0.9f, 0.99f];
        var (walked, large) = (Quantiles(199.9, 0.1, levels), Quantiles(200.1, 0.1, levels));
        Assert.All(levels.Select((_, i) => i), i => Assert.Equal(walked[i], large[i], walked[i] * 0.02));
    }

    [Fact]
    public void Quantiles_rise_with_the_level_and_the_mean() =>
        Gen.Select(Gen.Double[0.001, 500], Gen.Double[0, 5]).Sample((mean, dispersion) =>
        {
            float[] levels = [0.01f, 0.3f, 0.5f, 0.8f, 0.99f];
            var (low, high) = (Quantiles(mean, dispersion, levels), Quantiles(mean * 1.5, dispersion, levels));
            Assert.Equal(low.Order(), low);
            Assert.All(levels.Select((_, i) => i), i => Assert.True(high[i] >= 0.95 * low[i] - 1));
        });

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(-1, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    [InlineData(5, double.NaN)]
    public void What_is_no_mean_gives_zeros(double mean, double dispersion) =>
        Assert.Equal([0, 0], Quantiles(mean, dispersion, [0.5f, 0.9f]));

    [Theory]
    [InlineData(3, 0.5, 0.124, 0)]
    [InlineData(3, 0.5, 0.126, 1)]
    [InlineData(3, 0.5, 0.499, 1)]
    [InlineData(3, 0.5, 0.874, 2)]
    [InlineData(3, 0.5, 0.876, 3)]
    [InlineData(2, 0.9, 0.0099, 0)]
    [InlineData(2, 0.9, 0.189, 1)]
    [InlineData(7, 0, 0.9, 0)]
    [InlineData(7, 1, 0.1, 7)]
    public void Binomial_quantiles_are_those_of_coin_tosses(int trials, double chance, double at, int expected) =>
        Assert.Equal(expected, Binomial.Quantile(trials, chance, at));

    [Fact]
    public void Binomial_draws_have_their_mean_whatever_the_size() =>
        Gen.Select(Gen.Int[1, 400], Gen.Double[0.01, 0.99]).Sample((trials, chance) =>
        {
            var mean = Enumerable.Range(0, 2000).Average(i => Binomial.Quantile(trials, chance, (i + 0.5) / 2000));
            Assert.Equal(trials * chance, mean, 0.05 + (0.002 * trials));
        }, iter: 50);

    private static float[] Quantiles(double mean, double dispersion, float[] levels)
    {
        var values = new float[levels.Length];
        NegativeBinomial.Quantiles(mean, dispersion, levels, values);
        return values;
    }
}
