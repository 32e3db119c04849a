using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class NormalScoresTests
{
    [Fact]
    public void A_normal_quantity_has_its_deviation_as_first_coefficient_and_no_second()
    {
        var levels = Enumerable.Range(1, 9999).Select(i => i / 10_000f).ToArray();
        var values = Array.ConvertAll(levels, level => (float)(10 + (3 * Normal.Quantile(level))));
        var (first, second) = new NormalScores(levels).Coefficients(values);
        Assert.Equal(3, first, 0.01);
        Assert.Equal(0, second, 0.01);
    }

    [Fact]
    public void The_correlation_solves_its_quadratic()
    {
        var correlation = NormalScores.Correlation(2, 1, 0.5);
        Assert.Equal(0.5, (2 * correlation) + (correlation * correlation / 2), 1e-9);
        Assert.Equal(1, NormalScores.Correlation(1, 0, 7));
        Assert.Equal(0, NormalScores.Correlation(1, 0, double.NaN));
    }

    [Fact]
    public void The_tables_agree_with_the_exact_functions()
    {
        for (var i = 1; i < 5000; i++)
        {
            var probability = i / 5000.0;
            Assert.Equal(Normal.Quantile(probability), FastNormal.Quantile(probability), 1e-3);
            Assert.Equal(Normal.Cdf((16 * probability) - 8), FastNormal.Cdf((16 * probability) - 8), 1e-6);
        }
    }

    [Fact]
    public void A_stratified_sequence_puts_one_member_into_each_stratum()
    {
        foreach (var scramble in (uint[])[0, 1, 0xDEADBEEF])
        {
            var strata = Enumerable.Range(0, 64).Select(i => (int)(64 * KeyedRandom.Stratified(scramble, (uint)i)));
            Assert.Equal(Enumerable.Range(0, 64), strata.Order());
        }
    }

    [Fact]
    public void A_stretch_of_a_stratified_sequence_is_its_members_one_by_one()
    {
        foreach (var (scramble, first, count) in ((uint, uint, int)[])[(0, 0, 64), (0xDEADBEEF, 3, 1), (77, 250, 13)])
        {
            var draws = new double[count];
            KeyedRandom.Stratified(scramble, first, draws);
            Assert.Equal(Enumerable.Range(0, count).Select(i => KeyedRandom.Stratified(scramble, first + (uint)i)),
                draws);
        }
    }

    [Fact]
    public void Many_quantiles_are_those_of_each()
    {
        double[] probabilities = [1e-9, 0.0005, 0.001, 0.3, 0.5, 0.999, 0.9995];
        var points = probabilities.ToArray();
        FastNormal.Quantiles(points);
        Assert.Equal(probabilities.Select(FastNormal.Quantile), points);
    }

    [Fact]
    public void Different_stratified_sequences_do_not_correlate()
    {
        var (a, b) = (KeyedRandom.Scramble(1, 2, 3, 4), KeyedRandom.Scramble(1, 2, 4, 4));
        var product = Enumerable.Range(0, 1024).Average(i =>
            (KeyedRandom.Stratified(a, (uint)i) - 0.5) * (KeyedRandom.Stratified(b, (uint)i) - 0.5));
        Assert.Equal(0, 12 * product, 0.1);
    }

    [Fact]
    public void A_small_system_is_solved()
    {
        double[] right = [8, 8, 5];
        Cholesky.Solve([4, 2, 0, 2, 3, 0, 0, 0, 0], right);
        Assert.Equal(1, right[0], 1e-12);
        Assert.Equal(2, right[1], 1e-12);
        Assert.Equal(0, right[2]);
    }
}
