using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>What all forecasters of one history build upon, made once for those that are fitted together: its patterns,
/// and the weekday profile.</summary>
public sealed class LearningBasis
{
    private LearningSet? _set;

    private LearningBasis(DemandInputs given, LearningSet set, DemandPatterns patterns, int threads)
    {
        (Given, Inputs, Policy, Patterns, _set) = (given, set.Inputs, set.Policy, patterns, set);
        var rule = new WeightedLevel(set.Policy);
        ProfileCalibration = LevelCalibration.Learn(rule, patterns, set, threads);
        Profile = new(rule, patterns, ProfileCalibration, set.Policy);
    }

    /// <summary>Learns a history.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="cancel">Asked between products.</param>
    /// <remarks>O(products × days); 13 bytes per product and day, until <see cref="Forget"/>.</remarks>
    public static LearningBasis Learn(
        DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1, Action<double>? report = null,
        CancellationToken cancel = default)
    {
        var set = new LearningSet(inputs, policy ?? new(), cancel);
        report?.Invoke(0.2);
        var patterns = DemandPatterns.Learn(set);
        report?.Invoke(0.7);
        return new(inputs, set, patterns, threads);
    }

    /// <summary>What products have in common.</summary>
    public DemandPatterns Patterns { get; }

    /// <summary>The history as it was given.</summary>
    internal DemandInputs Given { get; }

    /// <summary>The part of it that is learned from.</summary>
    internal DemandInputs Inputs { get; }

    internal ForecastPolicy Policy { get; }

    internal LevelForecaster Profile { get; }

    internal LevelCalibration ProfileCalibration { get; }

    /// <summary>The cleaned histories.</summary>
    internal LearningSet Set =>
        _set ?? throw new InvalidOperationException("The cleaned histories are forgotten; learn the history anew.");

    /// <summary>Lets go of the cleaned histories: from now on only networks can be fitted, which read windows of their
    /// own for as long as they train.</summary>
    public void Forget() => _set = null;
}
