using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>In which windows regions can receive no parcel any more.</summary>
public static class FullWindows
{
    /// <summary>The full ones among a table's limited windows, by the minute at which they begin. O(windows).</summary>
    /// <remarks>Windows whose slots are not open are not full: nobody has opened them yet, or they are past.</remarks>
    /// <param name="routes">The ways.</param>
    /// <param name="rooms">What is free.</param>
    public static IReadOnlySet<(RegionId Region, int FromMinute)> Of(RouteTable routes, LiveRooms rooms)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(rooms);
        var full = new HashSet<(RegionId, int)>();
        var regions = routes.Limits.HasWindows && !rooms.IsUnlimited ? routes.RegionCount : 0;
        for (var number = 1; number <= regions; number++)
        {
            var region = new RegionId(number);
            for (var day = 0; day < routes.Calendar.Days; day++)
            {
                foreach (ref readonly var window in routes.Calendar.WindowsOf(region, day))
                {
                    if (window.Parcels is not null && rooms.TryFind(
                        Slot.DeliveryWindow(region, window.FromMinute), out var free) && free < 1)
                    {
                        full.Add((region, window.FromMinute));
                    }
                }
            }
        }

        return full;
    }
}
