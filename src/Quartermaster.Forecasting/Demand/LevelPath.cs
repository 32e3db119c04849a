namespace Quartermaster.Forecasting.Demand;

/// <summary>A product's level through its history, looking both ways: what patterns are measured against.</summary>
internal static class LevelPath
{
    private const int HalfWindow = 28;

    // Event days count only where there are no others.
    private const double SpecialWeight = 0.01;

    /// <summary>Fills the level of each day: the mean of demand ÷ factor over four weeks before and after.</summary>
    /// <param name="demand">Units by day.</param>
    /// <param name="weight">How much each day may teach, 0 to 1.</param>
    /// <param name="factors">Multiple of the level, by day, above 0.</param>
    /// <param name="special">Whether an event or another price makes the day unusual.</param>
    /// <param name="level">Filled with units a day.</param>
    internal static void Fill(
        ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, ReadOnlySpan<float> factors, ReadOnlySpan<bool> special,
        Span<float> level)
    {
        var days = demand.Length;
        var (units, expected) = (0.0, 0.0);
        for (var day = -HalfWindow; day < days; day++)
        {
            var (enters, leaves) = (day + HalfWindow, day - HalfWindow - 1);
            if (enters < days)
            {
                var share = weight[enters] * (special[enters] ? SpecialWeight : 1);
                units += share * demand[enters];
                expected += share * factors[enters];
            }

            if (leaves >= 0)
            {
                var share = weight[leaves] * (special[leaves] ? SpecialWeight : 1);
                units -= share * demand[leaves];
                expected -= share * factors[leaves];
            }

            if (day >= 0)
            {
                level[day] = (float)Math.Max(0, expected > 1e-6 ? units / expected : 0);
            }
        }
    }
}
