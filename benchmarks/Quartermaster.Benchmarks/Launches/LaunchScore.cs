using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Benchmarks.Launches;

/// <summary>How good forecasts of newcomers are beside what is said of any product of their category.</summary>
internal sealed class LaunchScore
{
    private double _own;
    private double _category;
    private double _count;
    private double _inside;
    private double _below;
    private double _mean;

    /// <summary>Levels that are scored: 0.01, 0.02 … 0.99.</summary>
    internal static float[] Levels { get; } = [.. Enumerable.Range(1, 99).Select(level => level / 100f)];

    /// <summary>Days scored.</summary>
    internal int Days { get; private set; }

    /// <summary>Units that came.</summary>
    internal double Units { get; private set; }

    /// <summary>Pinball loss, over that of the category's own days.</summary>
    internal double Ratio => _own / _category;

    /// <summary>Pinball loss, over that of a Poisson count of the category's mean.</summary>
    internal double CountRatio => _own / _count;

    /// <summary>Share of days within the 10–90 % band; a count that lies on its edge counts by the share of its
    /// probability inside (the mean of randomized coverage; Czado, Gneiting and Held, 2009).</summary>
    internal double Coverage => _inside / Days;

    /// <summary>Share of days below the band, counted alike.</summary>
    internal double Below => _below / Days;

    /// <summary>Expected units over those that came, less 1.</summary>
    internal double Bias => (_mean / Units) - 1;

    internal void Add(
        ReadOnlySpan<float> quantiles, ReadOnlySpan<float> category, ReadOnlySpan<float> count, double mean,
        double actual)
    {
        for (var i = 0; i < Levels.Length; i++)
        {
            _own += QuantileScore.Pinball(Levels[i], quantiles[i], actual);
            _category += QuantileScore.Pinball(Levels[i], category[i], actual);
            _count += QuantileScore.Pinball(Levels[i], count[i], actual);
        }

        var (low, high) = (Chance(quantiles, actual - 1), Chance(quantiles, actual));
        _inside += Part(low, high, 0.1, 0.9);
        _below += Part(low, high, 0, 0.1);
        (Days, Units, _mean) = (Days + 1, Units + actual, _mean + mean);
    }

    // The probability of a count or less, half a step above the last level that it reaches.
    private static double Chance(ReadOnlySpan<float> quantiles, double count)
    {
        var reached = 0;
        while (reached < quantiles.Length && quantiles[reached] <= count)
        {
            reached++;
        }

        return reached == 0 ? 0 : reached == quantiles.Length ? 1 : (reached + 0.5) / (quantiles.Length + 1);
    }

    private static double Part(double low, double high, double from, double to) => high <= low
        ? low >= from && low < to ? 1 : 0
        : Math.Max(0, Math.Min(high, to) - Math.Max(low, from)) / (high - low);
}
