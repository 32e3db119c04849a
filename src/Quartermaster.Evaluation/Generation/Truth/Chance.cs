using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>Counts and amounts from keyed uniforms.</summary>
internal static class Chance
{
    private const int MostCount = 100_000;

    /// <summary>A key for the n-th thing of a day that belongs to an owner.</summary>
    internal static ulong Key(ulong owner, int day, int number) =>
        unchecked((owner * 0x9E3779B97F4A7C15UL) + ((ulong)(uint)day << 32) + (uint)number);

    /// <summary>A count with a negative binomial distribution, by inversion of one uniform.</summary>
    /// <param name="mean">Above 0.</param>
    /// <param name="shape">k: the variance is mean + mean²/k; above 0.</param>
    /// <param name="uniform">In [0, 1).</param>
    internal static int NegativeBinomial(double mean, double shape, double uniform)
    {
        var ratio = mean / (shape + mean);
        var probability = Math.Exp(shape * Math.Log(shape / (shape + mean)));
        var count = 0;
        while (uniform >= probability && count < MostCount && probability > 0)
        {
            uniform -= probability;
            probability *= (count + shape) / (count + 1) * ratio;
            count++;
        }

        return count;
    }

    /// <summary>A count with a Poisson distribution: by inversion of one uniform, beyond 60 by the normal.</summary>
    internal static int Poisson(double mean, double uniform)
    {
        if (mean > 60)
        {
            var z = Normal.Quantile(Math.Max(uniform, 1e-12));
            return (int)Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * z)));
        }

        var (probability, count) = (Math.Exp(-mean), 0);
        while (uniform >= probability && count < 1_000)
        {
            uniform -= probability;
            probability *= mean / ++count;
        }

        return count;
    }

    /// <summary>An amount with a gamma distribution of mean 1 and shape 1 or more.</summary>
    /// <remarks>Marsaglia and Tsang (2000), "A simple method for generating gamma variables".</remarks>
    internal static double Gamma(double shape, ulong seed, ulong stream, ulong key)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        for (var attempt = 0UL; attempt < 64; attempt++)
        {
            var x = KeyedRandom.Normal(seed, stream, key, 2 * attempt);
            var v = 1 + (c * x);
            var u = KeyedRandom.Uniform(seed, stream, key, (2 * attempt) + 1);
            if (v > 0 && Math.Log(Math.Max(u, 1e-300)) < (0.5 * x * x) + d - (d * v * v * v) + (3 * d * Math.Log(v)))
            {
                return d * v * v * v / shape;
            }
        }

        return 1;
    }

    /// <summary>Units of one line: 1, plus more with a given probability each.</summary>
    internal static int Units(double more, double uniform) =>
        uniform >= more ? 1 : Math.Min(50, 1 + (int)(Math.Log(Math.Max(uniform, 1e-15)) / Math.Log(more)));
}
