namespace Quartermaster.Domain.Tables;

/// <summary>Units that came back.</summary>
/// <param name="Order">The order.</param>
/// <param name="Line">Its line.</param>
/// <param name="Day">When they came back.</param>
/// <param name="Product">What came back.</param>
/// <param name="Facility">Where to.</param>
/// <param name="Units">Units returned.</param>
/// <param name="Condition">Whether they can be sold again.</param>
public readonly record struct CustomerReturn(
    Label Order,
    int Line,
    DateOnly Day,
    ProductId Product,
    FacilityId Facility,
    int Units,
    Condition Condition) : IRow<CustomerReturn>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("returns", KeyLength: 3,
    [
        Column.Label("order", "the order"),
        Column.Integer("line", "its line", 0, 1_000_000_000),
        Column.Day("day", "when they came back"),
        Column.Code<ProductId>("product", "what came back"),
        Column.Code<FacilityId>("facility", "where to").Or(),
        Column.Integer("units", "units returned", 1, 1_000_000_000),
        Column.Choice<Condition>("condition", "whether they can be sold again").Or(1),
    ]);
}
