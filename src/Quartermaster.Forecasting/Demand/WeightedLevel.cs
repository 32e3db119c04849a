namespace Quartermaster.Forecasting.Demand;

/// <summary>The level is a mean of demand ÷ factor in which old days fade; what little is seen is drawn to the
/// product's
/// whole past, and that to its category.</summary>
/// <remarks>A discounted gamma–Poisson model (Harvey and Fernandes, 1989; West and Harrison, 1997, chapter 14): the
/// level
/// is (k + A) ÷ (k ÷ past + B) with A and B the discounted sums of demand and factors.</remarks>
internal sealed class WeightedLevel(ForecastPolicy policy) : ILevelRule
{
    public string Name => "weekday profile";

    public int Settings => policy.HalfLives.Count;

    public LevelState Follow(in ProductHistory history, int setting)
    {
        var fade = Math.Exp(-Math.Log(2) / Math.Max(1, policy.HalfLives[setting]));
        var spreadFade = Math.Exp(-Math.Log(2) / Math.Max(1, policy.SpreadHalfLife));
        var (recent, exposure, squareExposure) = (0.0, 0.0, 0.0);
        var (pastUnits, pastExposure) = (history.Prior.Units, history.Prior.Units / history.Prior.Mean);
        var state = new LevelState { Week = WeekMultiples.Even() };
        for (var day = 0; day < history.Demand.Length; day++)
        {
            double weight = history.Weight[day], factor = history.Factors[day], demand = history.Demand[day];
            if (weight > 0)
            {
                var (worth, past) = Past(pastUnits - recent, pastExposure - exposure);
                var expected = (worth + recent) / (past + exposure) * factor;
                var error = demand - expected;
                state.Excess += weight * ((error * error) - expected);
                state.Square += weight * expected * expected;
                state.SpreadDays += weight;
                pastUnits += weight * demand;
                pastExposure += weight * factor;
            }

            state.Excess *= spreadFade;
            state.Square *= spreadFade;
            state.SpreadDays *= spreadFade;
            recent = (recent + (weight * demand)) * fade;
            exposure = (exposure + (weight * factor)) * fade;
            squareExposure = (squareExposure + (weight * factor)) * fade * fade;
        }

        var (units, prior) = Past(pastUnits - recent, pastExposure - exposure);
        state.Level = (units + recent) / (prior + exposure);
        var dispersion = state.Square > 0 ? Math.Clamp(state.Excess / state.Square, 0, 2) : 0.5;
        state.EstimationVariance = Uncertainty(
            state.Level, dispersion, prior, exposure, squareExposure, pastUnits, history.Prior.Units);
        return state;
    }

    // The past but for what counts as recent: a day counts once.
    private (double Units, double Exposure) Past(double units, double exposure)
    {
        var worth = Math.Min(policy.PastUnits, units);
        return (worth, worth * exposure / units);
    }

    // The recent days' own error, and that of the past as far as the level rests on it; what the launch prior is worth
    // is counted in units already, only sales vary by more than that.
    private static double Uncertainty(
        double level, double dispersion, double prior, double exposure, double squareExposure, double pastUnits,
        double priorUnits)
    {
        var excess = 1 + (dispersion * level);
        var whole = prior + exposure;
        var own = squareExposure * excess / (Math.Max(1e-9, level) * whole * whole);
        var share = prior / whole;
        var past = (priorUnits + (excess * (pastUnits - priorUnits))) / Math.Max(1e-18, pastUnits * pastUnits);
        return Math.Min(4, own + (share * share * past));
    }
}
