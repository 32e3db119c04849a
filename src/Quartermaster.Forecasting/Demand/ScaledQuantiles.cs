namespace Quartermaster.Forecasting.Demand;

/// <summary>Quantiles of a day or a week, multiplied.</summary>
internal static class ScaledQuantiles
{
    /// <summary>Multiplies quantiles: counts stay whole, and none crosses the one before.</summary>
    /// <param name="quantiles">Of one period, one per level, ascending.</param>
    /// <param name="factor">0 or more.</param>
    internal static void Scale(Span<float> quantiles, float factor)
    {
        var least = 0f;
        foreach (ref var units in quantiles)
        {
            var isWhole = units == MathF.Round(units);
            units = isWhole ? MathF.Round(units * factor, MidpointRounding.AwayFromZero) : units * factor;
            units = least = Math.Max(least, units);
        }
    }
}
