namespace Quartermaster.Forecasting.Demand;

/// <summary>Units by week of a category, beside what its products' mean levels would have sold.</summary>
/// <param name="weeks">Full weeks of history.</param>
internal sealed class WeekSums(int weeks)
{
    // From the first day seen to the last. A product that was seen for less would mistake its season for its level; so
    // would one that was out of stock on most days between, but not one that was out on some days of every week.
    private const int LeastSpan = 350;
    private const double LeastSeen = LeastSpan / 2.0;

    internal int Weeks => weeks;

    internal double[] Units { get; } = new double[weeks];

    internal double[] Expected { get; } = new double[weeks];

    internal void Add(WeekSums other)
    {
        for (var week = 0; week < Weeks; week++)
        {
            Units[week] += other.Units[week];
            Expected[week] += other.Expected[week];
        }
    }

    internal void AddProduct(ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, ReadOnlySpan<float> factors)
    {
        var (units, expected, seen) = (0.0, 0.0, 0.0);
        for (var day = 0; day < demand.Length; day++)
        {
            units += weight[day] * demand[day];
            expected += weight[day] * factors[day];
            seen += weight[day];
        }

        var span = weight.LastIndexOfAnyExcept(0) + 1 - weight.IndexOfAnyExcept(0);
        if (span < LeastSpan || seen < LeastSeen || !(units > 0))
        {
            return;
        }

        var level = units / expected;
        for (var day = 0; day < 7 * Weeks; day++)
        {
            Units[day / 7] += weight[day] * demand[day];
            Expected[day / 7] += weight[day] * factors[day] * level;
        }
    }
}
