using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>A forecaster that knows more quantile levels than those of the house.</summary>
public interface ILevelForecaster : IForecaster
{
    /// <summary>Quantiles of any levels, day by day.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="levels">Probabilities, ascending, each in (0, 1).</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="cancel">Asked between products.</param>
    /// <returns>Units: product × (<see cref="DemandForecast.DailyDays"/> × levels), day after day.</returns>
    Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default);
}
