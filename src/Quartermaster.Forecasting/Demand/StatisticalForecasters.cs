using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Smoothing;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The forecasters that need no training to speak of, fitted to one history.</summary>
public static class StatisticalForecasters
{
    /// <summary>Fits all of them, sharing patterns: the simplest first.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="cancel">Asked between products.</param>
    /// <remarks>Some 0.3 ms per product with two years of history on one core.</remarks>
    public static IReadOnlyList<IForecaster> Fit(
        DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1, Action<double>? report = null,
        CancellationToken cancel = default) => Fit(
            LearningBasis.Learn(inputs, policy, threads, share => report?.Invoke(share / 2), cancel), threads,
            share => report?.Invoke((1 + share) / 2));

    /// <summary>The same, of a history that is learned.</summary>
    /// <param name="basis">What was learned.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    public static IReadOnlyList<IForecaster> Fit(
        LearningBasis basis, int threads = 1, Action<double>? report = null)
    {
        var (set, patterns, policy) = (basis.Set, basis.Patterns, basis.Policy);
        IForecaster[] challengers = policy.Challengers
            ? [new EtsForecaster(patterns, policy), Fit(new CrostonLevel(policy), patterns, set, threads)] : [];
        report?.Invoke(0.3);
        var occurrence = Fit(new OccurrenceLevel(policy), patterns, set, threads);
        report?.Invoke(0.6);
        var trend = Fit(new TrendLevel(policy), patterns, set, threads);
        return
        [
            new SeasonalNaive(policy), new SameWeekdayMean(policy), .. challengers, occurrence, basis.Profile, trend,
        ];
    }

    internal static IForecaster Fit(ILevelRule rule, DemandPatterns patterns, LearningSet set, int threads) =>
        new LevelForecaster(rule, patterns, LevelCalibration.Learn(rule, patterns, set, threads), set.Policy);

    internal static IForecaster Fit(
        Func<ForecastPolicy, ILevelRule> rule, DemandInputs inputs, ForecastPolicy? policy, int threads)
    {
        var set = new LearningSet(inputs, policy ?? new());
        return Fit(rule(set.Policy), DemandPatterns.Learn(set), set, threads);
    }
}
