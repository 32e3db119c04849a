namespace Quartermaster.Forecasting.Practice;

/// <summary>A product's year: sales of each four-week period against its mean, drawn to its category's by fifty units.
/// </summary>
internal sealed class YearIndex
{
    internal const int Periods = 13;
    private const int PeriodDays = 28;
    private const int LeastDays = 728;
    private const double FlatUnits = 50;

    private readonly float[] _index = new float[Periods];

    private YearIndex() => Array.Fill(_index, 1);

    /// <summary>All periods alike.</summary>
    internal static YearIndex Flat { get; } = new();

    /// <summary>The index of sums by period.</summary>
    /// <param name="units">Units a day by period; NaN where no day is known.</param>
    /// <param name="days">Known days by period.</param>
    /// <param name="prior">What it is drawn to.</param>
    internal static YearIndex Of(ReadOnlySpan<double> units, ReadOnlySpan<int> days, YearIndex prior)
    {
        var (total, known) = (0.0, 0);
        for (var period = 0; period < Periods; period++)
        {
            total += units[period];
            known += days[period];
        }

        var (year, perDay) = (new YearIndex(), known > 0 ? total / known : 0);
        for (var period = 0; period < Periods; period++)
        {
            year._index[period] = (float)((units[period] + (FlatUnits * prior._index[period]))
                / ((days[period] * perDay) + FlatUnits));
        }

        return year;
    }

    /// <summary>The index of one product: its own from two years of sales, else its category's.</summary>
    internal static YearIndex Of(ReadOnlySpan<float> sales, int firstDay, YearIndex category)
    {
        if (sales.Length < LeastDays)
        {
            return category;
        }

        var (units, days) = (new double[Periods], new int[Periods]);
        Add(sales, firstDay, sales.Length / 364 * 364, units, days);
        return Of(units, days, category);
    }

    /// <summary>Adds the last days of a product; whole years only, so that a trend does not look like a season twice.
    /// </summary>
    internal static void Add(
        ReadOnlySpan<float> sales, int firstDay, int lastDays, Span<double> units, Span<int> days)
    {
        for (var day = sales.Length - lastDays; day < sales.Length; day++)
        {
            if (!float.IsNaN(sales[day]))
            {
                units[PeriodOf(firstDay + day)] += sales[day];
                days[PeriodOf(firstDay + day)]++;
            }
        }
    }

    internal float On(int dayNumber) => _index[PeriodOf(dayNumber)];

    private static int PeriodOf(int dayNumber) => dayNumber / PeriodDays % Periods;
}
