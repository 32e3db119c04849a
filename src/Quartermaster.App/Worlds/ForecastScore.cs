using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Storage.Import;

namespace Quartermaster.App.Worlds;

/// <summary>A forecast against what came, by quantile level.</summary>
/// <remarks>WQL of a level is twice its pinball losses over the units that came. The contest's measure (WSPL) is each
/// product's pinball loss on the scale of its own past changes, weighed by what it sold for in the last 28 days.
/// </remarks>
internal sealed class ForecastScore
{
    private const int WeighingDays = 28;

    private readonly float[] _levels;
    private readonly double[] _losses;
    private readonly double[] _scaled;
    private readonly long[] _covered;
    private double _units;
    private double _weights;
    private long _days;

    private ForecastScore(float[] levels) => (_levels, _losses, _scaled, _covered) =
        (levels, new double[levels.Length], new double[levels.Length], new long[levels.Length]);

    /// <summary>The weighted scaled pinball loss, mean over levels; NaN where nothing was sold before.</summary>
    internal double Wspl => _scaled.Sum() / _levels.Length / _weights;

    /// <summary>The weighted quantile loss, mean over levels.</summary>
    internal double Wql => 2 * _losses.Sum() / _levels.Length / _units;

    /// <summary>Product-days that were scored.</summary>
    internal long Days => _days;

    /// <summary>Units that came.</summary>
    internal double Units => _units;

    /// <summary>Scores a plan's forecast.</summary>
    /// <param name="plan">Who forecasts, and from what.</param>
    /// <param name="levels">Ascending.</param>
    /// <param name="actuals">What came.</param>
    /// <param name="own">A forecast to compare with; null for none.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="cancel">Asked between products.</param>
    internal static ForecastScore Of(
        SavedPlan plan, float[] levels, ActualsFile actuals, OwnComparison? own, int threads, CancellationToken cancel)
    {
        var (score, pasts) = (new ForecastScore(levels), PastSales.Of(plan.Opened, WeighingDays));
        foreach (var (first, quantiles) in ForecastFile.Quantiles(plan, levels, threads, cancel))
        {
            own?.Add(first, quantiles, actuals, threads, cancel);
            for (var row = 0; row < quantiles.Count; row++)
            {
                var at = first + row;
                score.Add(day => actuals.Of(at, day), quantiles.Row(row),
                    pasts.Of(plan.Opened.Book.Products.Rows[at].Product));
            }
        }

        return score;
    }

    /// <summary>Scores a plan's forecast of groups of products.</summary>
    /// <param name="plan">Who forecasts, and from what.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="levels">Ascending.</param>
    /// <param name="actuals">What came.</param>
    /// <returns>A score for each grouping, in order.</returns>
    internal static IReadOnlyList<ForecastScore> Of(
        SavedPlan plan, GroupedForecast forecast, float[] levels, ActualsFile actuals)
    {
        var pasts = PastSales.Of(plan.Opened, WeighingDays);
        var products = plan.Opened.Book.Products.Rows.ToArray();
        return [.. forecast.Groupings.Select((grouping, i) =>
        {
            var score = new ForecastScore(levels);
            var groups = Enumerable.Range(0, products.Length).GroupBy(row => grouping.GroupOf[row]);
            foreach (var group in groups.OrderBy(group => group.Key))
            {
                int[] rows = [.. group];
                score.Add(day => rows.Sum(row => actuals.Of(row, day)), forecast.Of(i, group.Key),
                    pasts.Of(rows.Select(row => products[row].Product)));
            }

            return score;
        })];
    }

    /// <summary>One row per grouping, and the mean of all.</summary>
    internal static Grid GridOf(IReadOnlyList<Grouping> groupings, IReadOnlyList<ForecastScore> scores) => new(
        "score", "The forecast against what came, by grouping",
        [
            new("by", "By"), new("groups", "Groups", "#,0"), new("wql", "WQL", "0.0000"),
            new("wspl", "Scaled, weighed (WSPL)", "0.0000"),
        ],
        [
            .. groupings.Select((grouping, i) => (IReadOnlyList<object?>)
                [grouping.Name, grouping.Codes.Count, scores[i].Wql, scores[i].Wspl]),
            ["mean of all", null, scores.Average(score => score.Wql), scores.Average(score => score.Wspl)],
        ]);

    /// <summary>One row per level.</summary>
    internal Grid ToGrid() => new("score", "The forecast against what came",
        [
            new("level", "Level", "0.###"), new("wql", "WQL", "0.0000"), new("coverage", "At or below", "0.000"),
            new("scaled", "Scaled, weighed (SPL)", "0.0000"),
        ],
        [
            .. Enumerable.Range(0, _levels.Length).Select(level => (IReadOnlyList<object?>)
            [
                Math.Round((double)_levels[level], 6), 2 * _losses[level] / _units, _covered[level] / (double)_days,
                _scaled[level] / _weights,
            ]),
        ]);

    private void Add(
        Func<int, float> unitsOf, ReadOnlySpan<float> quantiles, (double Scale, double Money) past)
    {
        var (seen, isScaled) = (0, past.Scale > 0 && past.Money > 0);
        var losses = new double[_levels.Length];
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            var units = unitsOf(day);
            if (float.IsNaN(units))
            {
                continue;
            }

            seen++;
            _units += units;
            for (var level = 0; level < _levels.Length; level++)
            {
                var quantile = quantiles[(day * _levels.Length) + level];
                losses[level] += QuantileScore.Pinball(_levels[level], quantile, units);
                _covered[level] += units <= quantile ? 1 : 0;
            }
        }

        _days += seen;
        _weights += seen > 0 && isScaled ? past.Money : 0;
        for (var level = 0; level < _levels.Length; level++)
        {
            _losses[level] += losses[level];
            _scaled[level] += seen > 0 && isScaled ? past.Money * losses[level] / seen / past.Scale : 0;
        }
    }
}
