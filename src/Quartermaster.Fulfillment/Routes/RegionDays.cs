using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Makes the calendar of the regions.</summary>
internal static class RegionDays
{
    internal static RegionCalendar Of(RouteNetwork network, RoutePolicy policy, DateOnly firstDay, int days)
    {
        var count = network.Regions.Rows.ToArray().Select(region => region.Id.Value).DefaultIfEmpty().Max();
        var starts = new int[(count + 1) * (days + 1)];
        var (opens, closes) = (new int[(count + 1) * days], new int[(count + 1) * days]);
        var closed = new ClosedDays(network.ClosedDays.Rows);
        foreach (ref readonly var region in network.Regions.Rows)
        {
            if (RouteChecks.BrokenRule(region, network.Zones) is not null)
            {
                continue;
            }

            var zone = RouteChecks.ZoneOf(region.Zone.Value, network.Zones)!;
            for (var i = 0; i <= days; i++)
            {
                var day = firstDay.AddDays(i);
                starts[(region.Id.Value * (days + 1)) + i] = LocalDays.MinuteOf(zone, day, 0);
                if (i < days && !closed.HasRegion(region.Id.Value, day))
                {
                    opens[(region.Id.Value * days) + i] = LocalDays.MinuteOf(zone, day, policy.DeliverFromMinute);
                    closes[(region.Id.Value * days) + i] = LocalDays.MinuteOf(zone, day, policy.DeliverUntilMinute);
                }
            }
        }

        return new(count, days, starts, opens, closes);
    }
}
