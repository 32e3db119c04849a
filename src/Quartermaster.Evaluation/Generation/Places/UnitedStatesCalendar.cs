namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>Holidays of the United States by their rules.</summary>
internal static class UnitedStatesCalendar
{
    /// <summary>Days on which carriers neither collect nor deliver.</summary>
    internal static IEnumerable<(DateOnly Day, string Name)> CarrierHolidays(DateOnly first, DateOnly last) =>
        from year in Enumerable.Range(first.Year, last.Year - first.Year + 1)
        from holiday in new (DateOnly Day, string Name)[]
        {
            (new DateOnly(year, 1, 1), "New Year's Day"),
            (MemorialDay(year), "Memorial Day"),
            (new DateOnly(year, 7, 4), "Independence Day"),
            (LaborDay(year), "Labor Day"),
            (Thanksgiving(year), "Thanksgiving Day"),
            (new DateOnly(year, 12, 25), "Christmas Day"),
        }
        where holiday.Day >= first && holiday.Day <= last
        select holiday;

    /// <summary>The last Monday of May.</summary>
    internal static DateOnly MemorialDay(int year)
    {
        var last = new DateOnly(year, 5, 31);
        return last.AddDays(-(((int)last.DayOfWeek + 6) % 7));
    }

    /// <summary>The first Monday of September.</summary>
    internal static DateOnly LaborDay(int year) => Nth(year, 9, DayOfWeek.Monday, 1);

    /// <summary>The fourth Thursday of November.</summary>
    internal static DateOnly Thanksgiving(int year) => Nth(year, 11, DayOfWeek.Thursday, 4);

    /// <summary>The second Sunday of May.</summary>
    internal static DateOnly MothersDay(int year) => Nth(year, 5, DayOfWeek.Sunday, 2);

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int number)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (number - 1)));
    }
}
