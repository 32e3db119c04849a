namespace Quartermaster.Domain.Tables;

/// <summary>When a lane leaves, every week.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="DepartureMinute">Local minute of the day at the lane's start.</param>
/// <param name="Weekdays">Bit 0 for Monday to bit 6 for Sunday.</param>
/// <param name="CutoffMinutes">Goods must be ready this many minutes before.</param>
public readonly record struct Departure(
    LaneId Lane,
    int DepartureMinute,
    int Weekdays,
    int CutoffMinutes) : IRow<Departure>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("departures", KeyLength: 2,
    [
        Column.Code<LaneId>("lane", "the lane"),
        Column.Integer("departure_minute", "local minute of the day at the lane's start", 0, 1_439),
        Column.Integer("weekdays", "bit 0 for Monday to bit 6 for Sunday", 1, 127).Or(127),
        Column.Integer("cutoff_minutes", "goods must be ready this many minutes before", 0, 10_000).Or(),
    ]);
}
