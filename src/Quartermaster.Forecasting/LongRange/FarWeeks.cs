using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.LongRange;

/// <summary>Reaches further than 26 weeks: to a year by product, and to 18 months in sums.</summary>
/// <remarks>
/// No forecaster of the house looks further, since nothing that is bought or placed depends on it; vendors and capacity
/// do. A far week is expected to be what the last quarter forecast was, by the multiples of its days (weekday, season,
/// planned events of its category or of all) over theirs. Its relative variance goes on growing as it did from the
/// second month to the sixth. Sample paths of what comes out reach as far.
/// </remarks>
public static class FarWeeks
{
    /// <summary>Weeks to which products are forecast.</summary>
    public const int Year = 52;

    /// <summary>Weeks to which sums by month are forecast: 18 months.</summary>
    public const int Most = 79;

    private const int FromWeek = 13;
    private const int NearWeek = 5;

    /// <summary>Adds weeks.</summary>
    /// <param name="forecast">A forecast of 26 weeks.</param>
    /// <param name="inputs">What it was made from.</param>
    /// <param name="patterns">Weekdays, seasons and effects.</param>
    /// <param name="weeks">Weeks in all, 26 to <see cref="Most"/>.</param>
    /// <returns>The forecast with <see cref="DemandForecast.KnownWeeks"/> weeks.</returns>
    /// <remarks>O(products × weeks).</remarks>
    public static DemandForecast Extend(
        DemandForecast forecast, DemandInputs inputs, DemandPatterns patterns, int weeks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, DemandForecast.Weeks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weeks, Most);
        var (count, levels) = (forecast.Count, DemandForecast.Levels.Length);
        var weekly = new float[Cells.Of(count, weeks * levels, "quantiles by product and week")];
        var means = new float[Cells.Of(count, DemandForecast.DailyDays + weeks, "means by product")];
        var factors = new FarFactors(inputs, patterns, 7 * weeks);
        for (var row = 0; row < count; row++)
        {
            var ofWeeks = weekly.AsSpan(row * weeks * levels, weeks * levels);
            var ofMeans = means.AsSpan(row * (DemandForecast.DailyDays + weeks), DemandForecast.DailyDays + weeks);
            forecast.Weekly.Row(row).CopyTo(ofWeeks);
            for (var day = 0; day < DemandForecast.DailyDays; day++)
            {
                ofMeans[day] = (float)forecast.MeanOfDay(row, day);
            }

            for (var week = 0; week < DemandForecast.Weeks; week++)
            {
                ofMeans[DemandForecast.DailyDays + week] = (float)forecast.MeanOfWeek(row, week);
            }

            var product = inputs.Products.Rows[row];
            AddWeeks(forecast, row, factors.Of(product.Category.Value),
                (product.LaunchDay - inputs.Days, product.EndDay == int.MaxValue ? int.MaxValue
                    : product.EndDay - inputs.Days),
                ofMeans[DemandForecast.DailyDays..], ofWeeks);
        }

        return forecast with
        {
            Weekly = new(weeks * levels, weekly), Means = new(DemandForecast.DailyDays + weeks, means),
        };
    }

    private static void AddWeeks(
        DemandForecast forecast, int row, ReadOnlySpan<double> factors, (int First, int Last) sold, Span<float> means,
        Span<float> quantiles)
    {
        var (units, exposure) = (0.0, 0.0);
        for (var week = FromWeek; week < DemandForecast.Weeks; week++)
        {
            units += means[week];
            exposure += Exposure(factors, week, sold);
        }

        var (near, far) = (Excess(forecast, row, NearWeek), Excess(forecast, row, DemandForecast.Weeks - 1));
        var growth = Math.Max(0, far - near) / (DemandForecast.Weeks - 1 - NearWeek);
        var levels = DemandForecast.Levels;
        for (var week = DemandForecast.Weeks; week < means.Length; week++)
        {
            var mean = exposure > 0 ? units / exposure * Exposure(factors, week, sold) : 0;
            means[week] = (float)mean;
            NegativeBinomial.Quantiles(mean, far + (growth * (week - DemandForecast.Weeks + 1)), levels,
                quantiles.Slice(week * levels.Length, levels.Length));
        }
    }

    // Relative variance beyond that of a count.
    private static double Excess(DemandForecast forecast, int row, int week)
    {
        var mean = forecast.MeanOfWeek(row, week);
        return mean > 0 ? Math.Clamp((forecast.VarianceOfWeek(row, week) - mean) / (mean * mean), 0, 4) : 0;
    }

    // The multiples of the days of a week on which the product is sold.
    private static double Exposure(ReadOnlySpan<double> factors, int week, (int First, int Last) sold)
    {
        var sum = 0.0;
        for (var day = 7 * week; day < 7 * (week + 1); day++)
        {
            sum += day >= sold.First && day <= sold.Last ? factors[day] : 0;
        }

        return sum;
    }
}
