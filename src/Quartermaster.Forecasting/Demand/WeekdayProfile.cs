using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Level × weekday × season × events × price, the level a fading mean of recent days, with negative binomial
/// spread.
/// </summary>
public static class WeekdayProfile
{
    /// <summary>Learns patterns and settings from a history.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    public static IForecaster Fit(DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1) =>
        StatisticalForecasters.Fit(settings => new WeightedLevel(settings), inputs, policy, threads);
}
