using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <content>On which days goods move, and when regions receive them.</content>
internal sealed partial class PromiseOracle
{
    private readonly Dictionary<LaneId, bool[]?> _moves = [];
    private readonly int _firstQuarter =
        Quartermaster.Domain.Instant.Of(firstDay.AddDays(-6)).UnixMinutes / 15;

    /// <summary>The end of deliveries on the last delivery day up to some days after a minute's local day; 0 if none.
    /// </summary>
    internal int LastDeliveryBy(RegionId region, int minute, int daysLater)
    {
        var day = Local(ZoneOf(region), minute).Date.ToDateOnly().AddDays(daysLater);
        for (var back = 0; back < 15; back++)
        {
            if (HoursOf(region, day.AddDays(-back)) is { Count: > 0 } hours)
            {
                return hours.Max(of => of.Until);
            }
        }

        return 0;
    }

    /// <summary>When a region receives on a day: its windows, or else its hours, by their beginning.</summary>
    internal List<(int From, int Until)> HoursOf(RegionId region, DateOnly day)
    {
        var (row, zone) = (network.Regions.Rows[region.Value - 1], ZoneOf(region));
        var windows = network.DeliveryWindows.Rows.ToArray().Where(window => window.Region == region).ToArray();
        var isOwn = row.DeliverFromMinute >= 0;
        List<(int From, int Until)> minutes = windows.Length > 0
            ? [.. windows.Where(window => IsOn(window.Weekdays, day))
                .Select(window => (window.FromMinute, window.UntilMinute))]
            : [(isOwn ? row.DeliverFromMinute : policy.DeliverFromMinute,
                isOwn ? row.DeliverUntilMinute : policy.DeliverUntilMinute)];
        return IsClosed(0, region.Value, day) || !IsOn(row.DeliveryWeekdays, day) ? []
            : [.. minutes.Select(of => (From: MinuteOf(zone, day, of.From), Until: MinuteOf(zone, day, of.Until)))
                .Where(of => of.Until > of.From).Order()];
    }

    // Minute by minute, counting those of days on which goods move.
    private int Arrival(Lane lane, int departs, int minutes)
    {
        if (MovesOf(lane) is not { } moves)
        {
            return departs + minutes;
        }

        var minute = departs;
        for (var left = minutes; left > 0; minute++)
        {
            if ((minute / 15) - _firstQuarter >= moves.Length)
            {
                return int.MaxValue;
            }

            left -= moves[(minute / 15) - _firstQuarter] ? 1 : 0;
        }

        return minute;
    }

    // By quarters of an hour, which is what zones go by; null for a lane on which they move every day.
    private bool[]? MovesOf(Lane lane)
    {
        if (!_moves.TryGetValue(lane.Id, out var moves))
        {
            var zone = ZoneOf(network.Facilities.Rows[lane.FromFacility.Value - 1]);
            moves = new bool[(days + policy.LongestDays + 14) * 96];
            for (var quarter = 0; quarter < moves.Length; quarter++)
            {
                var day = Local(zone, (_firstQuarter + quarter) * 15).Date.ToDateOnly();
                var date = network.TransitExceptions.Rows.ToArray().Where(row => row.Lane == lane.Id && row.Day == day);
                moves[quarter] = date.Any() ? date.First().Change == TransitChange.Moving
                    : IsOn(lane.TransitWeekdays, day);
            }

            _moves[lane.Id] = moves = Array.TrueForAll(moves, isMoving => isMoving) ? null : moves;
        }

        return moves;
    }

    private int Delivery(RegionId region, int arrives)
    {
        var first = Local(ZoneOf(region), arrives).Date.ToDateOnly();
        for (var day = first; day < first.AddDays(RegionCalendar.LongestPauseDays); day = day.AddDays(1))
        {
            if (network.FullDays.Contains((region, MinuteOf(ZoneOf(region), day, 0))))
            {
                continue;
            }

            foreach (var (from, until) in HoursOf(region, day))
            {
                if (arrives <= until && !network.FullWindows.Contains((region, from)))
                {
                    return Math.Max(arrives, from);
                }
            }
        }

        return int.MaxValue;
    }
}
