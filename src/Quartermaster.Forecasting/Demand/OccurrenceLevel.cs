namespace Quartermaster.Forecasting.Demand;

/// <summary>Intermittent demand: how often a day has any, and how much such a day has.</summary>
/// <remarks>The method of Teunter, Syntetos and Babai (TSB, European Journal of Operational Research 214, 2011): the
/// chance is smoothed on every day, the size on days with demand. Both are written as means in which old days fade,
/// which tend to their smoothing and start from the launch prior; gains for a category are chosen among a few.
/// </remarks>
internal sealed class OccurrenceLevel(ForecastPolicy policy) : ILevelRule
{
    // The chance's half-life in days, and how much of the size a day with demand renews.
    private static readonly (double HalfLife, double SizeGain)[] s_settings =
        [(224, 0), (112, 0), (56, 0), (28, 0), (112, 0.05), (56, 0.05), (28, 0.1)];

    public string Name => "intermittent (TSB)";

    public int Settings => s_settings.Length;

    public LevelState Follow(in ProductHistory history, int setting)
    {
        var (halfLife, sizeGain) = s_settings[setting];
        var fade = Math.Exp(-Math.Log(2) / halfLife);
        var spreadFade = Math.Exp(-Math.Log(2) / Math.Max(1, policy.SpreadHalfLife));

        // The prior's demand comes in days of (1 + mean) units.
        var first = 1 + history.Prior.Mean;
        var (sizes, squares, times) = (first, first * first, 1.0);
        var priorDays = history.Prior.Units / (1 + history.Prior.Mean);
        var (pastDays, pastExposure) = (priorDays, history.Prior.Units / history.Prior.Mean);
        var (recent, exposure, squareExposure) = (0.0, 0.0, 0.0);
        var state = new LevelState { Week = WeekMultiples.Even() };
        for (var day = 0; day < history.Demand.Length; day++)
        {
            double weight = history.Weight[day], demand = history.Demand[day], factor = history.Factors[day];
            var happened = weight > 0 && demand > 0 ? weight : 0;
            if (weight > 0)
            {
                var rate = (1 + recent) / ((pastExposure / pastDays) + exposure);
                var expected = rate * sizes / times * factor;
                var error = demand - expected;
                state.Excess += weight * ((error * error) - expected);
                state.Square += weight * expected * expected;
                state.SpreadDays += weight;
                (pastDays, pastExposure) = (pastDays + happened, pastExposure + (weight * factor));
                var kept = 1 - (sizeGain * happened);
                sizes = (sizes * kept) + (happened * demand);
                squares = (squares * kept) + (happened * demand * demand);
                times = (times * kept) + happened;
            }

            state.Excess *= spreadFade;
            state.Square *= spreadFade;
            state.SpreadDays *= spreadFade;
            recent = (recent + happened) * fade;
            exposure = (exposure + (weight * factor)) * fade;
            squareExposure = (squareExposure + (weight * factor)) * fade * fade;
        }

        var size = Math.Max(1, sizes / times);
        var prior = pastExposure / pastDays;
        var last = Math.Max(1e-6, (1 + recent) / (prior + exposure));
        state.Occurrence = Math.Min(0.98, last);

        // What sells daily has more than one such day per day of factor 1 in a low season: the level knows no cap.
        state.Level = last * sizes / times;
        var beyond = Math.Max(0.01, size - 1);
        var sizeVariance = Math.Max(0, (squares / times) - (size * size));
        state.SizeDispersion = Math.Clamp((sizeVariance - beyond) / (beyond * beyond), 0, 10);
        var (whole, share) = (prior + exposure, prior / (prior + exposure));
        state.EstimationVariance = Math.Min(4, (squareExposure / (state.Occurrence * whole * whole))
            + (share * share / Math.Max(0.2, pastDays)) + (sizeVariance / (size * size * times)));
        return state;
    }
}
