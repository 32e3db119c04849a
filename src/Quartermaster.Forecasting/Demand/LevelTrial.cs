namespace Quartermaster.Forecasting.Demand;

/// <summary>One forecast of a four-week sum beside what came; days out of stock take no part.</summary>
/// <param name="Days">Days that took part; 0 if the trial does not count.</param>
/// <param name="Expected">Units expected.</param>
/// <param name="ExpectedSquares">Sum of the days' squared expectations.</param>
/// <param name="Error">Units that came less those expected.</param>
/// <param name="EstimationVariance">Squared relative error that the level was said to have.</param>
internal readonly record struct LevelTrial(
    int Days, double Expected, double ExpectedSquares, double Error, double EstimationVariance)
{
    private const int LeastDays = 20;

    /// <summary>The squared error, bounded so that one odd product does not speak for all.</summary>
    internal double SquareError => Math.Min(Error * Error, 9 * (Expected + 1) * (Expected + 1));

    internal static LevelTrial Of(
        ReadOnlySpan<double> means, ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, double estimationVariance)
    {
        var (days, expected, squares, error) = (0, 0.0, 0.0, 0.0);
        for (var day = 0; day < means.Length; day++)
        {
            if (weight[day] >= 0.999f)
            {
                days++;
                expected += means[day];
                squares += means[day] * means[day];
                error += demand[day] - means[day];
            }
        }

        return days < LeastDays ? default : new(days, expected, squares, error, estimationVariance);
    }
}
