namespace Quartermaster.Domain.Tables;

/// <summary>What customers pay for one unit: history and plan.</summary>
/// <param name="Product">The product.</param>
/// <param name="Owner">Whose listing; empty for the retailer.</param>
/// <param name="Region">Where; empty for everywhere.</param>
/// <param name="FromDay">First day of the price.</param>
/// <param name="ToDay">Last day; empty for open.</param>
/// <param name="UnitPrice">For one unit.</param>
/// <param name="Kind">List, promotion or markdown.</param>
public readonly record struct Price(
    ProductId Product,
    OwnerId Owner,
    RegionId Region,
    DateOnly FromDay,
    DateOnly ToDay,
    Money UnitPrice,
    PriceKind Kind) : IRow<Price>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("prices", KeyLength: 4,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<OwnerId>("owner", "whose listing; empty for the retailer").Or(),
        Column.Code<RegionId>("region", "where; empty for everywhere").Or(),
        Column.Day("from_day", "first day of the price"),
        Column.Day("to_day", "last day; empty for open").Or(),
        Column.Money("unit_price", "for one unit"),
        Column.Choice<PriceKind>("kind", "list, promotion or markdown").Or(1),
    ]);
}
