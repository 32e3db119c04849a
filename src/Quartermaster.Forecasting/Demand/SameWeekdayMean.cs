using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The mean of the last eight same weekdays.</summary>
/// <remarks>Spread: what this rule erred at the same distance over half a year.</remarks>
/// <param name="policy">The settings; the defaults if not given.</param>
public sealed class SameWeekdayMean(ForecastPolicy? policy = null) : IForecaster
{
    private readonly ForecastPolicy _policy = policy ?? new();

    /// <inheritdoc/>
    public string Name => "same-weekday mean";

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default) =>
        EmpiricalForecast.Of(inputs, _policy, weeks: 8, threads, cancel);
}
