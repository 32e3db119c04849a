using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Next week will be as last week was: the forecast that every other one must beat.</summary>
/// <remarks>Spread: what this rule erred at the same distance over half a year.</remarks>
/// <param name="policy">The settings; the defaults if not given.</param>
public sealed class SeasonalNaive(ForecastPolicy? policy = null) : IForecaster
{
    private readonly ForecastPolicy _policy = policy ?? new();

    /// <inheritdoc/>
    public string Name => "seasonal naive";

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default) =>
        EmpiricalForecast.Of(inputs, _policy, weeks: 1, threads, cancel);
}
