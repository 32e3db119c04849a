using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Smoothing;

namespace Quartermaster.Tests.Forecasting;

/// <summary>Level × weekday × season × events × price, the level a fading mean of recent days.</summary>
internal static class WeekdayProfile
{
    internal static IForecaster Fit(DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1) =>
        StatisticalForecasters.Fit(settings => new WeightedLevel(settings), inputs, policy, threads);
}

/// <summary>The level with a damped trend and the product's own week.</summary>
internal static class ExponentialSmoothing
{
    internal static IForecaster Fit(DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1) =>
        StatisticalForecasters.Fit(settings => new TrendLevel(settings), inputs, policy, threads);
}

/// <summary>How often there is demand, and how much then (TSB).</summary>
internal static class IntermittentDemand
{
    internal static IForecaster Fit(DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1) =>
        StatisticalForecasters.Fit(settings => new OccurrenceLevel(settings), inputs, policy, threads);
}

/// <summary>Croston's method, less its bias.</summary>
internal static class Croston
{
    internal static IForecaster Fit(DemandInputs inputs, ForecastPolicy? policy = null, int threads = 1) =>
        StatisticalForecasters.Fit(settings => new CrostonLevel(settings), inputs, policy, threads);
}

/// <summary>Exponential smoothing of each series by itself.</summary>
internal static class Ets
{
    internal static IForecaster Fit(DemandInputs inputs) =>
        new EtsForecaster(DemandPatterns.Learn(new(inputs, new())), new());
}
