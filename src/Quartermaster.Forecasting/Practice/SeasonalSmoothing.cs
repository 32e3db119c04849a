using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Good practice: Holt–Winters smoothing of each product's sales, with normal errors.</summary>
/// <remarks>Level, damped trend and weekday smoothed day by day (additive; Winters, 1960; gains per product by least
/// squares), upon the product's own index of the year by four-week period where two years are known. Sales stand for
/// demand, nothing is learned from other products, events and prices are not seen. An incumbent to be compared with.
/// </remarks>
public sealed class SeasonalSmoothing : IForecaster
{
    /// <inheritdoc/>
    public string Name => "seasonal smoothing";

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var tables = new ForecastTables(inputs);
        tables.ForEachBlock(threads, block =>
        {
            var (sales, sold) = (new float[inputs.Days], new bool[DemandInputs.HorizonDays]);
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                var days = SalesHistory.Read(inputs, row, sales);
                EmpiricalForecast.MarkSold(inputs.Products.Rows[row], inputs.Days, sold);
                Write(tables, row, sales.AsSpan(0, days), inputs.FirstDay.AddDays(inputs.Days - days).DayNumber, sold);
            }
        }, cancel);
        return tables.ToForecast();
    }

    private static void Write(
        ForecastTables tables, int row, Span<float> sales, int firstDay, ReadOnlySpan<bool> sold)
    {
        var year = YearIndex.Of(sales, firstDay);
        for (var day = 0; day < sales.Length; day++)
        {
            sales[day] /= year.On(firstDay + day);
        }

        var winters = HoltWinters.Best(sales);
        Span<double> means = stackalloc double[DemandInputs.HorizonDays];
        for (var day = 0; day < means.Length; day++)
        {
            var index = year.On(firstDay + sales.Length + day);
            means[day] = sold[day] ? Math.Max(0, winters.Expect(day)) * index : 0;
        }

        tables.SetMeans(row, means);
        Span<double> shape = stackalloc double[7];
        for (var day = 0; day < 7; day++)
        {
            shape[day] = Math.Max(0, winters.Expect(day));
        }

        tables.SetShape(row, shape);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            var index = year.On(firstDay + sales.Length + day);
            NormalSpread.Write(
                means[day], sold[day] ? winters.Variance(day, day + 1) * index * index : 0, tables.Day(row, day));
        }

        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            var (from, mean) = (7 * week, tables.Means(row)[DemandForecast.DailyDays + week]);
            var index = year.On(firstDay + sales.Length + from);
            NormalSpread.Write(
                mean, mean > 0 ? winters.Variance(from, from + 7) * index * index : 0, tables.Week(row, week));
        }

        tables.SetRow(row, winters.Correlation(DemandForecast.DailyDays), 0);
    }
}
