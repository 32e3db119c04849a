namespace Quartermaster.Domain.Tables;

/// <summary>What it costs to hold, handle and fail, by category.</summary>
/// <param name="Category">The category; empty for all others.</param>
/// <param name="CapitalPercentPerYear">Cost of capital, % of unit cost a year.</param>
/// <param name="StoragePerCubicMeterDay">For one m³ and day.</param>
/// <param name="ReceivePerUnit">To receive one unit.</param>
/// <param name="PickPerUnit">To pick and pack one unit.</param>
/// <param name="PackPerParcel">Box and handling of one parcel.</param>
/// <param name="GoodwillPerUnit">Lost goodwill for one unit not supplied.</param>
/// <param name="SalvagePercent">Recoverable share of unit cost at the end, %.</param>
/// <param name="OrderPerLine">To order and receive one purchase order line, however many units it has.</param>
public readonly record struct Rate(
    CategoryId Category,
    double CapitalPercentPerYear,
    Money StoragePerCubicMeterDay,
    Money ReceivePerUnit,
    Money PickPerUnit,
    Money PackPerParcel,
    Money GoodwillPerUnit,
    double SalvagePercent,
    Money OrderPerLine) : IRow<Rate>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("rates", KeyLength: 1,
    [
        Column.Code<CategoryId>("category", "the category; empty for all others").Or(),
        Column.Number("capital_percent_per_year", "cost of capital, % of unit cost a year", 0, 1_000),
        Column.Money("storage_per_cubic_meter_day", "for one m³ and day"),
        Column.Money("receive_per_unit", "to receive one unit"),
        Column.Money("pick_per_unit", "to pick and pack one unit"),
        Column.Money("pack_per_parcel", "box and handling of one parcel").Or(),
        Column.Money("goodwill_per_unit", "lost goodwill for one unit not supplied"),
        Column.Number("salvage_percent", "recoverable share of unit cost at the end, %", 0, 100).Or(50),
        Column.Money("order_per_line", "to order and receive one purchase order line, however many units").Or(),
    ]);
}
