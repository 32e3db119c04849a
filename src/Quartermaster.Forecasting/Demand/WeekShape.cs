using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Where past weeks lay in the distributions that were forecast for them, by pace of sales, and with it which
/// quantile of such a distribution is truly the one asked for.</summary>
/// <remarks>Recalibration by probability integral transforms (Dawid, 1984; Kuleshov, Fenner and Ermon, 2018): a
/// negative binomial distribution with the right variance still has the wrong middle where most weeks are usual and
/// few are far off. Counts are placed by keyed chance between the probabilities of less and of as much (Czado, Gneiting
/// and Held, 2009). Drawn to no correction by <see cref="PriorWeeks"/> weeks.</remarks>
internal sealed class WeekShape
{
    private const double PriorWeeks = 100;
    private const double Outermost = 2e-4;
    private const int Halvings = 30;

    private readonly float[][] _levels;

    private WeekShape(float[][] levels) => _levels = levels;

    /// <summary>Learns from places, 0 to 1, by pace.</summary>
    internal static WeekShape Of(IReadOnlyList<List<float>> places) => new([.. places.Select(ofPace =>
    {
        float[] sorted = [.. ofPace.Order()];
        return Array.ConvertAll(DemandForecast.Levels.ToArray(), level => Level(sorted, level));
    })]);

    /// <summary>The probabilities at which a distribution has the quantiles of the house.</summary>
    internal float[] Of(double level) => _levels[SpreadTable.PaceOf(level)];

    /// <summary>Where units lie in a distribution given by quantiles.</summary>
    /// <param name="units">Units that came.</param>
    /// <param name="probabilities">Ascending.</param>
    /// <param name="quantiles">One per probability.</param>
    /// <param name="chance">0 to 1: where between as little and as much.</param>
    internal static double Place(
        double units, ReadOnlySpan<float> probabilities, ReadOnlySpan<float> quantiles, double chance)
    {
        var (below, above) = (0, quantiles.Length);
        while (below < quantiles.Length && quantiles[below] < units)
        {
            below++;
        }

        while (above > 0 && quantiles[above - 1] > units)
        {
            above--;
        }

        var low = below == 0 ? 0 : probabilities[below - 1];
        var high = above == quantiles.Length ? 1 : probabilities[above];
        if (below == above && below > 0 && above < quantiles.Length)
        {
            chance = (units - quantiles[below - 1]) / (quantiles[above] - quantiles[below - 1]);
        }

        return low + (chance * (high - low));
    }

    // The probability of which as many of the places lie below as the level says.
    private static float Level(float[] places, float level)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var found = Array.BinarySearch(places, (float)middle);
            var below = found >= 0 ? found : ~found;
            var share = (below + (PriorWeeks * middle)) / (places.Length + PriorWeeks);
            (low, high) = share < level ? (middle, high) : (low, middle);
        }

        return (float)Math.Clamp((low + high) / 2, Outermost, 1 - Outermost);
    }
}
