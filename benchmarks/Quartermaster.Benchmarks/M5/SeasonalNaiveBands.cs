using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>Seasonal naive with normal bands, as the contest's benchmark has them (Hyndman and Athanasopoulos,
/// Forecasting: Principles and Practice, 2021, section 5.5).</summary>
internal static class SeasonalNaiveBands
{
    /// <summary>Quantiles of the days after some: series × (days × levels).</summary>
    /// <param name="units">By series and day.</param>
    /// <param name="after">Days that were known.</param>
    /// <param name="levels">Quantile levels.</param>
    /// <param name="least">No quantile lies below.</param>
    internal static Matrix Of(
        IReadOnlyList<float[]> units, int after, float[] levels, double least = double.NegativeInfinity)
    {
        var scores = Array.ConvertAll(levels, level => Normal.Quantile(level));
        var columns = M5Data.Horizon * levels.Length;
        var values = new float[units.Count * columns];
        for (var row = 0; row < units.Count; row++)
        {
            var first = units[row].AsSpan(0, after).IndexOfAnyExcept(0f);
            var (squares, days) = (0.0, 0);
            for (var day = Math.Max(0, first) + 7; first >= 0 && day < after; day++, days++)
            {
                var change = units[row][day] - units[row][day - 7];
                squares += change * change;
            }

            var deviation = days > 0 ? Math.Sqrt(squares / days) : 0;
            for (var i = 0; i < columns; i++)
            {
                var (day, level) = Math.DivRem(i, levels.Length);
                var middle = units[row][after - 7 + (day % 7)];
                values[(row * columns) + i] = (float)Math.Max(
                    least, middle + (scores[level] * deviation * Math.Sqrt((day / 7) + 1)));
            }
        }

        return new(columns, values);
    }
}
