using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Exponential smoothing with a damped trend, the product's own week, and pooled season, events and price;
/// counts.
/// </summary>
public static class ExponentialSmoothing
{
    /// <summary>Learns patterns and settings from a history.</summary>
    /// <param name="inputs">The history.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    public static IForecaster Fit(DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1) =>
        StatisticalForecasters.Fit(settings => new TrendLevel(settings), inputs, policy, threads);
}
