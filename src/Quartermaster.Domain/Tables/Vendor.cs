namespace Quartermaster.Domain.Tables;

/// <summary>A party that sells goods to the retailer.</summary>
/// <param name="Id">The vendor.</param>
/// <param name="MinimumOrder">Least value of one purchase order.</param>
/// <param name="OrderWeekdays">When it takes orders; bit 0 for Monday to bit 6 for Sunday.</param>
/// <param name="PaymentDays">Days from receipt to payment.</param>
public readonly record struct Vendor(
    VendorId Id,
    Money MinimumOrder,
    int OrderWeekdays,
    int PaymentDays) : IRow<Vendor>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("vendors", KeyLength: 1,
    [
        Column.Code<VendorId>("vendor", "the vendor"),
        Column.Text("name", "its name"),
        Column.Money("minimum_order", "least value of one purchase order").Or(),
        Column.Integer("order_weekdays", "when it takes orders; bit 0 for Monday to bit 6 for Sunday", 1, 127).Or(127),
        Column.Integer("payment_days", "days from receipt to payment", 0, 1_000).Or(30),
    ]);
}
