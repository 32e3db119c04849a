using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Metrics;
using Quartermaster.Storage.Import;

namespace Quartermaster.App.Worlds;

/// <summary>The house's forecast, somebody's own and the seasonal naive one against what came, on the product-days that
/// the own one has.</summary>
internal sealed class OwnComparison(SavedPlan plan, float[] levels, OwnForecastFile own)
{
    private readonly Tally _house = new(levels);
    private readonly Tally _own = new(levels);
    private readonly Tally _naive = new(levels);

    /// <summary>Product-days that all three were scored on.</summary>
    internal long Days => _own.Days;

    /// <summary>Weighted quantile losses, means over levels, and how much lower the house's is as a share of the own.
    /// </summary>
    internal IEnumerable<(string, object)> Facts =>
    [
        ("days_compared", Days), ("wql_house", _house.Wql), ("wql_own", _own.Wql), ("wql_naive", _naive.Wql),
        ("value_over_own", 1 - (_house.Wql / _own.Wql)),
    ];

    /// <summary>Scores some products.</summary>
    /// <param name="first">The first one's row.</param>
    /// <param name="house">The house's quantiles of them, days × levels.</param>
    /// <param name="actuals">What came.</param>
    /// <param name="threads">How many threads to use; no value depends on it.</param>
    /// <param name="cancel">Asked between products.</param>
    internal void Add(int first, Matrix house, ActualsFile actuals, int threads, CancellationToken cancel)
    {
        int[] rows = [.. Enumerable.Range(first, house.Count)];
        var naive = new SeasonalNaive().DailyQuantilesOf(plan.Opened.Book.Inputs(rows), levels, threads, cancel);
        Span<float> units = stackalloc float[levels.Length];
        for (var row = 0; row < house.Count; row++)
        {
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                var came = actuals.Of(first + row, day);
                if (!float.IsNaN(came) && own.TryQuantiles(first + row, day, levels, units))
                {
                    _own.Add(units, came);
                    _house.Add(house.Row(row).Slice(day * levels.Length, levels.Length), came);
                    _naive.Add(naive.Row(row).Slice(day * levels.Length, levels.Length), came);
                }
            }
        }
    }

    /// <summary>One row per forecaster and level.</summary>
    internal Grid ToGrid() => new("beside_own", "Beside your own forecast, where it has one",
        [
            new("forecaster", "Forecaster"), new("level", "Level", "0.###"), new("wql", "WQL", "0.0000"),
            new("coverage", "At or below", "0.000"), new("value_over_own", "Over own", "0.0 %"),
        ],
        [.. RowsOf("house", _house), .. RowsOf("own", _own), .. RowsOf("seasonal naive", _naive)]);

    private IEnumerable<IReadOnlyList<object?>> RowsOf(string name, Tally tally) =>
        Enumerable.Range(0, levels.Length).Select(level => (IReadOnlyList<object?>)
        [
            name, Math.Round((double)levels[level], 6), tally.WqlOf(level), tally.CoverageOf(level),
            ReferenceEquals(tally, _own) || !(_own.WqlOf(level) > 0) ? null
                : 1 - (tally.WqlOf(level) / _own.WqlOf(level)),
        ]);

    /// <summary>Losses and coverage of one forecaster.</summary>
    private sealed class Tally(float[] levels)
    {
        private readonly double[] _losses = new double[levels.Length];
        private readonly long[] _covered = new long[levels.Length];
        private double _units;

        internal long Days { get; private set; }

        internal double Wql => 2 * _losses.Sum() / levels.Length / _units;

        internal double WqlOf(int level) => 2 * _losses[level] / _units;

        internal double CoverageOf(int level) => _covered[level] / (double)Days;

        internal void Add(ReadOnlySpan<float> quantiles, float came)
        {
            for (var level = 0; level < levels.Length; level++)
            {
                _losses[level] += QuantileScore.Pinball(levels[level], quantiles[level], came);
                _covered[level] += came <= quantiles[level] ? 1 : 0;
            }

            (_units, Days) = (_units + came, Days + 1);
        }
    }
}
