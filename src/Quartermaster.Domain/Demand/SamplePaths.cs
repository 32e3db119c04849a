using System.Runtime.CompilerServices;
using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>Possible futures of demand, as a function of a forecast and a seed: never stored.</summary>
/// <remarks>
/// A Gaussian copula over days: one common factor per path, one persistent factor per product and path, and one draw
/// per day, which then reads the day's quantile function. After four weeks a week's total is drawn likewise and falls
/// on its days by <see cref="DemandForecast.WeekShape"/>. Each day's mean is the forecast's own
/// (<see cref="DemandForecast.MeanOfDay"/>), however slow the mover; sums over days spread as
/// <see cref="ForecastRow.Persistence"/> says. Every draw is stratified over paths (see
/// <see cref="KeyedRandom.Stratified(uint, uint)"/>): the first 2^k paths cover each day evenly, and are best used
/// together.
/// Holds no table; some 8 ns per day and path.
/// </remarks>
/// <param name="forecast">The belief.</param>
/// <param name="seed">The seed of the run.</param>
public sealed class SamplePaths(DemandForecast forecast, ulong seed)
{
    /// <summary>One future of one product, day by day from the forecast's first day.</summary>
    /// <param name="row">The product's row in the forecast.</param>
    /// <param name="path">Which future, from 0. The same path of two products shares its common factor.</param>
    /// <param name="dailyUnits">Filled with whole units; weeks later than the last known repeat the last week's
    /// quantiles.</param>
    public void Draw(int row, int path, Span<int> dailyUnits)
    {
        var product = new ProductPaths(forecast, seed, row);
        Span<double> steady = stackalloc double[1];
        product.Steady(path, steady);
        Span<int> units = stackalloc int[1];
        for (var day = 0; day < dailyUnits.Length; day++)
        {
            units.Clear();
            Add(product, steady, path, day, day + 1, units);
            dailyUnits[day] = units[0];
        }
    }

    /// <summary>For one product, its demand over a stretch of days in each of the first paths.</summary>
    /// <param name="row">The product's row in the forecast.</param>
    /// <param name="from">The first day, 0 or more.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="totals">Filled with units, path after path: the sums of what <see cref="Draw"/> gives.</param>
    [SkipLocalsInit]
    public void Sums(int row, int from, int to, Span<int> totals)
    {
        var product = new ProductPaths(forecast, seed, row);
        Span<double> steady = stackalloc double[PeriodDraws.MostAtOnce];
        totals.Clear();
        for (var start = 0; start < totals.Length; start += steady.Length)
        {
            var count = Math.Min(steady.Length, totals.Length - start);
            product.Steady(start, steady[..count]);
            Add(product, steady[..count], start, from, to, totals.Slice(start, count));
        }
    }

    /// <summary>For one product, its demand from the first day on over each of several numbers of days.</summary>
    /// <param name="row">The product's row in the forecast.</param>
    /// <param name="days">The numbers of days, strictly increasing from 1 or more.</param>
    /// <param name="sums">Filled with units: number of days × path.</param>
    [SkipLocalsInit]
    internal void RunningSums(int row, ReadOnlySpan<int> days, Span<float> sums)
    {
        var product = new ProductPaths(forecast, seed, row);
        var paths = sums.Length / days.Length;
        Span<double> steady = stackalloc double[PeriodDraws.MostAtOnce];
        Span<int> totals = stackalloc int[PeriodDraws.MostAtOnce];
        for (var start = 0; start < paths; start += steady.Length)
        {
            var count = Math.Min(steady.Length, paths - start);
            product.Steady(start, steady[..count]);
            totals.Clear();
            for (var column = 0; column < days.Length; column++)
            {
                var from = column == 0 ? 0 : days[column - 1];
                Add(product, steady[..count], start, from, days[column], totals[..count]);
                for (var i = 0; i < count; i++)
                {
                    sums[(column * paths) + start + i] = totals[i];
                }
            }
        }
    }

    [SkipLocalsInit]
    private static void Add(
        in ProductPaths product, ReadOnlySpan<double> steady, int start, int from, int to, Span<int> totals)
    {
        Span<int> units = stackalloc int[totals.Length];
        Span<double> roundings = stackalloc double[totals.Length];
        var day = from;
        for (; day < Math.Min(to, DemandForecast.DailyDays); day++)
        {
            product.Day(day).Units(steady, start, units, roundings);
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += units[i];
            }
        }

        for (; day < to; day += 7 - (day % 7))
        {
            product.Week(day / 7).Units(steady, start, units, roundings);
            var parts = product.Parts(day % 7, Math.Min(7, to - day + (day % 7)));
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += ProductPaths.Part(units[i], roundings[i], parts);
            }
        }
    }
}
