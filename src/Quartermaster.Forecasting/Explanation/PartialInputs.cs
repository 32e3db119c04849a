using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Explanation;

/// <summary>What would be known of products without some of its parts.</summary>
internal static class PartialInputs
{
    /// <summary>Leaves out the parts that are not in a set; seasons are the forecaster's own, not in the inputs.
    /// </summary>
    /// <param name="inputs">All that is known.</param>
    /// <param name="known">The set: a bit per <see cref="ForecastPart"/>.</param>
    internal static DemandInputs Of(DemandInputs inputs, int known)
    {
        inputs = ForecastReasons.Has(known, ForecastPart.StockOuts) ? inputs
            : inputs with { InStock = Filled(inputs.InStock, 1) };
        inputs = ForecastReasons.Has(known, ForecastPart.OwnSales) ? inputs : WithoutSales(inputs);
        inputs = ForecastReasons.Has(known, ForecastPart.Events) ? inputs
            : inputs with { Events = Past(inputs.Events, inputs.FirstDay.AddDays(inputs.Days - 1)) };
        return ForecastReasons.Has(known, ForecastPart.Price) ? inputs
            : inputs with { PriceRatios = UsualFrom(inputs.PriceRatios, inputs.Days) };
    }

    // As if launched today, or when it will be.
    private static DemandInputs WithoutSales(DemandInputs inputs) => inputs with
    {
        Products = new(Array.ConvertAll(inputs.Products.Rows.ToArray(),
            product => product with { LaunchDay = Math.Max(product.LaunchDay, inputs.Days) })),
        Sales = Filled(inputs.Sales, 0),
        InStock = Filled(inputs.InStock, 0),
        Views = Filled(inputs.Views, -1),
    };

    private static Table<PlannedEvent> Past(Table<PlannedEvent> events, DateOnly last) => new(
        [.. events.Rows.ToArray().Where(planned => planned.FirstDay <= last)
            .Select(planned => planned.LastDay > last ? planned with { LastDay = last } : planned)]);

    private static Matrix Filled(Matrix matrix, float value)
    {
        var values = new float[matrix.Count * matrix.Columns];
        Array.Fill(values, value);
        return new(matrix.Columns, values);
    }

    private static Matrix UsualFrom(Matrix ratios, int day)
    {
        var values = new float[ratios.Count * ratios.Columns];
        for (var row = 0; row < ratios.Count; row++)
        {
            ratios.Row(row).CopyTo(values.AsSpan(row * ratios.Columns));
            values.AsSpan(row * ratios.Columns, ratios.Columns)[Math.Min(day, ratios.Columns)..].Fill(1);
        }

        return new(ratios.Columns, values);
    }
}
