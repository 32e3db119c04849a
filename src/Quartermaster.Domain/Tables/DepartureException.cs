namespace Quartermaster.Domain.Tables;

/// <summary>What a date changes about a lane's departures.</summary>
public enum DepartureChange : byte
{
    /// <summary>It does not leave.</summary>
    Canceled,

    /// <summary>It leaves, whatever the week says.</summary>
    Added,
}

/// <summary>A date on which a lane leaves otherwise than every week: a holiday of its carrier, or an extra departure.
/// </summary>
/// <param name="Lane">The lane.</param>
/// <param name="Day">The day, local at the lane's start.</param>
/// <param name="DepartureMinute">Local minute of the day; −1 for every weekly departure of the day.</param>
/// <param name="Change">What changes.</param>
/// <param name="CutoffMinutes">For an added one: goods must be ready this many minutes before.</param>
public readonly record struct DepartureException(
    LaneId Lane,
    DateOnly Day,
    int DepartureMinute,
    DepartureChange Change,
    int CutoffMinutes) : IRow<DepartureException>
{
    /// <summary>The departure minute that stands for every weekly departure of the day.</summary>
    public const int WholeDay = -1;

    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("departure_exceptions", KeyLength: 3,
    [
        Column.Code<LaneId>("lane", "the lane"),
        Column.Day("day", "the day, local at the lane's start"),
        Column.Integer("departure_minute",
            "local minute of the day; -1 for every weekly departure of the day", WholeDay, 1_439).Or(WholeDay),
        Column.Choice<DepartureChange>("change", "whether it is canceled or added"),
        Column.Integer("cutoff_minutes",
            "for an added one: goods must be ready this many minutes before", 0, 10_000).Or(),
    ]);
}
