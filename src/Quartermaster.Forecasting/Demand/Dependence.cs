using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>From how much a level may be misjudged to how the days of a sample path hang together.</summary>
internal static class Dependence
{
    private static readonly NormalScores s_scores = new(DemandForecast.Levels);

    /// <summary>The correlation of normal scores at which the sum of four weeks has the variance that a relative error
    /// of
    /// the level brings.</summary>
    /// <param name="tables">The forecast, with the product's daily quantiles and means written.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="levelVariance">Squared relative error that the days share.</param>
    internal static double Correlation(ForecastTables tables, int row, double levelVariance)
    {
        var (firsts, firstSquares, seconds, secondSquares) = (0.0, 0.0, 0.0, 0.0);
        var (means, meanSquares) = (0.0, 0.0);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            var quantiles = tables.Day(row, day);
            double mean = tables.Means(row)[day];
            var drawn = Quantiles.Mean(DemandForecast.Levels, quantiles);
            var (first, second) = s_scores.Coefficients(quantiles);
            var ratio = drawn > 0 ? Math.Min(3, mean / drawn) : 0;
            (first, second) = (first * ratio, second * ratio);
            firsts += first;
            firstSquares += first * first;
            seconds += second;
            secondSquares += second * second;
            means += mean;
            meanSquares += mean * mean;
        }

        return NormalScores.Correlation(
            (firsts * firsts) - firstSquares, (seconds * seconds) - secondSquares,
            levelVariance * ((means * means) - meanSquares));
    }
}
