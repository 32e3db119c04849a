namespace Quartermaster.Forecasting.Demand;

/// <summary>One forecast of a four-week sum beside what came; a day partly in stock takes part by its share.</summary>
/// <param name="Days">Days that took part, in part or whole; 0 if the trial does not count.</param>
/// <param name="Expected">Units expected to be sold from the stock there was.</param>
/// <param name="ExpectedSquares">Sum of the days' squared expectations.</param>
/// <param name="Error">Units that came less those expected.</param>
/// <param name="EstimationVariance">Squared relative error that the level was said to have.</param>
internal readonly record struct LevelTrial(
    double Days, double Expected, double ExpectedSquares, double Error, double EstimationVariance)
{
    // Half the window.
    private const double LeastDays = 14;

    /// <summary>The squared error, bounded so that one odd product does not speak for all.</summary>
    internal double SquareError => Math.Min(Error * Error, 9 * (Expected + 1) * (Expected + 1));

    internal static LevelTrial Of(
        ReadOnlySpan<double> means, ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, double estimationVariance)
    {
        var (days, expected, squares, error) = (0.0, 0.0, 0.0, 0.0);
        for (var day = 0; day < means.Length; day++)
        {
            // Demand is sales ÷ share and the weight that share: what is compared is what was sold.
            var mean = weight[day] * means[day];
            days += weight[day];
            expected += mean;
            squares += mean * mean;
            error += (weight[day] * demand[day]) - mean;
        }

        return days < LeastDays ? default : new(days, expected, squares, error, estimationVariance);
    }
}
