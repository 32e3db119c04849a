using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Quantiles as textbooks teach them: mean plus a multiple of the standard deviation, at least 0.</summary>
internal static class NormalSpread
{
    private static readonly double[] s_scores = Scores();

    internal static void Write(double mean, double variance, Span<float> quantiles)
    {
        var deviation = Math.Sqrt(Math.Max(0, variance));
        for (var level = 0; level < quantiles.Length; level++)
        {
            quantiles[level] = (float)Math.Max(0, mean + (deviation * s_scores[level]));
        }
    }

    private static double[] Scores()
    {
        var scores = new double[DemandForecast.Levels.Length];
        for (var level = 0; level < scores.Length; level++)
        {
            scores[level] = Normal.Quantile(DemandForecast.Levels[level]);
        }

        return scores;
    }
}
