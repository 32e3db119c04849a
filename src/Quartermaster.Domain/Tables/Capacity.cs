namespace Quartermaster.Domain.Tables;

/// <summary>How much of a resource a facility has, from a day on.</summary>
/// <param name="Facility">The facility.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="StorageClass">For storage: which kind of room.</param>
/// <param name="FromDay">First day; it holds until the next row.</param>
/// <param name="Soft">The comfortable limit, m³ for storage, units a day otherwise.</param>
/// <param name="Hard">The physical limit, same unit.</param>
public readonly record struct Capacity(
    FacilityId Facility,
    Resource Resource,
    StorageClass StorageClass,
    DateOnly FromDay,
    double Soft,
    double Hard) : IRow<Capacity>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("capacity", KeyLength: 4,
    [
        Column.Code<FacilityId>("facility", "the facility"),
        Column.Choice<Resource>("resource", "what is limited"),
        Column.Choice<StorageClass>("storage_class", "for storage: which kind of room").Or(1),
        Column.Day("from_day", "first day; it holds until the next row"),
        Column.Number("soft", "the comfortable limit, m³ for storage, units a day otherwise", 0, 1e15),
        Column.Number("hard", "the physical limit, same unit", 0, 1e15),
    ]);
}
