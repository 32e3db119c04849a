namespace Quartermaster.Forecasting.Demand;

/// <summary>A level that is suddenly another: a peak that stays, or demand that went away.</summary>
/// <remarks>The last two weeks against what was expected before them: beyond four deviations it is no chance. Then the
/// level is as likely the new one as the old, and the belief is both halves': their mean, and a relative variance as
/// wide as they lie apart (a switch of regimes as in Hamilton, 1989, with even odds). It narrows again as the rule's
/// own level follows.</remarks>
internal static class RegimeBreak
{
    /// <summary>Days that tell.</summary>
    internal const int Days = 14;

    private const double Deviations = 4;
    private const int LeastHistory = 56;

    /// <summary>The spread around what a rule found at the end of a history.</summary>
    internal delegate DemandBelief BeliefOf(in ProductHistory history, in LevelState state);

    /// <summary>What is believed after a break; the same state without one.</summary>
    /// <param name="rule">Who follows the level.</param>
    /// <param name="history">The product's history.</param>
    /// <param name="setting">The rule's setting.</param>
    /// <param name="state">What the rule found at its end.</param>
    /// <param name="beliefOf">The spread around what the rule found.</param>
    internal static LevelState Widen(
        ILevelRule rule, in ProductHistory history, int setting, LevelState state,
        BeliefOf beliefOf)
    {
        if (Find(rule, history, setting, state, beliefOf) is not { } levels)
        {
            return state;
        }

        var (old, recent) = (state.Level, levels.Recent);
        var half = (recent - old) / (recent + old);
        state.Level = (old + recent) / 2;
        state.EstimationVariance = Math.Min(4, state.EstimationVariance + (half * half));
        return state;
    }

    /// <summary>The levels before a break and since; null without one.</summary>
    /// <inheritdoc cref="Widen"/>
    internal static (double Before, double Recent)? Find(
        ILevelRule rule, in ProductHistory history, int setting, LevelState state,
        BeliefOf beliefOf)
    {
        var first = history.Demand.Length - Days;
        if (first < LeastHistory)
        {
            return null;
        }

        var (units, exposure) = (0.0, 0.0);
        for (var day = first; day < history.Demand.Length; day++)
        {
            units += history.Weight[day] * history.Demand[day];
            exposure += history.Weight[day] * history.Factors[day];
        }

        // Only what the level now found cannot explain is worth a second look.
        var apart = units - (state.Level * exposure);
        if (exposure <= 0 || apart * apart <= units + (state.Level * exposure))
        {
            return null;
        }

        var before = rule.Follow(history.Until(first), setting);
        var (expected, belief) = (before.Level * exposure, beliefOf(history.Until(first), before));
        var variance = expected + (expected * expected * ((belief.Dispersion / Days) + belief.NearVariance));
        var error = units - expected;
        return error * error <= Deviations * Deviations * variance ? null
            : (before.Level, Math.Max(1e-6, units / exposure));
    }
}
