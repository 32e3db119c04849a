using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>The days and weeks to be forecast of some products, described and scaled.</summary>
internal sealed class TreeBlock(int start, int count)
{
    private const int Days = DemandForecast.DailyDays;
    private const int Weeks = DemandForecast.Weeks;
    private const int Columns = TreeFeatures.Count;

    private readonly float[] _dayFeatures = new float[count * Days * Columns];
    private readonly float[] _weekFeatures = new float[count * Weeks * Columns];
    private readonly double[] _dayScales = new double[count * Days];
    private readonly double[] _weekScales = new double[count * Weeks];

    internal (double Near, double Common)[] Variances { get; } = new (double, double)[count];

    internal void Describe(int row, ProductFeatures product, DemandInputs inputs)
    {
        var (level, origin, ratios) = (product.LevelAt(inputs.Days), inputs.Days, start + row);
        for (var day = 0; day < Days; day++)
        {
            var place = (row * Days) + day;
            _dayScales[place] = level * product.Factors[origin + day];
            TreeFeatures.Describe(
                product, origin, origin + day, day, _dayScales[place], inputs.PriceRatios.Row(ratios),
                _dayFeatures.AsSpan(place * Columns, Columns));
        }

        for (var week = 0; week < Weeks; week++)
        {
            var place = (row * Weeks) + week;
            var first = origin + (7 * week);
            for (var day = first; day < first + 7; day++)
            {
                _weekScales[place] += level * product.Factors[day];
            }

            TreeFeatures.Describe(
                product, origin, first + 3, week, _weekScales[place], inputs.PriceRatios.Row(ratios),
                _weekFeatures.AsSpan(place * Columns, Columns));
        }
    }

    internal void Write(
        ForecastTables tables, LevelModels days, LevelModels weeks, int threads, CancellationToken cancel)
    {
        var daily = days.Predict(_dayFeatures, count * Days, threads, cancel);
        var weekly = weeks.Predict(_weekFeatures, count * Weeks, threads, cancel);
        for (var row = 0; row < count; row++)
        {
            var means = tables.Means(start + row);
            for (var day = 0; day < Days; day++)
            {
                var place = (row * Days) + day;
                LevelModels.Spread(daily, place, count * Days, _dayScales[place], tables.Day(start + row, day));
                means[day] = Mean(daily, place, count * Days, _dayScales[place]);
            }

            for (var week = 0; week < Weeks; week++)
            {
                var place = (row * Weeks) + week;
                LevelModels.Spread(weekly, place, count * Weeks, _weekScales[place], tables.Week(start + row, week));
                means[Days + week] = Mean(weekly, place, count * Weeks, _weekScales[place]);
            }

            tables.JoinWeeks(start + row);
        }
    }

    private static float Mean(double[] values, int row, int rows, double scale) =>
        (float)(Math.Clamp(values[(LevelModels.Levels.Length * rows) + row], 0.1, 10) * scale);
}
