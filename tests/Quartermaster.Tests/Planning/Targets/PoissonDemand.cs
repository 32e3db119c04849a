namespace Quartermaster.Tests.Planning.Targets;

/// <summary>The Poisson distribution by its definition, for oracles and brute force.</summary>
internal static class PoissonDemand
{
    internal static double[] Probabilities(double mean, int most)
    {
        var probabilities = new double[most + 1];
        probabilities[0] = Math.Exp(-mean);
        for (var units = 1; units <= most; units++)
        {
            probabilities[units] = probabilities[units - 1] * mean / units;
        }

        return probabilities;
    }

    /// <summary>The quantiles at equally spaced probabilities: as close to the distribution as a sample can
    /// be.</summary>
    internal static float[] Sample(double mean, int count)
    {
        var probabilities = Probabilities(mean, (int)(mean + (12 * Math.Sqrt(mean)) + 30));
        var (sample, units, sum) = (new float[count], 0, probabilities[0]);
        for (var i = 0; i < count; i++)
        {
            while (sum < (i + 0.5) / count && units < probabilities.Length - 1)
            {
                sum += probabilities[++units];
            }

            sample[i] = units;
        }

        return sample;
    }

    /// <summary>Expected h·(y − D)⁺ + p·(D − y)⁺.</summary>
    internal static double Cost(double mean, int owned, double holdingCost, double shortageCost)
    {
        var probabilities = Probabilities(mean, (int)(mean + (12 * Math.Sqrt(mean)) + 60));
        return probabilities.Select((probability, units) =>
            probability * ((holdingCost * Math.Max(0, owned - units)) + (shortageCost * Math.Max(0, units - owned))))
            .Sum();
    }
}
