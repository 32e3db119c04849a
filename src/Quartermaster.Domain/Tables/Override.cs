namespace Quartermaster.Domain.Tables;

/// <summary>A human decision that replaces a computed one.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Engine">What it replaces.</param>
/// <param name="Product">For which product.</param>
/// <param name="Facility">Where; empty for the network.</param>
/// <param name="Vendor">From whom; empty for any.</param>
/// <param name="FromDay">First day it holds.</param>
/// <param name="ExpiryDay">Last day it holds: every override ends.</param>
/// <param name="Units">What the person decided; of a buy, on each order day.</param>
/// <param name="ReasonCode">Why, from the list of reason codes.</param>
public readonly record struct Override(
    Label Id,
    OverrideTarget Engine,
    ProductId Product,
    FacilityId Facility,
    VendorId Vendor,
    DateOnly FromDay,
    DateOnly ExpiryDay,
    int Units,
    int ReasonCode) : IRow<Override>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("overrides", KeyLength: 1,
    [
        Column.Label("override", "its number"),
        Column.Choice<OverrideTarget>("engine", "what it replaces"),
        Column.Code<ProductId>("product", "for which product"),
        Column.Code<FacilityId>("facility", "where; empty for the network").Or(),
        Column.Code<VendorId>("vendor", "from whom; empty for any").Or(),
        Column.Day("from_day", "first day it holds"),
        Column.Day("expiry_day", "last day it holds: every override ends"),
        Column.Integer("units", "what the person decided; of a buy, on each order day", 0, 1_000_000_000),
        Column.Integer("reason_code", "why, from the list of reason codes", 1, 1_000),
        Column.Text("who", "who decided"),
        Column.Text("note", "why, in words"),
    ]);
}
