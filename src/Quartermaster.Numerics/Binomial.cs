namespace Quartermaster.Numerics;

/// <summary>How many of n independent trials succeed.</summary>
public static class Binomial
{
    /// <summary>The smallest count at which the distribution function reaches a probability.</summary>
    /// <param name="trials">n, 0 or more.</param>
    /// <param name="chance">Of each, 0 to 1.</param>
    /// <param name="probability">0 to 1: a uniform draw gives a binomial one.</param>
    /// <remarks>Walks up the counts from 0 where the expected successes (or failures) are at most 30; beyond, the
    /// normal
    /// distribution with the skewness correction of Cornish and Fisher (1938), right to about one count.</remarks>
    public static int Quantile(int trials, double chance, double probability)
    {
        if (trials <= 0 || !(chance > 0))
        {
            return 0;
        }

        return chance >= 1 ? trials
            : chance > 0.5 ? trials - Lower(trials, 1 - chance, 1 - probability)
            : Lower(trials, chance, probability);
    }

    /// <summary>The least chance of success that a count of successes leaves likely: the exact one-sided bound of
    /// Clopper and Pearson (1934). O(failures), so for few of them.</summary>
    /// <param name="successes">0 to <paramref name="trials"/>.</param>
    /// <param name="trials">1 or more.</param>
    /// <param name="confidence">How sure, between 0 and 1.</param>
    /// <returns>The chance at which as many successes or more are as likely as 1 − <paramref name="confidence"/>; 0
    /// without a success.</returns>
    public static double LeastChance(int successes, int trials, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)successes, (uint)trials, nameof(successes));
        var (low, high) = (0.0, 1.0);
        while (successes > 0 && high - low > 1e-12)
        {
            var middle = (low + high) / 2;
            (low, high) = AtMost(trials - successes, trials, 1 - middle) < 1 - confidence
                ? (middle, high) : (low, middle);
        }

        return successes == 0 ? 0 : low;
    }

    // The chance of so many or fewer, summed from logarithms: with many trials the first terms are beyond doubles.
    private static double AtMost(int count, int trials, double chance)
    {
        var (sum, term) = (0.0, trials * Math.Log(1 - chance));
        for (var i = 0; i <= count; i++)
        {
            sum += Math.Exp(term);
            term += Math.Log((trials - i) / (i + 1.0)) + Math.Log(chance / (1 - chance));
        }

        return sum;
    }

    private static int Lower(int trials, double chance, double probability)
    {
        var mean = trials * chance;
        if (mean > 30)
        {
            var deviation = Math.Sqrt(mean * (1 - chance));
            var z = Math.Clamp(Normal.Quantile(probability), -8, 8);
            var value = mean + (deviation * z) + ((1 - (2 * chance)) * ((z * z) - 1) / 6);
            return (int)Math.Clamp(Math.Round(value), 0, trials);
        }

        var odds = chance / (1 - chance);
        var mass = Math.Exp(trials * Math.Log(1 - chance));
        var (below, count) = (mass, 0);
        while (below < probability && count < trials)
        {
            mass *= odds * (trials - count) / (count + 1.0);
            below += mass;
            count++;
            if (mass < 1e-18 && count > mean)
            {
                break;
            }
        }

        return count;
    }
}
