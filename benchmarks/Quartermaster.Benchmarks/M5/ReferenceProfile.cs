using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>The weekday profile whose figures for days that are not in the data are published: its loss says how hard
/// other days are beside those.</summary>
/// <remarks>As its recipe says: weekdays by store and department (here of a year), the level is the mean of the last 56
/// days over the weekday's, the variance by moments over 112, counts of a negative binomial.</remarks>
internal static class ReferenceProfile
{
    private const int LevelDays = 56;
    private const int SpreadDays = 112;
    private const int ProfileDays = 364;

    /// <summary>Quantiles of the days after some: series × (days × levels).</summary>
    internal static Matrix Of(M5Data data, int after)
    {
        var levels = M5Score.Levels;
        var columns = M5Data.Horizon * levels.Length;
        var values = new float[data.Series.Count * columns];
        var weeks = data.Series.GroupBy(Group).ToDictionary(group => group.Key, group => Week(group, after));
        for (var row = 0; row < data.Series.Count; row++)
        {
            var (one, week) = (data.Series[row], weeks[Group(data.Series[row])]);
            var past = new double[SpreadDays];
            for (var day = 0; day < SpreadDays; day++)
            {
                var at = after - SpreadDays + day;
                past[day] = one.Sales[at] / week[at % 7];
            }

            var (level, mean) = (past[^LevelDays..].Average(), past.Average());
            var variance = past.Sum(units => (units - mean) * (units - mean)) / (SpreadDays - 1);
            var dispersion = mean > 0 ? Math.Max(0, (variance - mean) / (mean * mean)) : 0;
            for (var day = 0; day < M5Data.Horizon; day++)
            {
                NegativeBinomial.Quantiles(level * week[(after + day) % 7], dispersion, levels,
                    values.AsSpan((row * columns) + (day * levels.Length), levels.Length));
            }
        }

        return new(columns, values);
    }

    private static (string Store, string Department) Group(M5Series one) => (one.Store, one.Department);

    private static double[] Week(IEnumerable<M5Series> series, int after)
    {
        var units = new double[7];
        foreach (var one in series)
        {
            for (var day = after - ProfileDays; day < after; day++)
            {
                units[day % 7] += one.Sales[day];
            }
        }

        var mean = units.Average();
        return Array.ConvertAll(units, sum => mean > 0 ? sum / mean : 1);
    }
}
