namespace Quartermaster.Domain.Tables;

/// <summary>The terms on which a vendor sells a product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Vendor">Who sells.</param>
/// <param name="ShipTo">Where the goods go; empty for any facility.</param>
/// <param name="UnitCost">For one unit.</param>
/// <param name="UnitsPerCase">The vendor ships full cases only.</param>
/// <param name="MinimumUnits">Least units of one order line.</param>
/// <param name="AvailableUnits">The most the vendor can ship at a time.</param>
/// <param name="LeadTimeDays">Stated days from order to receipt.</param>
/// <param name="ReviewDays">Days between orders.</param>
public readonly record struct Offer(
    ProductId Product,
    VendorId Vendor,
    FacilityId ShipTo,
    Money UnitCost,
    int UnitsPerCase,
    int MinimumUnits,
    int AvailableUnits,
    int LeadTimeDays,
    int ReviewDays) : IRow<Offer>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("offers", KeyLength: 3,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<VendorId>("vendor", "who sells"),
        Column.Code<FacilityId>("ship_to", "where the goods go; empty for any facility").Or(),
        Column.Money("unit_cost", "for one unit"),
        Column.Integer("units_per_case", "the vendor ships full cases only", 1, 1_000_000).Or(1),
        Column.Integer("minimum_units", "least units of one order line", 0, 1_000_000_000).Or(),
        Column.Integer("available_units",
            "the most the vendor can ship at a time", 0, 1_000_000_000).Or(1_000_000_000),
        Column.Integer("lead_time_days", "stated days from order to receipt", 0, 3_650),
        Column.Integer("review_days", "days between orders", 1, 3_650).Or(7),
    ]);
}
