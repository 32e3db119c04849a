using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>What moves a category's products together from week to week, in one replication of the future.</summary>
/// <remarks>A log AR(1) by week, coefficient 0.9, standard deviation 0.10, mean of the factor 1. The history is common
/// to all replications.</remarks>
internal sealed class MarketWeeks
{
    private const double Memory = 0.9;
    private const double Spread = 0.10;

    private readonly float[][] _factors;

    internal MarketWeeks(SampleRetail sample, Seeds seeds) =>
        _factors = Array.ConvertAll(Category.All, category => Path(category.Key, sample, seeds));

    /// <summary>The factor of a category in the week of a day.</summary>
    internal double Factor(int category, int day) => _factors[category][day / 7];

    private static float[] Path(ulong key, SampleRetail sample, Seeds seeds)
    {
        var factors = new float[(sample.AllDays / 7) + 1];
        var log = 0.0;
        for (var week = 0; week < factors.Length; week++)
        {
            var shock = KeyedRandom.Normal(seeds.OfDay(week * 7), Streams.CategoryWeek, key, (ulong)week);
            log = (Memory * log) + (Spread * Math.Sqrt(1 - (Memory * Memory)) * shock);
            factors[week] = (float)Math.Exp(log - (Spread * Spread / 2));
        }

        return factors;
    }
}

/// <summary>Which seed a day draws from: the sample's in the history, the replication's afterwards.</summary>
/// <param name="History">The sample's seed.</param>
/// <param name="Days">Days of history.</param>
/// <param name="Replication">0 for the future that belongs to the sample; any other number is another future.</param>
internal readonly record struct Seeds(ulong History, int Days, ulong Replication)
{
    /// <summary>The seed of a day.</summary>
    internal ulong OfDay(int day) =>
        day < Days ? History : unchecked(History + (Replication * 0xD1342543DE82EF95UL));
}
