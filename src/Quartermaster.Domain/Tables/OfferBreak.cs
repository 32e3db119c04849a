namespace Quartermaster.Domain.Tables;

/// <summary>A lower unit cost for a larger order line.</summary>
/// <param name="Product">The product.</param>
/// <param name="Vendor">Who sells.</param>
/// <param name="ShipTo">Where the goods go; empty for any facility.</param>
/// <param name="FromUnits">Least units for this cost.</param>
/// <param name="UnitCost">For every unit of the line.</param>
public readonly record struct OfferBreak(
    ProductId Product,
    VendorId Vendor,
    FacilityId ShipTo,
    int FromUnits,
    Money UnitCost) : IRow<OfferBreak>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("offer_breaks", KeyLength: 4,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<VendorId>("vendor", "who sells"),
        Column.Code<FacilityId>("ship_to", "where the goods go; empty for any facility").Or(),
        Column.Integer("from_units", "least units for this cost", 1, 1_000_000_000),
        Column.Money("unit_cost", "for every unit of the line"),
    ]);
}
