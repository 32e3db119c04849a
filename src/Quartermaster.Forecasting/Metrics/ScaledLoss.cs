namespace Quartermaster.Forecasting.Metrics;

/// <summary>The M5 contests' losses of one series, on the scale of its own history.</summary>
/// <remarks>Makridakis, Spiliotis and Assimakopoulos, The M5 accuracy and uncertainty competitions (2022), "The M5
/// Competition: Competitors' Guide": SPL and RMSSE. History counts from the first day with demand.</remarks>
public static class ScaledLoss
{
    /// <summary>Mean absolute change from day to day, from the first day with demand; NaN where there is no second day,
    /// 0 where nothing changes.</summary>
    /// <param name="history">Units by day.</param>
    public static double AbsoluteScale(ReadOnlySpan<float> history) => MeanChange(history, Math.Abs);

    /// <summary>Mean squared change from day to day, likewise.</summary>
    /// <param name="history">Units by day.</param>
    public static double SquaredScale(ReadOnlySpan<float> history) => MeanChange(history, change => change * change);

    /// <summary>SPL: the mean pinball loss of one quantile level over the days, on the absolute scale.</summary>
    /// <param name="actuals">Units by day.</param>
    /// <param name="quantiles">The level's quantile by day, as many.</param>
    /// <param name="level">The probability, in (0, 1).</param>
    /// <param name="absoluteScale">Above 0.</param>
    public static double Spl(
        ReadOnlySpan<float> actuals, ReadOnlySpan<float> quantiles, double level, double absoluteScale)
    {
        var sum = 0.0;
        for (var day = 0; day < actuals.Length; day++)
        {
            sum += QuantileScore.Pinball(level, quantiles[day], actuals[day]);
        }

        return sum / actuals.Length / absoluteScale;
    }

    /// <summary>RMSSE: the root of the mean squared error over the days, on the squared scale.</summary>
    /// <param name="actuals">Units by day.</param>
    /// <param name="means">Expected units by day, as many.</param>
    /// <param name="squaredScale">Above 0.</param>
    public static double Rmsse(ReadOnlySpan<float> actuals, ReadOnlySpan<float> means, double squaredScale)
    {
        var sum = 0.0;
        for (var day = 0; day < actuals.Length; day++)
        {
            sum += Math.Pow(actuals[day] - means[day], 2);
        }

        return Math.Sqrt(sum / actuals.Length / squaredScale);
    }

    private static double MeanChange(ReadOnlySpan<float> history, Func<double, double> of)
    {
        var (first, sum) = (history.IndexOfAnyExcept(0f), 0.0);
        if (first < 0 || first == history.Length - 1)
        {
            return double.NaN;
        }

        for (var day = first + 1; day < history.Length; day++)
        {
            sum += of(history[day] - (double)history[day - 1]);
        }

        return sum / (history.Length - first - 1);
    }
}
