namespace Quartermaster.Domain.Tables;

/// <summary>What a customer can order. A product has no owner.</summary>
/// <param name="Id">The product.</param>
/// <param name="Category">The group it belongs to.</param>
/// <param name="StorageClass">Where it may rest.</param>
/// <param name="VolumeCubicCentimeters">Volume of one unit, cm³.</param>
/// <param name="WeightGrams">Weight of one unit, g.</param>
/// <param name="UnitsPerCase">Units in a shipping case.</param>
/// <param name="LaunchDay">First day on sale.</param>
/// <param name="EndDay">Last day on sale.</param>
/// <param name="Status">Whether it is bought and sold.</param>
/// <param name="LongestSideMillimeters">Longest side of one unit, mm; 0 where it is not known.</param>
public readonly record struct Product(
    ProductId Id,
    CategoryId Category,
    StorageClass StorageClass,
    int VolumeCubicCentimeters,
    int WeightGrams,
    int UnitsPerCase,
    DateOnly LaunchDay,
    DateOnly EndDay,
    ProductStatus Status,
    int LongestSideMillimeters = 0) : IRow<Product>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("products", KeyLength: 1,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Text("name", "what customers call it"),
        Column.Code<CategoryId>("category", "the group it belongs to"),
        Column.Choice<StorageClass>("storage_class", "where it may rest"),
        Column.Integer("volume_cubic_centimeters", "volume of one unit, cm³", 1, 100_000_000),
        Column.Integer("weight_grams", "weight of one unit, g", 1, 100_000_000),
        Column.Integer("units_per_case", "units in a shipping case", 1, 1_000_000).Or(1),
        Column.Day("launch_day", "first day on sale").Or(),
        Column.Day("end_day", "last day on sale").Or(),
        Column.Choice<ProductStatus>("status", "whether it is bought and sold").Or(1),
        Column.Integer("longest_side_millimeters", "longest side of one unit, mm; 0 where it is not known", 0, 100_000)
            .Or(),
    ]);
}
