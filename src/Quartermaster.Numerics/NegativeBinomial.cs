namespace Quartermaster.Numerics;

/// <summary>Counts whose mean is itself uncertain: the negative binomial distribution, Poisson at its edge.</summary>
public static class NegativeBinomial
{
    private const double LargestExactMean = 24;

    /// <summary>The smallest count that a probability does not exceed.</summary>
    /// <param name="mean">The mean, 0 or more.</param>
    /// <param name="relativeVariance">The variance is mean + relativeVariance × mean²; 0 or more, 0 for Poisson.</param>
    /// <param name="probability">In (0, 1).</param>
    /// <param name="normal">The standard normal quantile of the same probability, which the caller keeps.</param>
    /// <remarks>
    /// Up to a mean of 24 by adding up the probabilities: exact. Above, by the Cornish–Fisher expansion to the third
    /// moment, rounded: within a count of exact in the body for relative variances to 0.2. O(mean) below, O(1) above.
    /// </remarks>
    public static double Quantile(double mean, double relativeVariance, double probability, double normal)
    {
        var deviation = Math.Sqrt(mean + (relativeVariance * mean * mean));
        if (mean > LargestExactMean)
        {
            var skewness = (1 + (2 * relativeVariance * mean)) / deviation;
            var value = mean + (deviation * (normal + (skewness * ((normal * normal) - 1) / 6)));
            return Math.Max(0, Math.Round(value));
        }

        var odds = mean / (1 + (relativeVariance * mean));
        var term = relativeVariance < 1e-9
            ? Math.Exp(-mean)
            : Math.Exp(-Math.Log(1 + (relativeVariance * mean)) / relativeVariance);
        var (count, sum) = (0, term);
        var most = (int)(mean + (12 * deviation) + 12);
        while (sum < probability && count < most)
        {
            term *= odds * (1 + (relativeVariance * count)) / (count + 1);
            sum += term;
            count++;
        }

        return count;
    }
}
