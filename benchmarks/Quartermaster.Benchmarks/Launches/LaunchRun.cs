using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Benchmarks.Launches;

/// <summary>Scores of newcomers by days of their own that were known.</summary>
internal sealed class LaunchRun
{
    private const int ScoredDays = 14;

    /// <summary>Most days known of a group; the first has none.</summary>
    internal static int[] Groups { get; } = [0, 7, 28];

    internal LaunchScore[] Scores { get; } = [new(), new(), new()];

    /// <summary>Adds products launched around the end of a history: the first two weeks on sale of those that come, the
    /// next two of those that came up to four weeks before.</summary>
    /// <param name="forecaster">Fitted to the history.</param>
    /// <param name="inputs">The history.</param>
    /// <param name="actual">Units by row and day after it.</param>
    internal void Add(IForecaster forecaster, DemandInputs inputs, Func<int, int, double> actual)
    {
        var launches = Enumerable.Range(0, inputs.Count).Where(row =>
            inputs.Products.Rows[row].LaunchDay - inputs.Days is >= -28 and <= ScoredDays).ToArray();
        var (levels, category) = (LaunchScore.Levels, new CategoryDays(inputs, LaunchScore.Levels));
        var asked = inputs.Pick(launches);
        var quantiles = forecaster.DailyQuantilesOf(asked, levels);
        var forecast = forecaster.Forecast(asked);
        for (var i = 0; i < launches.Length; i++)
        {
            var product = inputs.Products.Rows[launches[i]];
            var known = Math.Max(0, inputs.Days - product.LaunchDay);
            if (category.Of(product.Category.Value) is { } others)
            {
                var score = Scores[known == 0 ? 0 : known <= 7 ? 1 : 2];
                var first = Math.Max(0, product.LaunchDay - inputs.Days);
                for (var day = first; day < first + ScoredDays; day++)
                {
                    score.Add(quantiles.Row(i).Slice(day * levels.Length, levels.Length), others,
                        category.Counts(product.Category.Value), forecast.MeanOfDay(i, day),
                        actual(launches[i], day));
                }
            }
        }
    }
}
