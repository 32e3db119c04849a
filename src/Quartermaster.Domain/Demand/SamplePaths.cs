using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>Possible futures of demand, as a function of a forecast and a seed: never stored.</summary>
/// <remarks>
/// A Gaussian copula over days: one common factor per path, one persistent factor per product and path, and one draw
/// per day, which then reads the day's quantile function. After four weeks a week's total is drawn likewise and falls
/// on its days by <see cref="DemandForecast.WeekShape"/>. Each day's mean is the forecast's own
/// (<see cref="DemandForecast.MeanOfDay"/>), however slow the mover; sums over days spread as
/// <see cref="ForecastRow.Persistence"/> says. Every draw is stratified over paths (see
/// <see cref="KeyedRandom.Stratified"/>): the first 2^k paths cover each day evenly, and are best used together.
/// Holds no table; some 30 ns per day and path.
/// </remarks>
/// <param name="forecast">The belief.</param>
/// <param name="seed">The seed of the run.</param>
public sealed class SamplePaths(DemandForecast forecast, ulong seed)
{
    private const int PathsAtOnce = 256;

    /// <summary>One future of one product, day by day from the forecast's first day.</summary>
    /// <param name="row">The product's row in the forecast.</param>
    /// <param name="path">Which future, from 0. The same path of two products shares its common factor.</param>
    /// <param name="dailyUnits">Filled with whole units; 26 weeks are known, later ones repeat the last week's
    /// quantiles.</param>
    public void Draw(int row, int path, Span<int> dailyUnits)
    {
        var product = new ProductPaths(forecast, seed, row);
        var steady = product.Steady(path);
        var days = Math.Min(dailyUnits.Length, DemandForecast.DailyDays);
        for (var day = 0; day < days; day++)
        {
            dailyUnits[day] = product.Day(day).Units(steady, path);
        }

        for (var first = days; first < dailyUnits.Length; first += 7)
        {
            var week = product.Week(first / 7);
            var total = week.Units(steady, path);
            for (var day = first; day < Math.Min(first + 7, dailyUnits.Length); day++)
            {
                dailyUnits[day] = product.Part(total, week.Rounding(path), day % 7, (day % 7) + 1);
            }
        }
    }

    /// <summary>For one product, its demand over a stretch of days in each of the first paths.</summary>
    /// <param name="row">The product's row in the forecast.</param>
    /// <param name="from">The first day, 0 or more.</param>
    /// <param name="to">The day after the last.</param>
    /// <param name="totals">Filled with units, path after path: the sums of what <see cref="Draw"/> gives.</param>
    public void Sums(int row, int from, int to, Span<int> totals)
    {
        var product = new ProductPaths(forecast, seed, row);
        Span<double> steady = stackalloc double[PathsAtOnce];
        for (var start = 0; start < totals.Length; start += PathsAtOnce)
        {
            var block = totals[start..Math.Min(start + PathsAtOnce, totals.Length)];
            for (var i = 0; i < block.Length; i++)
            {
                steady[i] = product.Steady(start + i);
            }

            block.Clear();
            AddDays(product, steady, start, from, Math.Min(to, DemandForecast.DailyDays), block);
            AddWeeks(product, steady, start, Math.Max(from, DemandForecast.DailyDays), to, block);
        }
    }

    private static void AddDays(
        in ProductPaths product, ReadOnlySpan<double> steady, int start, int from, int to, Span<int> totals)
    {
        for (var day = from; day < to; day++)
        {
            var source = product.Day(day);
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += source.Units(steady[i], start + i);
            }
        }
    }

    private static void AddWeeks(
        in ProductPaths product, ReadOnlySpan<double> steady, int start, int from, int to, Span<int> totals)
    {
        for (var day = from; day < to; day += 7 - (day % 7))
        {
            var source = product.Week(day / 7);
            var last = Math.Min(7, to - day + (day % 7));
            for (var i = 0; i < totals.Length; i++)
            {
                var total = source.Units(steady[i], start + i);
                totals[i] += product.Part(total, source.Rounding(start + i), day % 7, last);
            }
        }
    }
}
