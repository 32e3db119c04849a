using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>A rule's forecasts of past four-week sums, beside what came.</summary>
internal sealed class LevelTrials(ILevelRule rule, DemandPatterns patterns, LearningSet set)
{
    private const int Window = 28;
    private const int LeastHistory = 56;
    private const int FarAhead = 56;
    private const int PlacedWeeks = 12;
    private const int MostPlaced = 5_000;
    private const ulong PlaceStream = 0x5747;

    // How many four-week windows before the end the trials start.
    private static readonly int[] s_origins = [1, 2, 3, 4, 6];
    private static readonly int[] s_lossOrigins = [1, 2, 3];

    // Probabilities between which weeks are placed.
    private static readonly float[] s_grid =
        [0.001f, 0.005f, .. Enumerable.Range(1, 49).Select(i => i / 50f), 0.99f, 0.995f, 0.999f];

    private readonly DayFactors _factors = new(set.Inputs, patterns);
    private readonly AttributeIndex _attributes = new(set.Inputs.Attributes);

    /// <summary>Squared errors of each product under each setting, relative to a count's variance; rows
    /// first.</summary>
    internal double[] Losses(int threads)
    {
        var losses = new double[set.Count * rule.Settings];
        ForEachRow(threads, (row, factors) =>
        {
            foreach (var origin in Origins(s_lossOrigins))
            {
                for (var setting = 0; setting < rule.Settings; setting++)
                {
                    var trial = Try(row, factors, origin, setting, 0);
                    var variance = 1 + trial.Expected + (0.1 * trial.Expected * trial.Expected);
                    losses[(row * rule.Settings) + setting] += Math.Min(25, trial.SquareError / variance);
                }
            }
        });
        return losses;
    }

    /// <summary>What the trials say of spread, by category and pace.</summary>
    internal SpreadTable Spread(Func<int, int> settingOf, int threads)
    {
        var states = new LevelState[set.Count];
        var near = new LevelTrial[set.Count * s_origins.Length];
        var far = new LevelTrial[set.Count * s_origins.Length];
        ForEachRow(threads, (row, factors) =>
        {
            var setting = settingOf(set.Category(row));
            states[row] = rule.Follow(History(row, factors), setting);
            for (var i = 0; i < s_origins.Length; i++)
            {
                var origin = set.Days - (s_origins[i] * Window);
                if (origin >= LeastHistory)
                {
                    near[(row * s_origins.Length) + i] = Try(row, factors, origin, setting, 0);
                    far[(row * s_origins.Length) + i] = Try(row, factors, origin, setting, FarAhead);
                }
            }
        });
        return SpreadTable.Learn(set, states, near, far);
    }

    /// <summary>Where the weeks after past days lay in what was believed of them.</summary>
    internal WeekShape Shape(LevelCalibration calibration, int threads)
    {
        var (trials, every) = (set.Count * s_origins.Length, 1 + (set.Count / MostPlaced));
        var (places, paces) = (new float[trials * PlacedWeeks], new int[trials]);
        Array.Fill(places, float.NaN);
        ForEachRow(threads, (row, factors) =>
        {
            for (var i = 0; i < s_origins.Length && row % every == 0; i++)
            {
                var (trial, origin) = ((row * s_origins.Length) + i, set.Days - (s_origins[i] * Window));
                if (origin >= LeastHistory && origin > set.Inputs.Products.Rows[row].LaunchDay)
                {
                    paces[trial] = Place(
                        calibration, row, factors, origin, places.AsSpan(trial * PlacedWeeks, PlacedWeeks));
                }
            }
        });
        List<float>[] byPace = [.. Enumerable.Range(0, SpreadTable.Paces).Select(_ => new List<float>())];
        for (var i = 0; i < places.Length; i++)
        {
            if (!float.IsNaN(places[i]))
            {
                byPace[paces[i / PlacedWeeks]].Add(places[i]);
            }
        }

        return WeekShape.Of(byPace);
    }

    // The pace; the weeks' places are filled where all days were seen.
    private int Place(LevelCalibration calibration, int row, float[] factors, int origin, Span<float> places)
    {
        var product = set.Inputs.Products.Rows[row];
        var history = History(row, factors).Until(origin);
        var state = rule.Follow(history, calibration.SettingOf(set.Category(row)));
        var belief = calibration.Belief(set.Category(row), history, state);
        Span<double> means = stackalloc double[7 * PlacedWeeks];
        LevelForecaster.Expect(state, factors.AsSpan(origin), origin, means);
        Span<float> present = stackalloc float[7];
        Span<float> quantiles = stackalloc float[s_grid.Length];
        present.Fill(1);
        for (var week = 0; week < PlacedWeeks; week++)
        {
            var first = origin + (7 * week);
            if (first + 7 > set.Days || set.Weight(row).Slice(first, 7).IndexOfAnyExcept(1f) >= 0)
            {
                continue;
            }

            var units = 0.0;
            foreach (var day in set.Demand(row).Slice(first, 7))
            {
                units += day;
            }

            var (mean, spread) = belief.WeekSpread(means.Slice(7 * week, 7), present, week);
            NegativeBinomial.Quantiles(mean, spread, s_grid, quantiles);
            var chance = KeyedRandom.Uniform(PlaceStream, PlaceStream, product.Key, (ulong)first);
            places[week] = (float)WeekShape.Place(units, s_grid, quantiles, chance);
        }

        return SpreadTable.PaceOf(state.Level);
    }

    private IEnumerable<int> Origins(int[] windows) =>
        windows.Select(count => set.Days - (count * Window)).Where(origin => origin >= LeastHistory);

    private void ForEachRow(int threads, Action<int, float[]> work) =>
        Blocks.Run(set.Count, ForecastTables.RowsAtOnce, threads, block =>
        {
            var factors = new float[_factors.Days];
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                _factors.Fill(row, factors);
                work(row, factors);
            }
        }, set.Cancel);

    private ProductHistory History(int row, float[] factors)
    {
        var product = set.Inputs.Products.Rows[row];
        var prior = patterns.Prior.Of(product, _attributes.Of(product.Product));
        return new(set.Demand(row), set.Weight(row), factors, prior);
    }

    private LevelTrial Try(int row, float[] factors, int origin, int setting, int ahead)
    {
        if (origin + ahead + Window > set.Days || origin <= set.Inputs.Products.Rows[row].LaunchDay)
        {
            return default;
        }

        var state = rule.Follow(History(row, factors).Until(origin), setting);
        Span<double> means = stackalloc double[ahead + Window];
        LevelForecaster.Expect(state, factors.AsSpan(origin), origin, means);
        return LevelTrial.Of(
            means[ahead..], set.Demand(row).Slice(origin + ahead, Window),
            set.Weight(row).Slice(origin + ahead, Window),
            state.EstimationVariance);
    }
}
