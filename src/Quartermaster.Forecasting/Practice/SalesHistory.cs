using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>Sales as they were: what practice takes for demand. Days without stock are left out.</summary>
internal static class SalesHistory
{
    private const float MostUnits = 10_000_000;

    // A planner sees an empty shelf; a day that was mostly in stock counts as it is.
    private const float LeastInStockShare = 0.5f;

    /// <summary>Fills the sales of a product from its launch on; NaN on days without stock, and for a number that is
    /// none.
    /// </summary>
    /// <returns>How many days were filled.</returns>
    internal static int Read(DemandInputs inputs, int row, Span<float> sales)
    {
        var first = Math.Clamp(inputs.Products.Rows[row].LaunchDay, 0, inputs.Days);
        var source = inputs.Sales.Row(row);
        var inStock = inputs.InStock.Row(row);
        for (var day = first; day < inputs.Days; day++)
        {
            var units = day < source.Length ? source[day] : float.NaN;
            var isEmpty = day < inStock.Length && inStock[day] < LeastInStockShare;
            sales[day - first] = float.IsFinite(units) && !isEmpty ? Math.Clamp(units, 0, MostUnits) : float.NaN;
        }

        return inputs.Days - first;
    }
}
