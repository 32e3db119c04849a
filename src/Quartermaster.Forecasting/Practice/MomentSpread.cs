using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Quantiles as textbooks teach them, from a mean and a variance: normal where that leaves demand above 0,
/// else counts of the same mean and variance.</summary>
/// <remarks>A normal cut at 0 would lose up to half of a slow mover's deviation, and so of its safety stock: that is
/// not what a planner with a mean and a deviation would hold. Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd
/// ed., 2019, section 4.3.2; counts are negative binomial, Poisson where the variance is below the mean.</remarks>
internal static class MomentSpread
{
    private const double ClearOfZero = 3;

    private static readonly double[] s_scores = Scores(DemandForecast.Levels);

    /// <summary>Writes the quantiles of all forecast levels.</summary>
    /// <param name="mean">Units; 0 or more.</param>
    /// <param name="variance">Units squared; 0 or more.</param>
    /// <param name="quantiles">One value per level.</param>
    internal static void Write(double mean, double variance, Span<float> quantiles) =>
        Write(mean, variance, DemandForecast.Levels, s_scores, quantiles);

    /// <summary>Writes the quantiles of given levels.</summary>
    /// <param name="mean">Units; 0 or more.</param>
    /// <param name="variance">Units squared; 0 or more.</param>
    /// <param name="levels">Probabilities, ascending, each in (0, 1).</param>
    /// <param name="scores">Their <see cref="Scores"/>.</param>
    /// <param name="quantiles">One value per level.</param>
    internal static void Write(
        double mean, double variance, ReadOnlySpan<float> levels, ReadOnlySpan<double> scores, Span<float> quantiles)
    {
        var deviation = Math.Sqrt(Math.Max(0, variance));
        if (mean < ClearOfZero * deviation)
        {
            NegativeBinomial.Quantiles(mean, Math.Max(0, (variance - mean) / (mean * mean)), levels, quantiles);
            return;
        }

        for (var level = 0; level < quantiles.Length; level++)
        {
            quantiles[level] = (float)Math.Max(0, mean + (deviation * scores[level]));
        }
    }

    /// <summary>Quantiles of a standard normal variable.</summary>
    internal static double[] Scores(ReadOnlySpan<float> levels)
    {
        var scores = new double[levels.Length];
        for (var level = 0; level < scores.Length; level++)
        {
            scores[level] = Normal.Quantile(levels[level]);
        }

        return scores;
    }
}
