namespace Quartermaster.Forecasting.Demand;

/// <summary>The days of named events and those beside them: two days before, the day before, the event's own, the day
/// after.</summary>
internal static class NamedDays
{
    /// <summary>Places that a day may have beside an event.</summary>
    internal const int Places = 4;

    /// <summary>The place of an event's own days.</summary>
    internal const int Own = 2;

    private const int Before = 2;
    private const int After = 1;

    /// <summary>Every day with a place beside a named event. A day of an event is beside no other of its name.
    /// </summary>
    /// <param name="happenings">Events, in any order.</param>
    /// <param name="days">Days that there are.</param>
    internal static IEnumerable<(int Day, int Name, int Place)> Of(IEnumerable<EventSpan> happenings, int days)
    {
        foreach (var named in happenings.Where(one => one.Name > 0).GroupBy(one => one.Name))
        {
            var places = new SortedDictionary<int, int>();
            foreach (var one in named)
            {
                for (var day = Math.Max(0, one.First); day <= Math.Min(days - 1, one.Last); day++)
                {
                    places[day] = Own;
                }
            }

            foreach (var one in named)
            {
                for (var away = 1; away <= Before; away++)
                {
                    Beside(one.First - away, Own - away);
                }

                for (var away = 1; away <= After; away++)
                {
                    Beside(one.Last + away, Own + away);
                }
            }

            foreach (var (day, place) in places)
            {
                yield return (day, named.Key, place);
            }

            void Beside(int day, int place)
            {
                if (day >= 0 && day < days)
                {
                    _ = places.TryAdd(day, place);
                }
            }
        }
    }
}
