using NodaTime;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

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
        var rows = network.DeliveryWindows.Rows.ToArray().Where(row => RouteChecks.BrokenRule(row) is null)
            .ToLookup(row => row.Region);
        var windows = rows.Count == 0 ? null : new WindowHours[]?[(count + 1) * days];
        foreach (ref readonly var region in network.Regions.Rows)
        {
            if (RouteChecks.BrokenRule(region, network.Zones) is not null)
            {
                continue;
            }

            var zone = RouteChecks.ZoneOf(region.Zone.Value, network.Zones)!;
            DeliveryWindow[] own = [.. rows[region.Id]];
            for (var i = 0; i <= days; i++)
            {
                var (day, index) = (firstDay.AddDays(i), (region.Id.Value * days) + i);
                starts[(region.Id.Value * (days + 1)) + i] = LocalDays.MinuteOf(zone, day, 0);
                if (i < days)
                {
                    var of = LocalDays.IsOn(region.DeliveryWeekdays, day) && !closed.HasRegion(region.Id.Value, day)
                        ? own.Length == 0 ? [Hours(in region, policy, zone, day)] : Windows(own, zone, day) : [];
                    of = Array.FindAll(of, hours => hours.UntilMinute > hours.FromMinute);
                    (opens[index], closes[index]) = WindowHours.Around(of);
                    if (own.Length > 0)
                    {
                        windows![index] = of;
                    }
                }
            }
        }

        return new(count, days, starts, opens, closes, windows);
    }

    private static WindowHours Hours(in Region region, RoutePolicy policy, DateTimeZone zone, DateOnly day)
    {
        var isOwn = region.DeliverFromMinute != Region.AsPolicy;
        return new(LocalDays.MinuteOf(zone, day, isOwn ? region.DeliverFromMinute : policy.DeliverFromMinute),
            LocalDays.MinuteOf(zone, day, isOwn ? region.DeliverUntilMinute : policy.DeliverUntilMinute), null);
    }

    // Hours that summer time skips are none.
    private static WindowHours[] Windows(DeliveryWindow[] rows, DateTimeZone zone, DateOnly day) =>
    [
        .. rows.Where(row => LocalDays.IsOn(row.Weekdays, day)).Select(row => new WindowHours(
                LocalDays.MinuteOf(zone, day, row.FromMinute), LocalDays.MinuteOf(zone, day, row.UntilMinute),
                row.Parcels < Region.Unlimited ? row.Parcels : null))
            .OrderBy(hours => (hours.FromMinute, hours.UntilMinute)),
    ];
}
