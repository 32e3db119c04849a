using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>Trees for some quantile levels and for the mean; the other levels lie on lines between.</summary>
internal sealed class LevelModels(Booster[] quantiles, Booster mean)
{
    /// <summary>The levels that have trees of their own.</summary>
    internal static double[] Levels { get; } = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99];

    // After the levels, which it is made of.
    private static readonly (int From, double Share)[] s_lines = MakeLines();

    internal Booster First => quantiles[0];

    /// <summary>Values by level of <see cref="Levels"/>, then the mean: level after level, each for all rows.</summary>
    internal double[] Predict(ReadOnlySpan<float> features, int rows, int threads, CancellationToken cancel)
    {
        var values = new double[(Levels.Length + 1) * rows];
        for (var level = 0; level < Levels.Length; level++)
        {
            cancel.ThrowIfCancellationRequested();
            quantiles[level].Predict(features, TreeFeatures.Count, threads, values.AsSpan(level * rows, rows));
        }

        mean.Predict(features, TreeFeatures.Count, threads, values.AsSpan(Levels.Length * rows, rows));
        return values;
    }

    /// <summary>All levels of one row, in units: never decreasing, never below 0.</summary>
    /// <param name="values">What <see cref="Predict"/> gave.</param>
    /// <param name="row">Which row.</param>
    /// <param name="rows">Of how many.</param>
    /// <param name="scale">Units that a value of 1 stands for.</param>
    /// <param name="units">Filled.</param>
    internal static void Spread(double[] values, int row, int rows, double scale, Span<float> units)
    {
        Span<double> known = stackalloc double[Levels.Length];
        for (var level = 0; level < known.Length; level++)
        {
            known[level] = values[(level * rows) + row] * scale;
        }

        // Trees of different levels may cross: the sorted values are never worse (Chernozhukov et al., 2010).
        known.Sort();
        for (var level = 0; level < units.Length; level++)
        {
            var (from, share) = s_lines[level];
            var value = known[from] + (share * (known[from + 1] - known[from]));
            units[level] = (float)Math.Max(0, Whole(value, DemandForecast.Levels[level], scale));
        }
    }

    // Small counts are whole: up to the median down, above it to the nearest.
    private static double Whole(double value, double level, double scale) =>
        scale > 3 ? value
        : level < 0.55 ? Math.Floor(value + 1e-6) : Math.Floor(value + 0.5);

    // On which line each level lies, in normal scores, the first line carried on below.
    private static (int From, double Share)[] MakeLines()
    {
        var lines = new (int, double)[DemandForecast.Levels.Length];
        for (var level = 0; level < lines.Length; level++)
        {
            var z = Normal.Quantile(DemandForecast.Levels[level]);
            var from = 0;
            while (from < Levels.Length - 2 && z > Normal.Quantile(Levels[from + 1]) + 1e-6)
            {
                from++;
            }

            var (low, high) = (Normal.Quantile(Levels[from]), Normal.Quantile(Levels[from + 1]));
            lines[level] = (from, Math.Clamp((z - low) / (high - low), -2, 1));
        }

        return lines;
    }
}
