using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Quantiles of any levels from any forecaster.</summary>
public static class AnyLevel
{
    /// <summary>Quantiles day by day: the forecaster's own where it knows them, else on lines between the levels of the
    /// house, with an exponential tail above the last.</summary>
    /// <inheritdoc cref="ILevelForecaster.DailyQuantiles"/>
    /// <param name="forecaster">Who forecasts.</param>
    /// <param name="inputs">What is known.</param>
    /// <param name="levels">Probabilities, ascending, each in (0, 1).</param>
    /// <param name="threads">How many threads to use; at least 1. The result does not depend on it.</param>
    /// <param name="cancel">Asked between products.</param>
    public static Matrix DailyQuantilesOf(
        this IForecaster forecaster, DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1,
        CancellationToken cancel = default)
    {
        if (forecaster is ILevelForecaster more)
        {
            return more.DailyQuantiles(inputs, levels, threads, cancel);
        }

        var forecast = forecaster.Forecast(inputs, threads, cancel);
        var columns = DemandForecast.DailyDays * levels.Length;
        var values = new float[forecast.Count * columns];
        for (var row = 0; row < forecast.Count; row++)
        {
            for (var i = 0; i < columns; i++)
            {
                var (day, level) = Math.DivRem(i, levels.Length);
                values[(row * columns) + i] = (float)At(forecast.Day(row, day), levels[level]);
            }
        }

        return new(columns, values);
    }

    private static double At(ReadOnlySpan<float> quantiles, double level)
    {
        var last = DemandForecast.Levels[^1];
        return level <= last ? Quantiles.At(DemandForecast.Levels, quantiles, level)
            : quantiles[^1] + ((quantiles[^1] - quantiles[^2]) * Math.Log((1 - last) / (1 - level))
                / Math.Log((1 - DemandForecast.Levels[^2]) / (1 - last)));
    }
}
