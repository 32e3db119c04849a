namespace Quartermaster.Domain.Tables;

/// <summary>What a date changes about goods that are under way on a lane.</summary>
public enum TransitChange : byte
{
    /// <summary>They do not move.</summary>
    Stopped,

    /// <summary>They move, whatever the week says.</summary>
    Moving,
}

/// <summary>A date on which goods under way on a lane move otherwise than every week: a holiday of its carrier, or a
/// Sunday on which it works.</summary>
/// <remarks>Apart from days on which the lane does not leave (<see cref="DepartureException"/>), and from days on which
/// its start does not work or its end does not receive (<see cref="ClosedDay"/>).</remarks>
/// <param name="Lane">The lane.</param>
/// <param name="Day">The day, local at the lane's start.</param>
/// <param name="Change">What changes.</param>
public readonly record struct TransitException(
    LaneId Lane,
    DateOnly Day,
    TransitChange Change) : IRow<TransitException>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("transit_exceptions", KeyLength: 2,
    [
        Column.Code<LaneId>("lane", "the lane"),
        Column.Day("day", "the day, local at the lane's start"),
        Column.Choice<TransitChange>("change", "whether goods under way stand still or move"),
    ]);
}
