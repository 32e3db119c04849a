using Quartermaster.Domain;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>Local time in London as UTC, by the rule in force since 1996 (directive 2000/84/EC): one hour ahead from
/// the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC.</summary>
internal static class LondonTime
{
    internal static int Epoch { get; } = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The instant of a local minute since 1970; of the hour that comes twice, the first.</summary>
    internal static Instant ToUtc(int localMinute)
    {
        var day = DateOnly.FromDayNumber((int)Math.Floor(localMinute / 1_440.0) + Epoch);
        var (start, end) = (MinuteOf(LastSunday(day.Year, 3), 1), MinuteOf(LastSunday(day.Year, 10), 2));
        return Instant.OfMinutes(localMinute >= start && localMinute < end ? localMinute - 60 : localMinute);
    }

    private static int MinuteOf(DateOnly day, int hour) => ((day.DayNumber - Epoch) * 1_440) + (hour * 60);

    private static DateOnly LastSunday(int year, int month)
    {
        var last = new DateOnly(year, month, 31);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
