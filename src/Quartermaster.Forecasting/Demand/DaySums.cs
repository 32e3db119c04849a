namespace Quartermaster.Forecasting.Demand;

/// <summary>Units by day of a category, beside what its products' levels would have sold.</summary>
/// <param name="days">Days of history.</param>
internal sealed class DaySums(int days)
{
    private const double LeastRatio = 0.02;

    internal double[] Units { get; } = new double[days];

    internal double[] Expected { get; } = new double[days];

    internal void Add(DaySums other)
    {
        for (var day = 0; day < days; day++)
        {
            Units[day] += other.Units[day];
            Expected[day] += other.Expected[day];
        }
    }

    internal void AddProduct(
        ReadOnlySpan<float> demand, ReadOnlySpan<float> weight, ReadOnlySpan<float> level, ReadOnlySpan<float> factors)
    {
        for (var day = 0; day < days; day++)
        {
            Units[day] += weight[day] * demand[day];
            Expected[day] += weight[day] * level[day] * factors[day];
        }
    }

    /// <summary>Logarithm of units over what was expected.</summary>
    internal double Log(int day) => Math.Log(Math.Max(LeastRatio, Units[day] / Expected[day]));
}
