namespace Quartermaster.Storage.Import.KnownSets.M5Contest;

/// <summary>The contest's days: their weeks of prices, events and days of food assistance (SNAP) by state.</summary>
internal sealed class M5Calendar
{
    private static readonly string[] s_columns =
        ["date", "wm_yr_wk", "weekday", "wday", "month", "year", "d", "event_name_1", "event_type_1", "event_name_2",
            "event_type_2"];

    private readonly Dictionary<string, (int First, int Last)> _weeks = [];

    /// <summary>The first day, d_1.</summary>
    internal DateOnly First { get; private set; }

    /// <summary>How many days are known, those to come among them.</summary>
    internal int Count { get; private set; }

    /// <summary>Which day has which event, counted from 0.</summary>
    internal List<(int Day, string Name)> Events { get; } = [];

    /// <summary>By state, whether food assistance is paid on each day.</summary>
    internal SortedDictionary<string, List<bool>> Assistance { get; } = new(StringComparer.Ordinal);

    internal static M5Calendar Read(string folder, IProgress<ImportProgress>? progress, CancellationToken cancel)
    {
        using var sheet = M5Sheet.Open(folder, ["calendar.csv"], s_columns, progress);
        var calendar = new M5Calendar();
        var states = Enumerable.Range(0, sheet.Columns.Count)
            .Where(column => sheet.Columns[column].StartsWith("snap_", StringComparison.Ordinal))
            .Select(column => (column, List: calendar.Assistance[sheet.Columns[column][5..]] = [])).ToArray();
        while (sheet.Read(cancel))
        {
            calendar.Add(sheet);
            foreach (var (column, list) in states)
            {
                list.Add(sheet.Whole(column) > 0);
            }
        }

        return calendar;
    }

    /// <summary>The days of a week of prices, counted from 0; none for a week that is not in the calendar.</summary>
    internal (int First, int Last)? WeekOf(ReadOnlySpan<char> week) =>
        _weeks.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(week, out var days) ? days : null;

    private void Add(M5Sheet sheet)
    {
        var day = sheet.Day(0);
        First = Count == 0 ? day : First;
        if (day != First.AddDays(Count) || !sheet.Text(6).SequenceEqual($"d_{Count + 1}"))
        {
            throw sheet.Fault($"it is of {day:yyyy-MM-dd}, {sheet.Text(6)}; "
                + $"expected {First.AddDays(Count):yyyy-MM-dd}, d_{Count + 1}");
        }

        var week = sheet.Text(1).ToString();
        _weeks[week] = (_weeks.TryGetValue(week, out var known) ? known.First : Count, Count);
        foreach (var column in new[] { 7, 9 })
        {
            if (sheet.Text(column).Length > 0)
            {
                Events.Add((Count, sheet.Text(column).ToString()));
            }
        }

        Count++;
    }
}
