using NodaTime;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Local minutes of one zone over some days, quickly: most days have no change of the clocks.</summary>
internal sealed class ZoneDays
{
    private const int MinutesPerDay = 1_440;

    private readonly DateTimeZone _zone;
    private readonly DateOnly _firstDay;
    private readonly int[] _midnights;
    private readonly bool[] _isPlain;

    internal ZoneDays(DateTimeZone zone, DateOnly firstDay, int days)
    {
        (_zone, _firstDay) = (zone, firstDay);
        (_midnights, _isPlain) = (new int[days], new bool[days]);
        for (var i = 0; i < days; i++)
        {
            _midnights[i] = LocalDays.MinuteOf(zone, firstDay.AddDays(i), 0);
            var midnight = NodaTime.Instant.FromUnixTimeSeconds(_midnights[i] * 60L);
            var interval = zone.GetZoneInterval(midnight);
            _isPlain[i] = (!interval.HasEnd || interval.End - midnight > Duration.FromDays(2))
                && (!interval.HasStart || midnight - interval.Start > Duration.FromDays(1))
                && interval.WallOffset.Seconds % 60 == 0
                && midnight.InZone(zone).LocalDateTime == LocalDate.FromDateOnly(firstDay.AddDays(i)).AtMidnight();
        }
    }

    /// <summary>The same as <see cref="LocalDays.MinuteOf"/> of the zone.</summary>
    /// <param name="day">The local day.</param>
    /// <param name="minuteOfDay">0 to 2,880.</param>
    internal int MinuteOf(DateOnly day, int minuteOfDay)
    {
        var index = day.DayNumber - _firstDay.DayNumber;
        return (uint)index < (uint)_isPlain.Length && _isPlain[index] && minuteOfDay <= 2 * MinutesPerDay
            ? _midnights[index] + minuteOfDay : LocalDays.MinuteOf(_zone, day, minuteOfDay);
    }
}
