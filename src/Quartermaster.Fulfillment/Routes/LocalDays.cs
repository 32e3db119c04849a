using NodaTime;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Turns local days and minutes into minutes since 1970, with the zone's summer time.</summary>
internal static class LocalDays
{
    /// <summary>The UTC minute of a local time; a time that summer time skips moves on, the earlier of two counts.
    /// </summary>
    /// <param name="zone">The zone.</param>
    /// <param name="day">The local day.</param>
    /// <param name="minuteOfDay">0 to 2,880; from 1,440 on the next day.</param>
    internal static int MinuteOf(DateTimeZone zone, DateOnly day, int minuteOfDay)
    {
        var date = LocalDate.FromDateOnly(day.AddDays(minuteOfDay / 1_440));
        var local = date.AtMidnight().PlusMinutes(minuteOfDay % 1_440);
        return (int)Math.Floor(zone.AtLeniently(local).ToInstant().ToUnixTimeSeconds() / 60.0);
    }

    /// <summary>Whether a weekday is among those whose bit is set, Monday being bit 0.</summary>
    internal static bool IsOn(int weekdays, DateOnly day) => (weekdays >> (((int)day.DayOfWeek + 6) % 7) & 1) != 0;
}

/// <summary>Which days are closed, by facility and by region.</summary>
internal sealed class ClosedDays
{
    private readonly HashSet<(int Facility, int Region, DateOnly Day)> _days = [];

    internal ClosedDays(ReadOnlySpan<ClosedDay> rows)
    {
        foreach (ref readonly var row in rows)
        {
            _days.Add((row.Facility.Value, row.Region.Value, row.Day));
        }
    }

    internal bool HasFacility(int facility, DateOnly day) => _days.Contains((facility, 0, day)) || IsForAll(day);

    internal bool HasRegion(int region, DateOnly day) => _days.Contains((0, region, day)) || IsForAll(day);

    private bool IsForAll(DateOnly day) => _days.Contains((0, 0, day));
}
