namespace Quartermaster.Domain.Tables;

/// <summary>One line of a customer order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Line">Its line.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Customer">Who bought; opaque.</param>
/// <param name="Region">Where it goes.</param>
/// <param name="Product">What was bought.</param>
/// <param name="Owner">Who sold; empty for the retailer.</param>
/// <param name="Units">Units bought.</param>
/// <param name="UnitPrice">For one unit.</param>
/// <param name="Speed">The speed that was chosen.</param>
/// <param name="ShippingFee">What the customer paid for shipping, on the order's first line.</param>
/// <param name="Promised">When it was promised.</param>
/// <param name="ShippedFrom">Which facility shipped.</param>
/// <param name="Shipped">When it left.</param>
/// <param name="Delivered">When it arrived.</param>
/// <param name="IsCancelled">Whether it was cancelled.</param>
public readonly record struct Sale(
    Label Order,
    int Line,
    Instant At,
    Label Customer,
    RegionId Region,
    ProductId Product,
    OwnerId Owner,
    int Units,
    Money UnitPrice,
    Speed Speed,
    Money ShippingFee,
    Instant Promised,
    FacilityId ShippedFrom,
    Instant Shipped,
    Instant Delivered,
    bool IsCancelled) : IRow<Sale>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("sales", KeyLength: 2,
    [
        Column.Label("order", "the order"),
        Column.Integer("line", "its line", 0, 1_000_000_000),
        Column.Instant("at", "when it was placed"),
        Column.Label("customer", "who bought; opaque").Or(),
        Column.Code<RegionId>("region", "where it goes").Or(),
        Column.Code<ProductId>("product", "what was bought"),
        Column.Code<OwnerId>("owner", "who sold; empty for the retailer").Or(),
        Column.Integer("units", "units bought", 1, 1_000_000_000),
        Column.Money("unit_price", "for one unit"),
        Column.Choice<Speed>("speed", "the speed that was chosen").Or(5),
        Column.Money("shipping_fee", "what the customer paid for shipping, on the order's first line").Or(),
        Column.Instant("promised", "when it was promised").Or(),
        Column.Code<FacilityId>("shipped_from", "which facility shipped").Or(),
        Column.Instant("shipped", "when it left").Or(),
        Column.Instant("delivered", "when it arrived").Or(),
        Column.Flag("is_cancelled", "whether it was cancelled").Or(),
    ]);
}
