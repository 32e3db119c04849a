namespace Quartermaster.Numerics;

/// <summary>Counts with mean μ and variance μ + αμ²: Poisson where the dispersion α is 0.</summary>
/// <remarks>Johnson, Kemp and Kotz, Univariate Discrete Distributions (2005), chapter 5.</remarks>
public static class NegativeBinomial
{
    private const double LargeMean = 200;
    private const double HugeMean = 20_000;

    // Up to this dispersion the cube root of a gamma variable is nearly normal, in both tails.
    private const double MostDispersion = 0.25;

    private const double LargestExactMean = 24;

    /// <summary>The probability of a count.</summary>
    /// <param name="count">0 or more.</param>
    /// <param name="mean">Above 0.</param>
    /// <param name="dispersion">α, 0 or more.</param>
    public static double Probability(int count, double mean, double dispersion)
    {
        var (probability, step, shift) = Start(mean, dispersion);
        for (var k = 0; k < count; k++)
        {
            probability *= step * (k + shift) / (k + 1.0);
        }

        return probability;
    }

    /// <summary>The smallest counts that the levels' probabilities do not exceed.</summary>
    /// <param name="mean">The mean; not above 0 (or not a number) gives zeros.</param>
    /// <param name="dispersion">α, 0 or more.</param>
    /// <param name="levels">Probabilities, increasing, each in (0, 1).</param>
    /// <param name="values">Filled with one count per level.</param>
    /// <remarks>Walks up the counts, O(largest quantile). Above a mean of 200 (20,000 where α > 1/4) a gamma
    /// distribution of the same mean and variance stands in, by Wilson and Hilferty's cube root (1931); its values are
    /// not rounded.</remarks>
    public static void Quantiles(double mean, double dispersion, ReadOnlySpan<float> levels, Span<float> values)
    {
        if (!(mean > 0) || !double.IsFinite(mean) || !double.IsFinite(dispersion))
        {
            values.Clear();
        }
        else if (mean > (dispersion > MostDispersion ? HugeMean : LargeMean))
        {
            Gamma(mean, mean + (dispersion * mean * mean), levels, values);
        }
        else
        {
            Walk(mean, dispersion, levels, values);
        }
    }

    /// <summary>The smallest count that a probability does not exceed.</summary>
    /// <param name="mean">The mean, 0 or more.</param>
    /// <param name="relativeVariance">The variance is mean + relativeVariance × mean²; 0 or more, 0 for
    /// Poisson.</param>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="normal">The standard normal quantile of the same probability, which the caller keeps.</param>
    /// <remarks>
    /// Up to a mean of 24 by adding up the probabilities: exact. Above, by the Cornish–Fisher expansion to the third
    /// moment, rounded: within a count of exact in the body for relative variances to 0.2. O(mean) below, O(1) above.
    /// </remarks>
    public static double Quantile(double mean, double relativeVariance, double probability, double normal) =>
        mean > LargestExactMean ? Expanded(mean, relativeVariance, normal)
            : Counted(mean, relativeVariance, NoneOf(mean, relativeVariance), probability);

    /// <summary>Turns means into counts, one draw of each: see
    /// <see cref="Quantile(double, double, double, double)"/>.</summary>
    /// <param name="means">0 or more; equal ones that stand together cost less. Overwritten with counts.</param>
    /// <param name="relativeVariance">As above, the same for all.</param>
    /// <param name="probabilities">One per mean.</param>
    /// <param name="normals">Their standard normal quantiles.</param>
    public static void Quantiles(Span<double> means, double relativeVariance, ReadOnlySpan<double> probabilities,
        ReadOnlySpan<double> normals)
    {
        var (last, none) = (double.NaN, 1.0);
        for (var i = 0; i < means.Length; i++)
        {
            var mean = means[i];
            if (probabilities[i] <= 1 - mean)
            {
                // The chance of none at all is above 1 − mean.
                means[i] = 0;
                continue;
            }

            if (mean > LargestExactMean)
            {
                means[i] = Expanded(mean, relativeVariance, normals[i]);
                continue;
            }

            if (mean != last)
            {
                (last, none) = (mean, NoneOf(mean, relativeVariance));
            }

            means[i] = Counted(mean, relativeVariance, none, probabilities[i]);
        }
    }

    private static double Expanded(double mean, double relativeVariance, double normal)
    {
        var deviation = Math.Sqrt(mean + (relativeVariance * mean * mean));
        var skewness = (1 + (2 * relativeVariance * mean)) / deviation;
        var value = mean + (deviation * (normal + (skewness * ((normal * normal) - 1) / 6)));
        return Math.Max(0, Math.Round(value));
    }

    // The probability of 0.
    private static double NoneOf(double mean, double relativeVariance) => relativeVariance < 1e-9
        ? Math.Exp(-mean)
        : Math.Exp(-Math.Log(1 + (relativeVariance * mean)) / relativeVariance);

    private static int Counted(double mean, double relativeVariance, double none, double probability)
    {
        if (none >= probability)
        {
            return 0;
        }

        var deviation = Math.Sqrt(mean + (relativeVariance * mean * mean));
        var odds = mean / (1 + (relativeVariance * mean));
        var (count, term, sum) = (0, none, none);
        var most = (int)(mean + (12 * deviation) + 12);
        while (sum < probability && count < most)
        {
            term *= odds * (1 + (relativeVariance * count)) / (count + 1);
            sum += term;
            count++;
        }

        return count;
    }

    private static void Walk(double mean, double dispersion, ReadOnlySpan<float> levels, Span<float> values)
    {
        var (probability, step, shift) = Start(mean, dispersion);
        var (below, count, level) = (probability, 0, 0);

        // Rounding may leave the sum a hair below the highest level for ever.
        var most = (int)Math.Min(1e6, mean + (60 * Math.Sqrt(mean + (dispersion * mean * mean))) + 60);
        while (level < levels.Length)
        {
            while (below < levels[level] && count < most)
            {
                probability *= step * (count + shift) / (count + 1.0);
                below += probability;
                count++;
            }

            values[level++] = count;
        }
    }

    private static void Gamma(double mean, double variance, ReadOnlySpan<float> levels, Span<float> values)
    {
        var shape = mean * mean / variance;
        var (center, scale) = (1 - (1 / (9 * shape)), 1 / (3 * Math.Sqrt(shape)));
        for (var level = 0; level < levels.Length; level++)
        {
            var root = Math.Max(0, center + (scale * Normal.Quantile(levels[level])));
            values[level] = (float)(mean * root * root * root);
        }
    }

    // The probability of 0, and what carries it from count k to k + 1: step × (k + shift) ÷ (k + 1).
    private static (double Probability, double Step, double Shift) Start(double mean, double dispersion)
    {
        if (dispersion * mean < 1e-7)
        {
            // (k + shift) × step tends to the mean: a shift so large that k does not count.
            return (Math.Exp(-mean), mean / 1e12, 1e12);
        }

        var shape = 1 / dispersion;
        return (Math.Exp(-shape * Math.Log(1 + (mean * dispersion))), mean / (shape + mean), shape);
    }
}
