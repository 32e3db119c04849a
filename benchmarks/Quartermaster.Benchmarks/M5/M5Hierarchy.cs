using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>The contest's measure over its twelve levels, sums of series among them by sample paths.</summary>
internal static class M5Hierarchy
{
    private const int Paths = 256;

    private static readonly (string Name, Func<M5Series, string> Group)[] s_levels =
    [
        ("total", _ => ""), ("state", one => one.State), ("store", one => one.Store),
        ("category", one => one.Category), ("department", one => one.Department),
        ("state x category", one => one.State + one.Category),
        ("state x department", one => one.State + one.Department),
        ("store x category", one => one.Store + one.Category),
        ("store x department", one => one.Store + one.Department),
        ("item", one => one.Item), ("item x state", one => one.Item + one.State),
    ];

    /// <summary>WSPL of the first eleven levels; the twelfth, of single series, is scored by their quantiles.</summary>
    internal static IEnumerable<(string Name, double Wspl)> Score(M5Data data, int after, DemandForecast forecast)
    {
        foreach (var (name, group) in s_levels)
        {
            var groups = Enumerable.Range(0, data.Series.Count).GroupBy(row => group(data.Series[row])).ToArray();
            var (sum, weights) = (0.0, 0.0);
            foreach (var rows in groups)
            {
                var (loss, dollars) = Score(data, after, forecast, [.. rows]);
                sum += double.IsNaN(loss) ? 0 : dollars * loss;
                weights += double.IsNaN(loss) ? 0 : dollars;
            }

            yield return (name, sum / weights);
        }
    }

    private static (double Loss, double Dollars) Score(M5Data data, int after, DemandForecast forecast, int[] rows)
    {
        var (units, dollars) = (new float[after + M5Data.Horizon], 0.0);
        var totals = new float[M5Data.Horizon][];
        for (var day = 0; day < totals.Length; day++)
        {
            totals[day] = new float[Paths];
        }

        var (paths, drawn) = (new SamplePaths(forecast, seed: 1), new int[Paths]);
        foreach (var row in rows)
        {
            var one = data.Series[row];
            for (var day = 0; day < units.Length; day++)
            {
                units[day] += one.Sales[day];
                dollars += day >= after - M5Data.Horizon && day < after ? one.Sales[day] * one.Prices[day] : 0;
            }

            for (var day = 0; day < totals.Length; day++)
            {
                paths.Sums(row, day, day + 1, drawn);
                for (var path = 0; path < Paths; path++)
                {
                    totals[day][path] += drawn[path];
                }
            }
        }

        var (scale, loss) = (ScaledLoss.AbsoluteScale(units.AsSpan(0, after)), 0.0);
        foreach (var sums in totals)
        {
            Array.Sort(sums);
        }

        foreach (var level in M5Score.Levels)
        {
            var quantiles = Array.ConvertAll(totals, sums => sums[Math.Min(Paths - 1, (int)(level * Paths))]);
            loss += ScaledLoss.Spl(units.AsSpan(after), quantiles, level, scale) / M5Score.Levels.Length;
        }

        return (loss, dollars);
    }
}
