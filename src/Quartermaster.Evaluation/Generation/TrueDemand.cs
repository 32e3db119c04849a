using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation;

/// <summary>What became of the demand for the retailer's listing of a product on a day of the history: demand = sold −
/// substituted + lost. Customers of sellers are left out.</summary>
/// <param name="Product">The product.</param>
/// <param name="Day">The day, UTC.</param>
/// <param name="MeanUnits">Mean of what was wanted, before chance.</param>
/// <param name="WantedUnits">Units that customers came for.</param>
/// <param name="DemandUnits">Of them, units of customers who stay at the promise of a full network: true demand.
/// </param>
/// <param name="SoldUnits">Units sold, substitutes included.</param>
/// <param name="SubstitutedUnits">Of the units sold, those bought instead of another product.</param>
/// <param name="LostToStockUnits">Demand that found nothing in stock, whatever the customer took instead.</param>
/// <param name="LostToSpeedUnits">Demand that left because only a farther facility had stock.</param>
public readonly record struct TrueDemand(
    ProductId Product,
    DateOnly Day,
    double MeanUnits,
    int WantedUnits,
    int DemandUnits,
    int SoldUnits,
    int SubstitutedUnits,
    int LostToStockUnits,
    int LostToSpeedUnits) : IRow<TrueDemand>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("true_demand", KeyLength: 2,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Day("day", "the day, UTC"),
        Column.Number("mean_units", "mean of what was wanted, before chance"),
        Column.Integer("wanted_units", "units that customers came for"),
        Column.Integer("demand_units", "units of customers who stay at the promise of a full network"),
        Column.Integer("sold_units", "units sold, substitutes included"),
        Column.Integer("substituted_units", "units bought instead of another product"),
        Column.Integer("lost_to_stock_units", "demand that found nothing in stock"),
        Column.Integer("lost_to_speed_units", "demand that left because only a farther facility had stock"),
    ]);
}
