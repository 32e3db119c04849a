using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Operations.Runs;

/// <summary>A forecast as the rows of a run, exactly as it was, and back.</summary>
public static class StoredForecast
{
    /// <summary>Forecasts of more products than this are not stored: they would outgrow the history.</summary>
    public const int MostProducts = 20_000;

    private const int Periods = DemandForecast.DailyDays + DemandForecast.Weeks;

    /// <summary>One row per product and day or week.</summary>
    public static Table<ForecastPeriod> PeriodsOf(DemandForecast forecast)
    {
        var rows = new ForecastPeriod[forecast.Count * Periods];
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, period) = (i / Periods, i % Periods);
            var isDay = period < DemandForecast.DailyDays;
            var q = isDay ? forecast.Day(row, period) : forecast.Week(row, period - DemandForecast.DailyDays);
            var mean = forecast.Means.Columns > 0 ? forecast.Means.Row(row)[period]
                : (float)(isDay ? forecast.MeanOfDay(row, period)
                    : forecast.MeanOfWeek(row, period - DemandForecast.DailyDays));
            rows[i] = new(forecast.Products.Rows[row].Product, isDay ? 1 : 7,
                isDay ? period : period - DemandForecast.DailyDays, mean,
                q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7], q[8], q[9], q[10], q[11], q[12]);
        }

        return new(rows);
    }

    /// <summary>One row per product: how its week and its uncertainty are shaped.</summary>
    public static Table<ForecastShape> ShapesOf(DemandForecast forecast) => new(
        [.. Enumerable.Range(0, forecast.Count).Select(row =>
        {
            var product = forecast.Products.Rows[row];
            var w = forecast.WeekShape.Row(row);
            return new ForecastShape(product.Product, product.Persistence, product.CommonLoading,
                forecast.Means.Columns > 0, w[0], w[1], w[2], w[3], w[4], w[5], w[6]);
        })]);

    /// <summary>The forecast of a run.</summary>
    /// <param name="firstDay">The day of the run.</param>
    /// <param name="periods">Its rows by period.</param>
    /// <param name="shapes">Its rows by product, in the same order of products.</param>
    /// <param name="keyOf">The key of a product for keyed draws.</param>
    public static DemandForecast Read(
        DateOnly firstDay, Table<ForecastPeriod> periods, Table<ForecastShape> shapes, Func<ProductId, ulong> keyOf)
    {
        var (count, levels) = (shapes.Count, DemandForecast.Levels.Length);
        var (daily, weekly) = (new float[count * DemandForecast.DailyDays * levels],
            new float[count * DemandForecast.Weeks * levels]);
        var (means, weeks) = (new float[count * Periods], new float[count * 7]);
        for (var i = 0; i < periods.Count; i++)
        {
            var (row, period) = (i / Periods, i % Periods);
            var ofDays = period < DemandForecast.DailyDays;
            var at = ofDays ? ((row * DemandForecast.DailyDays) + period) * levels
                : ((row * DemandForecast.Weeks) + period - DemandForecast.DailyDays) * levels;
            periods.Rows[i].CopyTo((ofDays ? daily : weekly).AsSpan(at, levels));
            means[i] = periods.Rows[i].Mean;
        }

        for (var row = 0; row < count; row++)
        {
            shapes.Rows[row].CopyTo(weeks.AsSpan(row * 7, 7));
        }

        var hasMeans = count > 0 && shapes.Rows[0].HasMeans;
        return new()
        {
            FirstDay = firstDay,
            Products = new([.. shapes.Rows.ToArray().Select(shape =>
                new ForecastRow(shape.Product, keyOf(shape.Product), shape.Persistence, shape.CommonLoading))]),
            Daily = new(DemandForecast.DailyDays * levels, daily),
            Weekly = new(DemandForecast.Weeks * levels, weekly),
            WeekShape = new(7, weeks),
            Means = hasMeans ? new(Periods, means) : new(0, []),
        };
    }
}

/// <summary>Demand of a product in one day or week: the mean and quantiles, in units.</summary>
/// <param name="Product">The product.</param>
/// <param name="Days">Length of the period: 1 or 7.</param>
/// <param name="Index">Which day or week from the run's day on, from 0.</param>
/// <param name="Mean">Expected units.</param>
/// <param name="Q01">The 1 % quantile; likewise the others.</param>
/// <param name="Q05">5 %.</param>
/// <param name="Q10">10 %.</param>
/// <param name="Q20">20 %.</param>
/// <param name="Q30">30 %.</param>
/// <param name="Q40">40 %.</param>
/// <param name="Q50">50 %.</param>
/// <param name="Q60">60 %.</param>
/// <param name="Q70">70 %.</param>
/// <param name="Q80">80 %.</param>
/// <param name="Q90">90 %.</param>
/// <param name="Q95">95 %.</param>
/// <param name="Q99">99 %.</param>
public readonly record struct ForecastPeriod(
    ProductId Product, int Days, int Index, float Mean, float Q01, float Q05, float Q10, float Q20, float Q30,
    float Q40, float Q50, float Q60, float Q70, float Q80, float Q90, float Q95, float Q99)
{
    internal void CopyTo(Span<float> levels)
    {
        ReadOnlySpan<float> all = [Q01, Q05, Q10, Q20, Q30, Q40, Q50, Q60, Q70, Q80, Q90, Q95, Q99];
        all.CopyTo(levels);
    }
}

/// <summary>What belongs to a product's whole forecast.</summary>
/// <param name="Product">The product.</param>
/// <param name="Persistence">See <see cref="ForecastRow"/>.</param>
/// <param name="CommonLoading">See <see cref="ForecastRow"/>.</param>
/// <param name="HasMeans">Whether the forecaster stated means; otherwise they are those of the quantiles.</param>
/// <param name="Day1">Share of a week's demand on the weekday of the run; likewise the following days.</param>
/// <param name="Day2">The next day.</param>
/// <param name="Day3">The next.</param>
/// <param name="Day4">The next.</param>
/// <param name="Day5">The next.</param>
/// <param name="Day6">The next.</param>
/// <param name="Day7">The last.</param>
public readonly record struct ForecastShape(
    ProductId Product, float Persistence, float CommonLoading, bool HasMeans, float Day1, float Day2, float Day3,
    float Day4, float Day5, float Day6, float Day7)
{
    internal void CopyTo(Span<float> days)
    {
        ReadOnlySpan<float> all = [Day1, Day2, Day3, Day4, Day5, Day6, Day7];
        all.CopyTo(days);
    }
}

/// <summary>Believes what a run believed.</summary>
/// <param name="name">The name that it had.</param>
/// <param name="forecast">The run's forecast.</param>
internal sealed class RecordedForecaster(string name, DemandForecast forecast) : IForecaster
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default) =>
        forecast;
}
