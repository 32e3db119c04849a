using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Common practice: the mean of the last eight weeks' sales for every day to come, with a normal spread.
/// </summary>
/// <remarks>Sales of days with stock stand for demand, days are taken as alike and independent; a newcomer is planned
/// as
/// its category's mean until it has four weeks of its own. An incumbent to be compared with.</remarks>
public sealed class MovingAverage : IForecaster
{
    private const int Window = 56;

    private readonly CategoryHabits _habits;

    /// <summary>Without a history: a newcomer is expected to sell nothing.</summary>
    public MovingAverage()
        : this(CategoryHabits.None)
    {
    }

    private MovingAverage(CategoryHabits habits) => _habits = habits;

    /// <summary>Learns what planners take for a newcomer.</summary>
    /// <param name="history">What is known.</param>
    public static MovingAverage Fit(DemandInputs history) => new(CategoryHabits.Of(history));

    /// <inheritdoc/>
    public string Name => "moving average";

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        var tables = new ForecastTables(inputs);
        tables.ForEachBlock(threads, block =>
        {
            var (sales, sold) = (new float[inputs.Days], new bool[DemandInputs.HorizonDays]);
            var recent = new float[Window];
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                var days = SalesHistory.Read(inputs, row, sales);
                EmpiricalForecast.MarkSold(inputs.Products.Rows[row], inputs.Days, sold);
                var known = Recent(sales.AsSpan(0, days), recent);
                if (known < CategoryHabits.LeastDays)
                {
                    recent.AsSpan().Fill((float)_habits.PerDayOf(inputs.Products.Rows[row].Category.Value));
                    known = Window;
                }

                Write(tables, row, recent.AsSpan(0, known), sold);
            }
        }, cancel);
        return tables.ToForecast();
    }

    // The last days with stock, the latest first.
    private static int Recent(ReadOnlySpan<float> sales, Span<float> recent)
    {
        var known = 0;
        for (var day = sales.Length - 1; day >= 0 && known < recent.Length; day--)
        {
            if (!float.IsNaN(sales[day]))
            {
                recent[known++] = sales[day];
            }
        }

        return known;
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
            MomentSpread.Write(means[day], sold[day] ? variance : 0, tables.Day(row, day));
        }

        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            double expected = tables.Means(row)[DemandForecast.DailyDays + week];
            var days = mean > 0 ? expected / mean : 0;
            MomentSpread.Write(expected, days * variance, tables.Week(row, week));
        }
    }
}
