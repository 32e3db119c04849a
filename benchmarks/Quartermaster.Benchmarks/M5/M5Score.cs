using Quartermaster.Domain;
using Quartermaster.Forecasting.Metrics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>The contest's weighted scaled pinball loss of single series, and its parts.</summary>
/// <param name="Wspl">At level 12.</param>
/// <param name="ByLevel">The scaled pinball loss of each quantile level.</param>
/// <param name="Wql">Weighted quantile loss of each level.</param>
internal sealed record M5Score(double Wspl, double[] ByLevel, double[] Wql)
{
    internal static readonly float[] Levels = [0.005f, 0.025f, 0.165f, 0.25f, 0.5f, 0.75f, 0.835f, 0.975f, 0.995f];

    /// <summary>The levels of fev-bench's tables.</summary>
    internal static readonly float[] Deciles = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f];

    /// <summary>Scores quantiles of the days after some.</summary>
    /// <param name="data">The truth.</param>
    /// <param name="after">Days that were known.</param>
    /// <param name="quantiles">Series × (days × levels).</param>
    /// <param name="store">The only store that counts; null for all.</param>
    internal static M5Score Of(M5Data data, int after, Matrix quantiles, string? store = null)
    {
        var (weights, units) = (0.0, 0.0);
        var (scaled, losses) = (new double[Levels.Length], new double[Levels.Length]);
        for (var row = 0; row < data.Series.Count; row++)
        {
            var one = data.Series[row];
            if (store is not null && one.Store != store)
            {
                continue;
            }

            var (change, dollars) = (ScaledLoss.AbsoluteScale(one.Sales.AsSpan(0, after)), 0.0);
            for (var day = after - M5Data.Horizon; day < after; day++)
            {
                dollars += one.Sales[day] * one.Prices[day];
            }

            weights += change > 0 ? dollars : 0;
            for (var day = 0; day < M5Data.Horizon; day++)
            {
                var actual = one.Sales[after + day];
                units += actual;
                for (var level = 0; level < Levels.Length; level++)
                {
                    var loss = QuantileScore.Pinball(
                        Levels[level], quantiles.Row(row)[(day * Levels.Length) + level], actual);
                    scaled[level] += change > 0 ? dollars * loss / (change * M5Data.Horizon) : 0;
                    losses[level] += 2 * loss;
                }
            }
        }

        var byLevel = Array.ConvertAll(scaled, loss => loss / weights);
        return new(byLevel.Average(), byLevel, Array.ConvertAll(losses, loss => loss / units));
    }
}
