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
