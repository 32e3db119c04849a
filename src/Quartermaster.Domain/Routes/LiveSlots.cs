namespace Quartermaster.Domain.Routes;

/// <summary>Units that each center can still pick and ship on each day: a view of an array that others change
/// meanwhile.</summary>
/// <remarks>One atomic read per cell. A promise is a quote: whoever places the order claims the slots. A day that was
/// never opened has no room. The ship day of a departure is its UTC day.</remarks>
public sealed class LiveSlots
{
    private const int MinutesPerDay = 1_440;

    private static readonly int s_epochDay = new DateOnly(1970, 1, 1).DayNumber;

    private Cells _cells = new([], 0, 1);

    /// <summary>Lets readers see an array, or another one: for an owner whose array has grown.</summary>
    /// <param name="units">The live array, shared with its owner: facility × days + day; 0 or more.</param>
    /// <param name="firstDay">The day number of the first day.</param>
    /// <param name="days">Days per facility; 1 or more.</param>
    public void Publish(int[] units, int firstDay, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        Volatile.Write(ref _cells, new(units, firstDay, days));
    }

    /// <summary>Units that a facility can still pick on a day; 0 where none were opened.</summary>
    /// <param name="facility">Where.</param>
    /// <param name="dayNumber">The day number of the ship day.</param>
    public int Of(FacilityId facility, int dayNumber) => DaysOf(facility).Of(dayNumber);

    /// <summary>What a facility can still pick, day by day.</summary>
    public SlotDays DaysOf(FacilityId facility)
    {
        var cells = Volatile.Read(ref _cells);
        var start = (long)facility.Value * cells.Days;
        return start >= 0 && start + cells.Days <= cells.Units.Length
            ? new(cells.Units.AsSpan((int)start, cells.Days), cells.FirstDay) : default;
    }

    /// <summary>The day number of a departure's ship day.</summary>
    public static int ShipDayOf(in RouteDeparture departure) => DayOf(departure.DepartureMinute);

    /// <summary>The day number of the UTC day that a minute since 1970 lies in.</summary>
    public static int DayOf(int minute)
    {
        var day = minute / MinutesPerDay;
        return s_epochDay + day - (minute < day * MinutesPerDay ? 1 : 0);
    }

    /// <summary>The days of one facility, live.</summary>
    public readonly ref struct SlotDays
    {
        private readonly ReadOnlySpan<int> _units;
        private readonly int _firstDay;

        internal SlotDays(ReadOnlySpan<int> units, int firstDay)
        {
            _units = units;
            _firstDay = firstDay;
        }

        /// <summary>Units that can still be picked on a day; 0 where none were opened.</summary>
        public int Of(int dayNumber)
        {
            // Once per option of every promise: one comparison for both ends.
            var day = unchecked((uint)(dayNumber - _firstDay));
            return day < (uint)_units.Length ? Volatile.Read(in _units[(int)day]) : 0;
        }
    }

    private sealed record Cells(int[] Units, int FirstDay, int Days);
}
