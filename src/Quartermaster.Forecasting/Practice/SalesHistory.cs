using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Sales as they were, stock-outs included: what common practice takes for demand.</summary>
internal static class SalesHistory
{
    private const float MostUnits = 10_000_000;

    /// <summary>Fills the sales of a product from its launch on; a number that is none counts as 0.</summary>
    /// <returns>How many days were filled.</returns>
    internal static int Read(DemandInputs inputs, int row, Span<float> sales)
    {
        var first = Math.Clamp(inputs.Products.Rows[row].LaunchDay, 0, inputs.Days);
        var source = inputs.Sales.Row(row);
        for (var day = first; day < inputs.Days; day++)
        {
            var units = day < source.Length ? source[day] : 0;
            sales[day - first] = float.IsFinite(units) && units > 0 ? Math.Min(units, MostUnits) : 0;
        }

        return inputs.Days - first;
    }
}
