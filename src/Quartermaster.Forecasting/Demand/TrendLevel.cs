namespace Quartermaster.Forecasting.Demand;

/// <summary>Exponential smoothing of demand ÷ factor: a level, a damped trend, and the product's own week upon its
/// category's.</summary>
/// <remarks>The innovations form ETS(M,Ad,M) (Hyndman et al., Forecasting with Exponential Smoothing, 2008, chapter 2).
/// While a product is young its level is a running mean that starts from the launch prior.</remarks>
internal sealed class TrendLevel(ForecastPolicy policy) : ILevelRule
{
    private const double Damping = 0.98;
    private static readonly (double Level, double Trend, double Week)[] s_settings =
    [
        (0.01, 0, 0), (0.01, 0.02, 0.01), (0.02, 0, 0.01), (0.02, 0.02, 0.01), (0.05, 0, 0), (0.05, 0, 0.02),
        (0.05, 0.05, 0.02), (0.1, 0, 0.02), (0.1, 0.05, 0.02), (0.2, 0, 0.02),
    ];

    public string Name => "exponential smoothing";

    public int Settings => s_settings.Length;

    public LevelState Follow(in ProductHistory history, int setting)
    {
        var (levelGain, trendGain, weekGain) = s_settings[setting];
        var spreadFade = Math.Exp(-Math.Log(2) / Math.Max(1, policy.SpreadHalfLife));
        var (units, exposure) = (history.Prior.Units, history.Prior.Units / history.Prior.Mean);
        var state = new LevelState { Level = history.Prior.Mean, Damping = Damping, Week = WeekMultiples.Even() };
        for (var day = 0; day < history.Demand.Length; day++)
        {
            double weight = history.Weight[day], demand = history.Demand[day];
            state.Trend *= Damping;
            state.Level = Math.Max(1e-6, state.Level + state.Trend);
            if (weight > 0)
            {
                var factor = history.Factors[day] * state.Week[day % 7];
                var expected = state.Level * factor;
                var error = demand - expected;
                state.Excess += weight * ((error * error) - expected);
                state.Square += weight * expected * expected;
                state.SpreadDays += weight;

                units += weight * demand;
                exposure += weight * factor;
                var step = weight * Math.Min(Math.Max(levelGain * Math.Min(1, factor), factor / exposure), 1)
                    * error / factor;
                state.Level = Math.Max(1e-6, state.Level + step);
                state.Trend += trendGain * step;
                var own = state.Week[day % 7] * (1 + (weekGain * Math.Clamp(error / (expected + 1), -1, 1)));
                state.Week[day % 7] = Math.Clamp(own, 0.3, 3);
            }

            state.Excess *= spreadFade;
            state.Square *= spreadFade;
            state.SpreadDays *= spreadFade;
        }

        Center(ref state);
        var excess = 1 + (state.Square > 0 ? Math.Clamp(state.Excess / state.Square, 0, 2) * state.Level : 0.5);
        var steady = levelGain / (2 - levelGain) * excess / state.Level;
        state.EstimationVariance = Math.Min(4, Math.Max(steady, excess / units));
        return state;
    }

    private static void Center(ref LevelState state)
    {
        var mean = 0.0;
        foreach (var multiple in state.Week)
        {
            mean += multiple / 7;
        }

        for (var day = 0; day < 7; day++)
        {
            state.Week[day] /= mean;
        }

        (state.Level, state.Trend) = (state.Level * mean, state.Trend * mean);
    }
}
