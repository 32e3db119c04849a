using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Transit time of a lane: lognormal, from its median and its 95 % quantile.</summary>
internal static class TransitTime
{
    private const double LateProbability = 0.95;

    /// <summary>The quantile of a transit time, whole minutes, rounded up.</summary>
    /// <param name="medianMinutes">The median; below 1 it counts as 1 where the time varies.</param>
    /// <param name="lateMinutes">The 95 % quantile; one below the median counts as the median.</param>
    /// <param name="level">In (0, 1).</param>
    internal static int Quantile(int medianMinutes, int lateMinutes, double level)
    {
        if (lateMinutes <= medianMinutes)
        {
            return medianMinutes;
        }

        var (median, sigma) = Shape(medianMinutes, lateMinutes);
        var minutes = median * Math.Exp(sigma * Normal.Quantile(level));
        return (int)Math.Ceiling(Math.Min(minutes, 10_000_000) - 1e-9);
    }

    /// <summary>Mean and variance of a transit time, minutes and their square.</summary>
    /// <inheritdoc cref="Quantile"/>
    internal static (double Mean, double Variance) Moments(int medianMinutes, int lateMinutes)
    {
        if (lateMinutes <= medianMinutes)
        {
            return (medianMinutes, 0);
        }

        var (median, sigma) = Shape(medianMinutes, lateMinutes);
        var mean = median * Math.Exp(sigma * sigma / 2);
        return (mean, mean * mean * (Math.Exp(sigma * sigma) - 1));
    }

    /// <summary>The share of parcels that take so many minutes at most.</summary>
    /// <param name="medianMinutes">The median; below 1 it counts as 1 where the time varies.</param>
    /// <param name="lateMinutes">The 95 % quantile; one below the median counts as the median.</param>
    /// <param name="minutes">The minutes.</param>
    internal static double ShareWithin(int medianMinutes, int lateMinutes, double minutes)
    {
        if (lateMinutes <= medianMinutes)
        {
            return minutes >= medianMinutes ? 1 : 0;
        }

        var (median, sigma) = Shape(medianMinutes, lateMinutes);
        return minutes <= 0 ? 0 : sigma > 0 ? Normal.Cdf(Math.Log(minutes / median) / sigma)
            : minutes >= median ? 1 : 0;
    }

    /// <summary>The level of the last leg, so that all connections and the last leg hold at a promise's
    /// level.</summary>
    /// <param name="promise">The promise's level.</param>
    /// <param name="connection">The level of each connection.</param>
    /// <param name="legs">The number of lanes; 1 or more.</param>
    internal static double LastLevel(double promise, double connection, int legs) =>
        Math.Min(0.999, promise / Math.Pow(connection, legs - 1));

    private static (double Median, double Sigma) Shape(int medianMinutes, int lateMinutes)
    {
        var median = Math.Max(1.0, medianMinutes);
        return (median, Math.Max(0, Math.Log(lateMinutes / median)) / Normal.Quantile(LateProbability));
    }
}
