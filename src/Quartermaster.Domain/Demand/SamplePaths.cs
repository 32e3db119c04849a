using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>Possible futures of demand, as a function of a forecast and a seed: never stored.</summary>
/// <remarks>
/// A Gaussian copula over days: one common factor per path, one persistent factor per product and path, and one draw
/// per day; each day's uniform then reads the day's (after four weeks: the week's) quantile function. Marginals are
/// therefore the forecast's own, and sums over days spread as <see cref="ForecastRow.Persistence"/> says.
/// O(1) memory; O(days) per draw.
/// </remarks>
/// <param name="forecast">The belief.</param>
/// <param name="seed">The seed of the run.</param>
public sealed class SamplePaths(DemandForecast forecast, ulong seed)
{
    private const ulong CommonStream = 0x51;
    private const ulong ProductStream = 0x52;
    private const ulong DayStream = 0x53;

    /// <summary>One future of one product, day by day from the forecast's first day.</summary>
    /// <param name="row">The product's row in the forecast.</param>
    /// <param name="path">Which future, from 0. The same path of two products shares its common factor.</param>
    /// <param name="dailyUnits">Filled with whole units; at most 26 weeks of days are known, later ones repeat the last
    /// week's quantiles.</param>
    public void Draw(int row, int path, Span<int> dailyUnits)
    {
        var product = forecast.Products.Rows[row];
        var common = KeyedRandom.Normal(seed, CommonStream, 0, (ulong)path);
        var own = KeyedRandom.Normal(seed, ProductStream, product.Key, (ulong)path);
        var commonWeight = Math.Sqrt(product.CommonLoading);
        var ownWeight = Math.Sqrt(Math.Max(0, product.Persistence - product.CommonLoading));
        var dayWeight = Math.Sqrt(Math.Max(0, 1 - Math.Max(product.Persistence, product.CommonLoading)));
        var steady = (commonWeight * common) + (ownWeight * own);

        for (var day = 0; day < dailyUnits.Length; day++)
        {
            var index = ((ulong)path << 16) | (uint)day;
            var z = steady + (dayWeight * KeyedRandom.Normal(seed, DayStream, product.Key, index));
            var probability = Normal.Cdf(z);
            var units = day < DemandForecast.DailyDays
                ? Quantiles.At(DemandForecast.Levels, forecast.Day(row, day), probability)
                : Quantiles.At(DemandForecast.Levels, forecast.Week(row, WeekOf(day)), probability)
                    * forecast.WeekShape.Row(row)[day % 7];
            dailyUnits[day] = Whole(units, KeyedRandom.Uniform(seed, DayStream + 1, product.Key, index));
        }
    }

    private static int WeekOf(int day) => Math.Min(day / 7, DemandForecast.Weeks - 1);

    // Rounds so that the mean stays what it was.
    private static int Whole(double units, double draw) => (int)Math.Min(units + draw, 1e9);
}
