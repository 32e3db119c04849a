using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>On which local days regions can receive no parcel any more.</summary>
public static class FullDays
{
    /// <summary>The full ones among a table's limited regions, by the minute at which they begin. O(limited regions ×
    /// days).</summary>
    /// <remarks>Days whose slots are not open are not full: nobody has opened them yet, or they are past.</remarks>
    /// <param name="routes">The ways.</param>
    /// <param name="rooms">What is free.</param>
    public static IReadOnlySet<(RegionId Region, int StartMinute)> Of(RouteTable routes, LiveRooms rooms)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(rooms);
        var full = new HashSet<(RegionId, int)>();
        for (var number = 1; number <= routes.RegionCount && !rooms.IsUnlimited; number++)
        {
            var region = new RegionId(number);
            for (var day = 0; routes.Limits.DeliveriesOf(region) is not null && day < routes.Calendar.Days; day++)
            {
                var start = routes.Calendar.StartOf(region, day);
                if (rooms.TryFind(Slot.Delivery(region, start), out var free) && free < 1)
                {
                    full.Add((region, start));
                }
            }
        }

        return full;
    }
}
