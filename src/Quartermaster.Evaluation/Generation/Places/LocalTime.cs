namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>How the clocks of an American time zone run: only to give customers a plausible hour of the day.</summary>
/// <remarks>Promises resolve zones by their pinned data elsewhere; here the rule in force since 2007 is enough: an hour
/// ahead from the second Sunday of March to the first Sunday of November, where it is observed.</remarks>
/// <param name="Name">IANA name.</param>
/// <param name="StandardHours">Hours ahead of UTC in winter; negative.</param>
/// <param name="HasSummerTime">Whether clocks change.</param>
internal sealed record LocalTime(string Name, int StandardHours, bool HasSummerTime)
{
    private static readonly Dictionary<char, LocalTime> s_byLetter = new()
    {
        ['E'] = new("America/New_York", -5, true),
        ['D'] = new("America/Detroit", -5, true),
        ['I'] = new("America/Indiana/Indianapolis", -5, true),
        ['K'] = new("America/Kentucky/Louisville", -5, true),
        ['C'] = new("America/Chicago", -6, true),
        ['M'] = new("America/Denver", -7, true),
        ['B'] = new("America/Boise", -7, true),
        ['A'] = new("America/Phoenix", -7, false),
        ['P'] = new("America/Los_Angeles", -8, true),
        ['X'] = new("America/Anchorage", -9, true),
        ['H'] = new("Pacific/Honolulu", -10, false),
    };

    /// <summary>The zone that a letter of the lists stands for.</summary>
    internal static LocalTime Of(char letter) => s_byLetter[letter];

    /// <summary>The names of all zones.</summary>
    internal static IEnumerable<string> Names => s_byLetter.Values.Select(zone => zone.Name);

    /// <summary>Minutes to add to UTC on a day.</summary>
    internal int OffsetMinutes(DateOnly day) => 60 * (StandardHours + (HasSummerTime && IsSummer(day) ? 1 : 0));

    private static bool IsSummer(DateOnly day) =>
        day >= Sunday(day.Year, 3, 2) && day < Sunday(day.Year, 11, 1);

    private static DateOnly Sunday(int year, int month, int number)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays(((7 - (int)first.DayOfWeek) % 7) + (7 * (number - 1)));
    }
}
