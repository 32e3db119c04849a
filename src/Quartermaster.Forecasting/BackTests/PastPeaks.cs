using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>Which products had a peak shortly before a day.</summary>
internal static class PastPeaks
{
    /// <summary>Days before an origin in which a peak counts, and days after it that are watched.</summary>
    internal const int Days = 14;

    private const int MeanDays = 56;
    private const double PeakMultiple = 3;
    private const double LeastPeak = 5;

    /// <summary>By product, whether a day of the last two weeks had three times the mean of its eight weeks before.
    /// </summary>
    internal static bool[] Before(DemandInputs truth, int origin) =>
        [.. Enumerable.Range(0, truth.Count).Select(row => HadPeak(truth, row, origin))];

    private static bool HadPeak(DemandInputs truth, int row, int origin)
    {
        var sales = truth.Sales.Row(row);
        for (var day = Math.Max(MeanDays, origin - Days); day < origin; day++)
        {
            var (sum, seen) = (0.0, 0);
            for (var before = day - MeanDays; before < day && sales[day] >= LeastPeak; before++)
            {
                var units = BackTest.Demand(truth, row, before);
                sum += Math.Max(0, units);
                seen += units >= 0 ? 1 : 0;
            }

            if (seen > 0 && sales[day] >= PeakMultiple * sum / seen)
            {
                return true;
            }
        }

        return false;
    }
}
