namespace Quartermaster.Domain.Tables;

/// <summary>Goods that arrived from a vendor: what lead times are learned from.</summary>
/// <param name="PurchaseOrder">The order.</param>
/// <param name="Line">Its line.</param>
/// <param name="Part">1st, 2nd … delivery of the line, from 0.</param>
/// <param name="Product">The product.</param>
/// <param name="Vendor">Who sold.</param>
/// <param name="ShipTo">Where it arrived.</param>
/// <param name="OrderedDay">When it was ordered.</param>
/// <param name="OrderedUnits">What was ordered.</param>
/// <param name="Day">When it arrived.</param>
/// <param name="Units">What arrived.</param>
/// <param name="Condition">Whether it can be sold.</param>
public readonly record struct Receipt(
    Label PurchaseOrder,
    int Line,
    int Part,
    ProductId Product,
    VendorId Vendor,
    FacilityId ShipTo,
    DateOnly OrderedDay,
    int OrderedUnits,
    DateOnly Day,
    int Units,
    Condition Condition) : IRow<Receipt>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("receipts", KeyLength: 3,
    [
        Column.Label("purchase_order", "the order"),
        Column.Integer("line", "its line", 0, 1_000_000_000),
        Column.Integer("part", "1st, 2nd … delivery of the line, from 0", 0, 1_000_000).Or(),
        Column.Code<ProductId>("product", "the product"),
        Column.Code<VendorId>("vendor", "who sold"),
        Column.Code<FacilityId>("ship_to", "where it arrived"),
        Column.Day("ordered_day", "when it was ordered"),
        Column.Integer("ordered_units", "what was ordered", 1, 1_000_000_000),
        Column.Day("day", "when it arrived"),
        Column.Integer("units", "what arrived", 0, 1_000_000_000),
        Column.Choice<Condition>("condition", "whether it can be sold").Or(1),
    ]);
}
