using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Common practice: the mean of the last eight weeks' sales for every day to come, with a normal spread.
/// </summary>
/// <remarks>Sales stand for demand, days are taken as alike and independent. An incumbent to be compared
/// with.</remarks>
public sealed class MovingAverage : IForecaster
{
    private const int Window = 56;

    /// <inheritdoc/>
    public string Name => "moving average";

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
                Write(tables, row, sales.AsSpan(Math.Max(0, days - Window), Math.Min(days, Window)), sold);
            }
        }, cancel);
        return tables.ToForecast();
    }

    private static void Write(ForecastTables tables, int row, ReadOnlySpan<float> window, ReadOnlySpan<bool> sold)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var units in window)
        {
            sum += units;
            squares += (double)units * units;
        }

        var count = Math.Max(1, window.Length);
        var (mean, variance) = (sum / count, Math.Max(0, (squares - (sum * sum / count)) / Math.Max(1, count - 1)));
        Span<double> means = stackalloc double[DemandInputs.HorizonDays];
        for (var day = 0; day < means.Length; day++)
        {
            means[day] = sold[day] ? mean : 0;
        }

        tables.SetMeans(row, means);
        tables.SetShape(row, [1, 1, 1, 1, 1, 1, 1]);
        tables.SetRow(row, 0, 0);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            NormalSpread.Write(means[day], sold[day] ? variance : 0, tables.Day(row, day));
        }

        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            double expected = tables.Means(row)[DemandForecast.DailyDays + week];
            var days = mean > 0 ? expected / mean : 0;
            NormalSpread.Write(expected, days * variance, tables.Week(row, week));
        }
    }
}
