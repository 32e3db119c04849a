namespace Quartermaster.Forecasting.Practice;

/// <summary>A product's own year: sales of each four-week period against its mean, drawn to 1 by fifty units.</summary>
internal sealed class YearIndex
{
    private const int Periods = 13;
    private const int PeriodDays = 28;
    private const int LeastDays = 728;
    private const double FlatUnits = 50;

    private readonly float[] _index = new float[Periods];

    private YearIndex() => Array.Fill(_index, 1);

    internal static YearIndex Of(ReadOnlySpan<float> sales, int firstDay)
    {
        var year = new YearIndex();
        if (sales.Length < LeastDays)
        {
            return year;
        }

        // Whole years only, so that a trend does not look like a season twice.
        var start = sales.Length - (sales.Length / 364 * 364);
        var (sums, total, days) = (new double[Periods], 0.0, sales.Length - start);
        for (var day = start; day < sales.Length; day++)
        {
            sums[PeriodOf(firstDay + day)] += sales[day];
            total += sales[day];
        }

        for (var period = 0; period < Periods; period++)
        {
            year._index[period] = (float)((sums[period] + FlatUnits) / ((total / Periods) + FlatUnits));
        }

        return year;
    }

    internal float On(int dayNumber) => _index[PeriodOf(dayNumber)];

    private static int PeriodOf(int dayNumber) => dayNumber / PeriodDays % Periods;
}
