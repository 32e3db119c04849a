using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>The contest's measure over its twelve levels, sums of series among them by sample paths.</summary>
internal sealed class M5Hierarchy
{
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

    private readonly Grouping[] _groupings;
    private readonly GroupTruth[] _truths;
    private readonly int _after;

    internal M5Hierarchy(M5Data data, int after)
    {
        _after = after;
        _groupings = [.. s_levels.Select(level => Grouping.Of(level.Name, [.. data.Series.Select(level.Group)]))];
        _truths = [.. _groupings.Select(grouping => GroupTruth.Of(data, after, grouping))];
    }

    /// <summary>WSPL of the first eleven levels; the twelfth, of single series, is scored by their quantiles.</summary>
    /// <param name="forecaster">Who forecasts.</param>
    /// <param name="earlier">The same, fitted before the days on which it is seen how groups err.</param>
    /// <param name="inputs">What is known.</param>
    /// <param name="threads">How many threads to use.</param>
    internal IEnumerable<(string Name, double Wspl)> Score(
        IForecaster forecaster, IForecaster earlier, DemandInputs inputs, int threads)
    {
        var (sums, errors) = (new SumsOfPaths(_groupings, seed: 1), new GroupErrors(_groupings));
        for (var first = 0; first < inputs.Count; first += 2_048)
        {
            var some = inputs.Slice(first, Math.Min(2_048, inputs.Count - first));
            sums.Add(forecaster.Forecast(some, threads), threads);
            errors.Add(earlier, some, threads);
        }

        var variances = errors.Variances([.. _groupings.Select((_, i) => sums.RelativeVariances(i))]);
        for (var i = 0; i < _groupings.Length; i++)
        {
            var quantiles = sums.Quantiles(i, M5Score.Levels, variances[i], threads);
            yield return (_groupings[i].Name, _truths[i].Wspl(quantiles, _after));
        }
    }

    /// <summary>The same of the contest's seasonal naive: last week's units, and a normal spread of what they changed
    /// by from week to week, growing with the square root of the weeks ahead.</summary>
    internal IEnumerable<(string Name, double Wspl)> ScoreSeasonalNaive() => _groupings.Select((grouping, i) =>
        (grouping.Name, _truths[i].Wspl(SeasonalNaiveBands.Of(
            _truths[i].Units, _after, M5Score.Levels, least: 0), _after)));

    private sealed record GroupTruth(float[][] Units, double[] Dollars)
    {
        internal static GroupTruth Of(M5Data data, int after, Grouping grouping)
        {
            var units = new float[grouping.Codes.Count][];
            var dollars = new double[units.Length];
            for (var row = 0; row < data.Series.Count; row++)
            {
                var (one, group) = (data.Series[row], grouping.GroupOf[row]);
                units[group] ??= new float[after + M5Data.Horizon];
                for (var day = 0; day < units[group].Length; day++)
                {
                    units[group][day] += one.Sales[day];
                    dollars[group] += day >= after - M5Data.Horizon && day < after
                        ? one.Sales[day] * one.Prices[day] : 0;
                }
            }

            return new(units, dollars);
        }

        internal double Wspl(Matrix quantiles, int after)
        {
            var (sum, weights, levels) = (0.0, 0.0, M5Score.Levels);
            var ofLevel = new float[M5Data.Horizon];
            for (var group = 0; group < Units.Length; group++)
            {
                var (scale, loss) = (ScaledLoss.AbsoluteScale(Units[group].AsSpan(0, after)), 0.0);
                for (var level = 0; level < levels.Length; level++)
                {
                    for (var day = 0; day < ofLevel.Length; day++)
                    {
                        ofLevel[day] = quantiles.Row(group)[(day * levels.Length) + level];
                    }

                    loss += ScaledLoss.Spl(Units[group].AsSpan(after), ofLevel, levels[level], scale) / levels.Length;
                }

                sum += double.IsNaN(loss) ? 0 : Dollars[group] * loss;
                weights += double.IsNaN(loss) ? 0 : Dollars[group];
            }

            return sum / weights;
        }
    }
}
