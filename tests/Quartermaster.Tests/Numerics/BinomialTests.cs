using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

/// <summary>The exact bound of Clopper and Pearson.</summary>
public sealed class BinomialTests
{
    [Fact]
    public void At_the_least_chance_as_many_successes_are_as_likely_as_is_left() =>
        Gen.Select(Gen.Int[1, 40], Gen.Double[0.5, 0.999]).SelectMany((trials, confidence) =>
            Gen.Int[1, trials].Select(successes => (trials, successes, confidence))).Sample(of =>
            {
                var chance = Binomial.LeastChance(of.successes, of.trials, of.confidence);
                Assert.Equal(1 - of.confidence, Tail(of.successes, of.trials, chance), 1e-6);
            });

    // The last is the rule of three.
    [Theory]
    [InlineData(0, 7, 0)]
    [InlineData(1, 1, 0.05)]
    [InlineData(95, 100, 0.8977)]
    [InlineData(2_995, 2_995, 0.9990002)]
    public void Known_bounds(int successes, int trials, double bound) =>
        Assert.Equal(bound, Binomial.LeastChance(successes, trials, 0.95), 5e-4);

    [Fact]
    public void Counts_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Binomial.LeastChance(0, 0, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Binomial.LeastChance(3, 2, 0.95));
        Assert.Throws<ArgumentOutOfRangeException>(() => Binomial.LeastChance(-1, 2, 0.95));
    }

    // By the triangle of Pascal, term by term.
    private static double Tail(int successes, int trials, double chance)
    {
        double[] likely = [1];
        for (var trial = 0; trial < trials; trial++)
        {
            var next = new double[likely.Length + 1];
            for (var i = 0; i < likely.Length; i++)
            {
                next[i] += likely[i] * (1 - chance);
                next[i + 1] += likely[i] * chance;
            }

            likely = next;
        }

        return likely[successes..].Sum();
    }
}
