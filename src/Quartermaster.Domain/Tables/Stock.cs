namespace Quartermaster.Domain.Tables;

/// <summary>Goods at a place. Imported as opening entries of the ledger; afterwards an export of it.</summary>
/// <param name="Product">The product.</param>
/// <param name="Owner">Who owns it; empty for the retailer.</param>
/// <param name="Facility">Where.</param>
/// <param name="State">In which state.</param>
/// <param name="Units">How many.</param>
public readonly record struct Stock(
    ProductId Product,
    OwnerId Owner,
    FacilityId Facility,
    StockState State,
    int Units) : IRow<Stock>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("stock", KeyLength: 4,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<OwnerId>("owner", "who owns it; empty for the retailer").Or(),
        Column.Code<FacilityId>("facility", "where"),
        Column.Choice<StockState>("state", "in which state").Or(1),
        Column.Integer("units", "how many", 0, 1_000_000_000),
    ]);
}
