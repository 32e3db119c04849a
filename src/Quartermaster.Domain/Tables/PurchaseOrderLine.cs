namespace Quartermaster.Domain.Tables;

/// <summary>One line of an order to a vendor.</summary>
/// <param name="PurchaseOrder">The order.</param>
/// <param name="Line">Its line.</param>
/// <param name="State">How far it is.</param>
/// <param name="Product">The product.</param>
/// <param name="Vendor">Who sells.</param>
/// <param name="ShipTo">Where the goods go.</param>
/// <param name="Units">Units ordered.</param>
/// <param name="UnitCost">For one unit.</param>
/// <param name="OrderedDay">When it was ordered.</param>
/// <param name="DueDay">When it is expected.</param>
/// <param name="ConfirmedUnits">What the vendor confirmed; −1 if not yet.</param>
/// <param name="IsOurs">Whether this system decided it.</param>
public readonly record struct PurchaseOrderLine(
    Label PurchaseOrder,
    int Line,
    PurchaseOrderState State,
    ProductId Product,
    VendorId Vendor,
    FacilityId ShipTo,
    int Units,
    Money UnitCost,
    DateOnly OrderedDay,
    DateOnly DueDay,
    int ConfirmedUnits,
    bool IsOurs) : IRow<PurchaseOrderLine>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("purchase_orders", KeyLength: 2,
    [
        Column.Label("purchase_order", "the order"),
        Column.Integer("line", "its line", 0, 1_000_000_000),
        Column.Choice<PurchaseOrderState>("state", "how far it is"),
        Column.Code<ProductId>("product", "the product"),
        Column.Code<VendorId>("vendor", "who sells"),
        Column.Code<FacilityId>("ship_to", "where the goods go"),
        Column.Integer("units", "units ordered", 1, 1_000_000_000),
        Column.Money("unit_cost", "for one unit"),
        Column.Day("ordered_day", "when it was ordered"),
        Column.Day("due_day", "when it is expected"),
        Column.Integer("confirmed_units", "what the vendor confirmed; −1 if not yet", 0, 1_000_000_000).Or(-1),
        Column.Flag("is_ours", "whether this system decided it").Or(1),
    ]);

    /// <summary>Units that are to come in all: what the vendor confirmed, where that is less than was ordered.
    /// </summary>
    public int ExpectedUnits => ConfirmedUnits >= 0 ? Math.Min(Units, ConfirmedUnits) : Units;
}
