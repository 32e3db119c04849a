using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>How patient a rule should be and how far it errs, measured on the past by category and pace of sales.
/// </summary>
/// <remarks>At several past days the rule forecasts the next four weeks. The setting with the least squared error
/// (relative to a count's variance) wins per category. What the sums of four weeks err beyond the chance of the days is
/// the level's own error, a method of moments: it widens weeks and ties the days of a path together.</remarks>
internal sealed class LevelCalibration
{
    // How much faster or slower than its category a product may drift away.
    private const double LeastDrift = 0.5;
    private const double MostDrift = 2;

    private readonly Dictionary<int, int> _settings;
    private readonly int _usualSetting;
    private readonly SpreadTable _spread;
    private readonly ForecastPolicy _policy;
    private WeekShape? _shape;

    private LevelCalibration(Dictionary<int, int> settings, int usual, SpreadTable spread, ForecastPolicy policy) =>
        (_settings, _usualSetting, _spread, _policy) = (settings, usual, spread, policy);

    internal static LevelCalibration Learn(ILevelRule rule, DemandPatterns patterns, LearningSet set, int threads)
    {
        var trials = new LevelTrials(rule, patterns, set);
        var losses = trials.Losses(threads);
        var (sums, products) = (new SortedDictionary<int, double[]>(), new Dictionary<int, int>());
        var all = new double[rule.Settings];
        for (var row = 0; row < set.Count; row++)
        {
            var category = set.Category(row);
            products[category] = products.GetValueOrDefault(category) + 1;
            var own = sums.TryGetValue(category, out var found) ? found : sums[category] = new double[rule.Settings];
            for (var setting = 0; setting < rule.Settings; setting++)
            {
                own[setting] += losses[(row * rule.Settings) + setting];
                all[setting] += losses[(row * rule.Settings) + setting];
            }
        }

        var usual = Best(all);
        var settings = sums.Where(pair => products[pair.Key] >= set.Policy.LeastProducts)
            .ToDictionary(pair => pair.Key, pair => Best(pair.Value));
        var spread = trials.Spread(category => settings.GetValueOrDefault(category, usual), threads);
        var calibration = new LevelCalibration(settings, usual, spread, set.Policy);
        calibration._shape = trials.Shape(calibration, threads);
        return calibration;
    }

    /// <summary>The setting that served a category best.</summary>
    internal int SettingOf(int category) => _settings.GetValueOrDefault(category, _usualSetting);

    /// <summary>The spread around what a rule found.</summary>
    /// <param name="category">The product's category.</param>
    /// <param name="history">The product's history.</param>
    /// <param name="state">What the rule found at its end.</param>
    internal DemandBelief Belief(int category, in ProductHistory history, in LevelState state)
    {
        var spread = _spread.Of(category, state.Level);
        var days = _policy.SpreadDays;
        var usualSquare = state.SpreadDays > 0 ? state.Square / state.SpreadDays : 0;
        var dispersion = usualSquare > 0
            ? Math.Clamp(
                (state.OwnExcess + (days * usualSquare * spread.Dispersion)) / (state.Square + (days * usualSquare)),
                    0, 20)
            : spread.Dispersion;
        var own = WeekErrors.Of(history, dispersion).Variance(spread.NearVariance, _policy.SpreadWeeks);
        var drift = Math.Max(0, spread.FarVariance - spread.NearVariance)
            * Math.Clamp(own / Math.Max(1e-9, spread.NearVariance), LeastDrift, MostDrift);
        var near = state.EstimationVariance + own;
        var far = near + drift;

        // What was measured day by day holds how levels drift; how well this one is known comes on top.
        var daySpread = dispersion + (state.EstimationVariance * (1 + dispersion));
        return new(
            daySpread, Math.Max(0, daySpread - near), near, far, Math.Min(spread.CommonVariance, near),
                state.Occurrence,
            state.SizeDispersion)
        {
            WeekLevels = _shape?.Of(state.Level),
        };
    }

    private static int Best(double[] losses)
    {
        var best = 0;
        for (var setting = 1; setting < losses.Length; setting++)
        {
            best = losses[setting] < losses[best] * 0.999 ? setting : best;
        }

        return best;
    }
}
