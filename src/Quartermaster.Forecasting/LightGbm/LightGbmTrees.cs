using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>Trains LightGBM quantile trees over all products.</summary>
/// <remarks>Direct, for any distance at once: each example describes a product as of some past day and a later day or
/// week (Ke et al., LightGBM, 2017; the direct form of the M5 winners, Makridakis et al., 2022).</remarks>
public static class LightGbmTrees
{
    private const ulong ExampleStream = 0x61;
    private const int LeastExamples = 500;

    /// <summary>Why nobody can train trees here; null where the native library is there.</summary>
    public static string? AbsentBecause => NativeLightGbm.AbsentBecause;

    /// <summary>Trains, where the native library is there and the history long enough.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="trees">The settings of the trees; the defaults if not given.</param>
    /// <param name="policy">The settings of what they build upon; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="cancel">Asked between products, and between boosting rounds.</param>
    /// <returns>A forecaster, or why there is none.</returns>
    public static FittedTrees Fit(
        DemandInputs inputs, TreePolicy? trees = null, ForecastPolicy? policy = null, int threads = 1,
        Action<double>? report = null, CancellationToken cancel = default) =>
        NativeLightGbm.AbsentBecause is { } reason ? new(null, reason)
            : Fit(LearningBasis.Learn(inputs, policy, threads, cancel: cancel), trees, threads, report, cancel);

    /// <summary>The same, of a history that is learned.</summary>
    /// <param name="basis">What was learned.</param>
    /// <param name="trees">The settings of the trees; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="cancel">Asked between products, and between boosting rounds.</param>
    /// <returns>A forecaster, or why there is none.</returns>
    public static FittedTrees Fit(
        LearningBasis basis, TreePolicy? trees = null, int threads = 1, Action<double>? report = null,
        CancellationToken cancel = default)
    {
        trees ??= new();
        if (NativeLightGbm.AbsentBecause is { } reason)
        {
            return new(null, reason);
        }

        var (set, patterns) = (basis.Set, basis.Patterns);
        var (days, weeks) = Collect(set, patterns, trees);
        if (days.Count < LeastExamples || weeks.Count < LeastExamples)
        {
            return new(null, $"The history gives {Math.Min(days.Count, weeks.Count)} examples to learn from; boosted "
                + $"trees need {LeastExamples}. The other forecasters serve until there is more.");
        }

        var ofDays = days.Train(trees, threads, share => report?.Invoke(share / 2), cancel);
        var ofWeeks = weeks.Train(trees, threads, share => report?.Invoke((1 + share) / 2), cancel);
        return new(new TreeForecaster(patterns, basis.ProfileCalibration, ofDays, ofWeeks, set.Policy), null);
    }

    internal static (Examples Days, Examples Weeks) Collect(LearningSet set, DemandPatterns patterns, TreePolicy trees)
    {
        var (days, weeks) = (new Examples(), new Examples());
        var (reader, product) = (new FeatureReader(set.Inputs, patterns, set.Policy), new ProductFeatures(set.Days));
        var (perDay, perWeek) = (PerProduct(trees.DayExamples, set.Count), PerProduct(trees.WeekExamples, set.Count));
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            reader.Read(row, product);
            var key = set.Inputs.Products.Rows[row].Key;
            for (var i = 0; i < perDay; i++)
            {
                AddDay(days, product, set, row, new(trees, key, i, set.Days));
            }

            for (var i = 0; i < perWeek; i++)
            {
                AddWeek(weeks, product, set, row, new(trees, key, i, set.Days));
            }
        }

        return (days, weeks);
    }

    private static int PerProduct(int examples, int products) =>
        Math.Clamp(examples / Math.Max(1, products), 4, 400);

    private static void AddDay(Examples days, ProductFeatures product, LearningSet set, int row, ExampleDraw draw)
    {
        var ahead = (int)(draw.Second * DemandForecast.DailyDays);
        var origin = draw.Origin(ahead + 1);
        var target = origin + ahead;
        if (origin > Math.Max(0, product.LaunchDay) && target < set.Days && product.Weight[target] >= 0.999f)
        {
            Span<float> features = stackalloc float[TreeFeatures.Count];
            var scale = product.LevelAt(origin) * product.Factors[target];
            TreeFeatures.Describe(product, origin, target, ahead, scale, set.Inputs.PriceRatios.Row(row), features);
            days.Add(features, set.Demand(row)[target], scale);
        }
    }

    private static void AddWeek(Examples weeks, ProductFeatures product, LearningSet set, int row, ExampleDraw draw)
    {
        var week = (int)(draw.Second * DemandForecast.Weeks);
        var origin = draw.Origin((7 * week) + 7);
        var (first, units, factors, seen) = (origin + (7 * week), 0.0, 0.0, 0);
        if (origin <= Math.Max(0, product.LaunchDay))
        {
            return;
        }

        for (var day = first; day < Math.Min(first + 7, set.Days); day++)
        {
            seen += product.Weight[day] >= 0.999f ? 1 : 0;
            units += set.Demand(row)[day];
            factors += product.Factors[day];
        }

        if (seen == 7)
        {
            Span<float> features = stackalloc float[TreeFeatures.Count];
            var scale = product.LevelAt(origin) * factors;
            TreeFeatures.Describe(product, origin, first + 3, week, scale, set.Inputs.PriceRatios.Row(row), features);
            weeks.Add(features, units, scale);
        }
    }

    // Which past day and how far ahead, by keyed chance.
    private readonly record struct ExampleDraw(TreePolicy Trees, ulong Key, int Index, int Days)
    {
        internal double Second => KeyedRandom.Uniform(Trees.Seed, ExampleStream + 1, Key, (ulong)Index);

        internal int Origin(int room)
        {
            var last = Days - room;
            var first = Math.Max(1, Days - Trees.Reach);
            var draw = KeyedRandom.Uniform(Trees.Seed, ExampleStream, Key, (ulong)Index);
            return last < first ? 0 : first + (int)(draw * (last - first + 1));
        }
    }
}

/// <summary>A forecaster of trees, or why there is none.</summary>
/// <param name="Forecaster">Null if it is absent.</param>
/// <param name="AbsentBecause">Null if it is there.</param>
public sealed record FittedTrees(IForecaster? Forecaster, string? AbsentBecause);
