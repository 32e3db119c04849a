using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>On which days goods under way on lanes move: minutes under way are those of such days, local at the lane's
/// start, which summer time makes 23 or 25 hours long.</summary>
/// <remarks>A lane on which goods move every day of the window has no clock: it costs one comparison.</remarks>
internal sealed class TransitClocks
{
    private readonly WorkClock?[] _clocks;

    private TransitClocks(WorkClock?[] clocks) =>
        (_clocks, IsAny) = (clocks, Array.Exists(clocks, clock => clock is not null));

    /// <summary>Whether goods on some lane stand still on some day.</summary>
    internal bool IsAny { get; }

    /// <summary>Reads them from a network. O(lanes + dates + days of lanes that stand still).</summary>
    /// <param name="network">The tables.</param>
    /// <param name="book">The lanes.</param>
    /// <param name="zoneOf">The days of a lane's start; null for one that is not used.</param>
    /// <param name="firstDay">The first day.</param>
    /// <param name="days">How many days.</param>
    /// <param name="known">Whether a lane is as it was before.</param>
    /// <param name="before">What was known before; null for nothing.</param>
    internal static TransitClocks Of(
        RouteNetwork network, LaneBook book, Func<FacilityId, ZoneDays?> zoneOf, DateOnly firstDay, int days,
        Func<int, bool> known, TransitClocks? before)
    {
        var clocks = new WorkClock?[book.Lanes.Length];
        var dates = network.TransitExceptions.Rows.ToArray().ToLookup(row => row.Lane);
        var weeks = new Dictionary<(ZoneDays, int), WorkClock?>();
        foreach (var lane in book.Order)
        {
            if (before is not null && known(lane))
            {
                clocks[lane] = before._clocks[lane];
                continue;
            }

            ref readonly var row = ref book.Lanes[lane];
            var hasDates = dates.Contains(row.Id);
            if ((row.TransitWeekdays == Lane.EveryDay && !hasDates) || zoneOf(row.FromFacility) is not { } zone)
            {
                continue;
            }

            if (hasDates)
            {
                clocks[lane] = ClockOf(zone, row.TransitWeekdays, [.. dates[row.Id]], firstDay, days);
            }
            else if (!weeks.TryGetValue((zone, row.TransitWeekdays), out clocks[lane]))
            {
                clocks[lane] = ClockOf(zone, row.TransitWeekdays, [], firstDay, days);
                weeks.Add((zone, row.TransitWeekdays), clocks[lane]);
            }
        }

        return new(clocks);
    }

    /// <summary>When goods that leave in a minute have been under way for so many.</summary>
    /// <param name="lane">The lane's number.</param>
    /// <param name="departs">When they leave, minutes since 1970.</param>
    /// <param name="minutes">Minutes under way; 0 for at once, on any day.</param>
    internal int ArrivalOf(int lane, int departs, int minutes) =>
        !IsAny || _clocks[lane] is not { } clock ? departs + minutes : clock.Done(departs, minutes);

    /// <summary>How many minutes goods move between two.</summary>
    internal int MovingBetween(int lane, int from, int until) =>
        !IsAny || _clocks[lane] is not { } clock ? until - from : clock.Between(from, until);

    /// <summary>When goods on each lane stand still, for whoever knows lanes by their identifiers; none where they
    /// never do.</summary>
    internal LanePauses Pauses(LaneBook book)
    {
        var stretches = new (int[] Froms, int[] Untils)[IsAny ? 1 + book.Lanes.Max(lane => lane.Id.Value) : 0];
        foreach (var lane in IsAny ? book.Order : [])
        {
            if (_clocks[lane] is { } clock)
            {
                stretches[book.Lanes[lane].Id.Value] = clock.Stretches;
            }
        }

        return IsAny ? new(stretches) : LanePauses.None;
    }

    private static WorkClock? ClockOf(
        ZoneDays zone, int weekdays, TransitException[] dates, DateOnly firstDay, int days)
    {
        var (froms, untils) = (new List<int>(), new List<int>());
        for (var i = 0; i < days; i++)
        {
            var day = firstDay.AddDays(i);
            var date = Array.FindIndex(dates, row => row.Day == day);
            if (date < 0 ? !LocalDays.IsOn(weekdays, day) : dates[date].Change == TransitChange.Stopped)
            {
                continue;
            }

            var (from, until) = (zone.MinuteOf(day, 0), zone.MinuteOf(day.AddDays(1), 0));
            if (untils.Count > 0 && untils[^1] == from)
            {
                untils[^1] = until;
            }
            else
            {
                froms.Add(from);
                untils.Add(until);
            }
        }

        var isAlways = froms.Count == 1 && froms[0] == zone.MinuteOf(firstDay, 0)
            && untils[0] == zone.MinuteOf(firstDay.AddDays(days), 0);
        return isAlways ? null : new([.. froms], [.. untils]);
    }
}
