using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Runs <see cref="WeekdayHistory"/> over all products.</summary>
internal static class EmpiricalForecast
{
    internal static DemandForecast Of(
        DemandInputs inputs, ForecastPolicy policy, int weeks, int threads, CancellationToken cancel)
    {
        var tables = new ForecastTables(inputs);
        tables.ForEachBlock(threads, block =>
        {
            var (demand, weight) = (new float[inputs.Days], new float[inputs.Days]);
            var (history, sold) = (new WeekdayHistory(weeks), new bool[DemandInputs.HorizonDays]);
            for (var row = block.Start; row < block.Start + block.Count; row++)
            {
                CleanHistory.Read(inputs, row, policy, demand, weight);
                var product = inputs.Products.Rows[row];
                MarkSold(product, inputs.Days, sold);
                Fill(demand, weight);
                history.Write(tables, row, demand, Math.Clamp(product.LaunchDay, 0, inputs.Days), sold);
            }
        }, cancel);
        return tables.ToForecast();
    }

    /// <summary>Marks the days of the horizon on which a product is on sale.</summary>
    internal static void MarkSold(ProductFacts product, int days, Span<bool> sold)
    {
        for (var day = 0; day < sold.Length; day++)
        {
            sold[day] = days + day >= product.LaunchDay && days + day <= product.EndDay;
        }
    }

    private static void Fill(Span<float> demand, ReadOnlySpan<float> weight)
    {
        for (var day = 7; day < demand.Length; day++)
        {
            demand[day] = weight[day] > 0 ? demand[day] : demand[day - 7];
        }
    }
}
