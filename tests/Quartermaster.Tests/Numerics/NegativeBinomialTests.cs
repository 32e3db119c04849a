using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class NegativeBinomialTests
{
    private static readonly double[] s_means = [0, 0.01, 0.4, 3, 23.9, 24.1, 90];

    /// <summary>Poisson quantiles: P(X ≤ 1 | 0.3) = 0.9631, P(X ≤ 8 | 4) = 0.9786; and of a geometric distribution with
    /// mean 4, P(X ≤ k) = 1 − 0.8^(k + 1).</summary>
    [Theory]
    [InlineData(0.3, 0, 0.96, /**/ 1)]
    [InlineData(0.3, 0, 0.97, /**/ 2)]
    [InlineData(4, 0, 0.978, /**/ 8)]
    [InlineData(4, 0, 0.979, /**/ 9)]
    [InlineData(4, 1, 0.19, /**/ 0)]
    [InlineData(4, 1, 0.21, /**/ 1)]
    [InlineData(4, 1, 0.89, /**/ 9)]
    [InlineData(4, 1, 0.92, /**/ 11)]
    [InlineData(0, 0.1, 0.99, /**/ 0)]
    public void Finds_the_quantiles_of_small_counts(double mean, double relativeVariance, double p, int units) =>
        Assert.Equal(units, Quantile(mean, relativeVariance, p));

    /// <summary>Where the exact sum ends and the expansion begins, both must say nearly the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void Large_counts_continue_small_ones(double relativeVariance)
    {
        for (var p = 0.02; p < 1; p += 0.02)
        {
            var (small, large) = (Quantile(24, relativeVariance, p), Quantile(24.001, relativeVariance, p));
            Assert.InRange(large - small, -1, 1);
        }
    }

    [Fact]
    public void Counts_of_many_means_are_those_of_each() => Gen.Select(
        Gen.Int[0, s_means.Length - 1].Select(i => s_means[i]).Array[1, 40], Gen.Int[0, 2].Select(i => 0.2 * i),
        Gen.Int[0, 99])
        .Sample((means, relativeVariance, first) =>
        {
            double[] levels = [.. means.Select((_, i) => (((first + (37 * i)) % 100) + 0.5) / 100)];
            var counts = means.ToArray();

            NegativeBinomial.Quantiles(counts, relativeVariance, levels, [.. levels.Select(Normal.Quantile)]);

            Assert.Equal(means.Select((mean, i) => Quantile(mean, relativeVariance, levels[i])), counts);
        });

    private static double Quantile(double mean, double relativeVariance, double p) =>
        NegativeBinomial.Quantile(mean, relativeVariance, p, Normal.Quantile(p));
}
