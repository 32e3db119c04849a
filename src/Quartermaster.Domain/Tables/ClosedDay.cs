namespace Quartermaster.Domain.Tables;

/// <summary>A day on which a facility or region neither ships nor receives.</summary>
/// <param name="Facility">The facility; empty for all, or for a region.</param>
/// <param name="Region">The region; empty for all, or for a facility.</param>
/// <param name="Day">The day, local.</param>
public readonly record struct ClosedDay(
    FacilityId Facility,
    RegionId Region,
    DateOnly Day) : IRow<ClosedDay>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("calendars", KeyLength: 3,
    [
        Column.Code<FacilityId>("facility", "the facility; empty for all, or for a region").Or(),
        Column.Code<RegionId>("region", "the region; empty for all, or for a facility").Or(),
        Column.Day("day", "the day, local"),
        Column.Text("name", "for example Christmas Day"),
    ]);
}
