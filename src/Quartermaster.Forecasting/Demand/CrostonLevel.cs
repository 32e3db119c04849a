namespace Quartermaster.Forecasting.Demand;

/// <summary>Croston's method: the size of a day with demand and the time between such days, both smoothed when demand
/// comes.</summary>
/// <remarks>Croston, Operational Research Quarterly 23 (1972), less its bias by the factor 1 − α/2 (SBA: Syntetos and
/// Boylan, International Journal of Forecasting 21, 2005). Time runs by the day's factor. What has not sold for long
/// keeps its level, unlike in <see cref="OccurrenceLevel"/>. As there, a day has demand by chance and then one unit and
/// a negative binomial number more.</remarks>
internal sealed class CrostonLevel(ForecastPolicy policy) : ILevelRule
{
    private static readonly double[] s_gains = [0.03, 0.1, 0.2];

    public string Name => "Croston (SBA)";

    public int Settings => s_gains.Length;

    public LevelState Follow(in ProductHistory history, int setting)
    {
        var gain = s_gains[setting];
        var spreadFade = Math.Exp(-Math.Log(2) / Math.Max(1, policy.SpreadHalfLife));

        // As the prior has it: days of (1 + mean) units, so far apart that their mean is the prior's.
        var size = 1 + history.Prior.Mean;
        var (square, apart, waited) = (size * size, size / history.Prior.Mean, 0.0);
        var (times, sold) = (history.Prior.Units / size, false);
        var state = new LevelState { Week = WeekMultiples.Even() };
        for (var day = 0; day < history.Demand.Length; day++)
        {
            double weight = history.Weight[day], demand = history.Demand[day], factor = history.Factors[day];
            if (weight > 0)
            {
                var expected = (1 - (gain / 2)) * size / apart * factor;
                var error = demand - expected;
                state.Excess += weight * ((error * error) - expected);
                state.Square += weight * expected * expected;
                state.SpreadDays += weight;
                waited += weight * factor;
                if (demand > 0)
                {
                    // A running mean until there were enough of them for the gain.
                    var step = weight * Math.Min(1, Math.Max(gain, 1 / (1 + times)));
                    size += step * (demand - size);
                    square += step * ((demand * demand) - square);

                    // A day seen in part is a part of a day with demand: time over days, not a mean of short gaps.
                    apart += step / weight * (waited - (weight * apart));
                    (waited, times, sold) = (0, times + weight, true);
                }
            }

            state.Excess *= spreadFade;
            state.Square *= spreadFade;
            state.SpreadDays *= spreadFade;
        }

        // What never sold has waited at least so long.
        apart += sold || waited <= apart ? 0 : Math.Max(gain, 1 / (1 + times)) * (waited - apart);
        var typical = Math.Max(1, size);
        var rate = Math.Max(1e-6, (1 - (gain / 2)) / Math.Max(apart, 1e-6));
        state.Occurrence = Math.Min(0.98, rate);

        // What sells daily has more than one such day per day of factor 1 in a low season: the level knows no cap.
        state.Level = rate * size;
        var (beyond, sizeVariance) = (Math.Max(0.01, typical - 1), Math.Max(0, square - (typical * typical)));
        state.SizeDispersion = Math.Clamp((sizeVariance - beyond) / (beyond * beyond), 0, 10);

        // Sizes and gaps are means of some 2/α − 1 days with demand; gaps vary as geometric ones do.
        var worth = Math.Min(Math.Max(0.2, times), (2 / gain) - 1);
        state.EstimationVariance = Math.Min(
            4, ((1 - state.Occurrence) + (sizeVariance / (typical * typical))) / worth);
        return state;
    }
}
