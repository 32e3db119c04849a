using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Good practice: Holt–Winters smoothing of each product's sales, with errors of a mean and a
/// variance.</summary>
/// <remarks>Level, damped trend and weekday smoothed day by day (additive; Winters, 1960; gains per product by least
/// squares), upon an index of the year by four-week period: the product's own where two years are known, drawn to its
/// category's, which is known from one. Sales of days with stock stand for demand; a newcomer is planned as its
/// category's mean until it has four weeks of its own; events and prices are not seen. An incumbent to be compared
/// with.
/// </remarks>
public sealed class SeasonalSmoothing : IForecaster
{
    private readonly CategoryHabits _habits;

    /// <summary>Without a history: a newcomer is expected to sell nothing.</summary>
    public SeasonalSmoothing()
        : this(CategoryHabits.None)
    {
    }

    private SeasonalSmoothing(CategoryHabits habits) => _habits = habits;

    /// <summary>Learns what planners take for a newcomer.</summary>
    /// <param name="history">What is known.</param>
    public static SeasonalSmoothing Fit(DemandInputs history) => new(CategoryHabits.Of(history));

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
                var category = inputs.Products.Rows[row].Category.Value;
                Write(tables, row, sales.AsSpan(0, days), inputs.FirstDay.AddDays(inputs.Days - days).DayNumber, sold,
                    _habits.YearOf(category), _habits.PerDayOf(category));
            }
        }, cancel);
        return tables.ToForecast();
    }

    private static void Write(
        ForecastTables tables, int row, Span<float> sales, int firstDay, ReadOnlySpan<bool> sold, YearIndex ofCategory,
        double perDayOfCategory)
    {
        var year = YearIndex.Of(sales, firstDay, ofCategory);
        var known = 0;
        for (var day = 0; day < sales.Length; day++)
        {
            known += float.IsNaN(sales[day]) ? 0 : 1;
            sales[day] /= year.On(firstDay + day);
        }

        var winters = known < CategoryHabits.LeastDays
            ? HoltWinters.Newcomer(perDayOfCategory) : HoltWinters.Best(sales);
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
            MomentSpread.Write(
                means[day], sold[day] ? winters.Variance(day, day + 1) * index * index : 0, tables.Day(row, day));
        }

        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            var (from, mean) = (7 * week, tables.Means(row)[DemandForecast.DailyDays + week]);
            var index = year.On(firstDay + sales.Length + from);
            MomentSpread.Write(
                mean, mean > 0 ? winters.Variance(from, from + 7) * index * index : 0, tables.Week(row, week));
        }

        tables.SetRow(row, winters.Correlation(DemandForecast.DailyDays), 0);
    }
}
