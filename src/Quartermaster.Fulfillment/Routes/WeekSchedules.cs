using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Lays weekly departures out over days, with what dates change about them.</summary>
/// <remarks>As in GTFS: a date cancels a departure or all of the day's, or adds one. An added one leaves even where the
/// week, a closed day or a canceled day would say otherwise.</remarks>
/// <param name="network">The tables.</param>
/// <param name="closed">Closed days.</param>
/// <param name="firstDay">The first day.</param>
/// <param name="days">How many days.</param>
internal sealed class WeekSchedules(RouteNetwork network, ClosedDays closed, DateOnly firstDay, int days)
{
    private readonly ILookup<LaneId, Departure> _departures = network.Departures.Rows.ToArray()
        .Where(departure => RouteChecks.BrokenRule(departure) is null).ToLookup(departure => departure.Lane);

    private readonly ILookup<LaneId, DepartureException> _exceptions = network.Exceptions.Rows.ToArray()
        .Where(exception => RouteChecks.BrokenRule(exception) is null).ToLookup(exception => exception.Lane);

    /// <summary>When a lane leaves; null for one that leaves on demand: neither the week nor a date has a departure.
    /// </summary>
    internal LaneSchedule? Of(in Lane lane, ZoneDays zone)
    {
        var exceptions = _exceptions[lane.Id].ToArray();
        var added = Array.FindAll(exceptions, exception => exception.Change == DepartureChange.Added);
        if (!_departures.Contains(lane.Id) && added.Length == 0)
        {
            return null;
        }

        var times = new List<long>();
        foreach (var departure in _departures[lane.Id])
        {
            for (var i = 0; i < days; i++)
            {
                var day = firstDay.AddDays(i);
                if (LocalDays.IsOn(departure.Weekdays, day) && !closed.HasFacility(lane.FromFacility.Value, day)
                    && !IsCanceled(exceptions, day, departure.DepartureMinute))
                {
                    times.Add(TimeOf(zone, day, departure.DepartureMinute, departure.CutoffMinutes));
                }
            }
        }

        foreach (var exception in added)
        {
            if (exception.Day >= firstDay && exception.Day < firstDay.AddDays(days))
            {
                times.Add(TimeOf(zone, exception.Day, exception.DepartureMinute, exception.CutoffMinutes));
            }
        }

        var id = lane.Id;
        times.RemoveAll(time => network.Full.Contains((id, (int)(time >> 32))));
        times.Sort();
        return new([.. times.Select(time => (int)(time >> 32))], [.. times.Select(time => (int)time)]);
    }

    /// <summary>When a lane leaves on demand: every so many minutes while its start works, on days not canceled.
    /// </summary>
    internal LaneSchedule OnDemand(in Lane lane, ZoneDays zone, WorkClock clock, int everyMinutes)
    {
        var canceled = Array.ConvertAll(
            Array.FindAll(_exceptions[lane.Id].ToArray(), row => row.DepartureMinute == DepartureException.WholeDay),
            row => (From: zone.MinuteOf(row.Day, 0), Until: zone.MinuteOf(row.Day, 1_440)));
        var (froms, untils) = clock.Stretches;
        var departs = new List<int>();
        for (var i = 0; i < froms.Length; i++)
        {
            for (var minute = froms[i]; minute < untils[i]; minute += everyMinutes)
            {
                if (!Array.Exists(canceled, day => minute >= day.From && minute < day.Until))
                {
                    departs.Add(minute);
                }
            }
        }

        return new([.. departs], [.. departs]);
    }

    private static bool IsCanceled(DepartureException[] exceptions, DateOnly day, int minute) =>
        Array.Exists(exceptions, exception => exception.Change == DepartureChange.Canceled && exception.Day == day
            && (exception.DepartureMinute == minute || exception.DepartureMinute == DepartureException.WholeDay));

    // By departure, then by readiness: one number of both.
    private static long TimeOf(ZoneDays zone, DateOnly day, int minute, int cutoffMinutes)
    {
        var departs = zone.MinuteOf(day, minute);
        return ((long)departs << 32) + departs - cutoffMinutes;
    }
}
