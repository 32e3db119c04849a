using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Operations.Orders;

/// <summary>Which departures can take no usual parcel any more.</summary>
public static class FullDepartures
{
    /// <summary>A parcel that a departure must be able to take, g: half of what most parcels weigh.</summary>
    public const int UsualGrams = 500;

    /// <summary>The same, cm³.</summary>
    public const int UsualCubicCentimeters = 2_000;

    /// <summary>The full ones among a table's limited departures from its first day on. O(limited departures).
    /// </summary>
    /// <param name="routes">The ways.</param>
    /// <param name="rooms">What is free.</param>
    public static IReadOnlySet<(LaneId Lane, int Minute)> Of(RouteTable routes, LiveRooms rooms)
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentNullException.ThrowIfNull(rooms);
        var first = Instant.Of(routes.FirstDay).UnixMinutes;
        return rooms.IsUnlimited ? new HashSet<(LaneId, int)>()
            : routes.Limits.Departures
                .Where(departure => departure.Minute >= first && IsFull(routes.Limits, rooms, departure)).ToHashSet();
    }

    private static bool IsFull(RouteLimits limits, LiveRooms rooms, (LaneId Lane, int Minute) departure)
    {
        var (lane, minute) = departure;
        var limit = limits[lane];
        return (limit.Parcels is not null && rooms.Of(Slot.Parcels(lane, minute)) < 1)
            || (limit.Grams is not null && rooms.Of(Slot.Weight(lane, minute)) < UsualGrams)
            || (limit.CubicCentimeters is not null
                && rooms.Of(Slot.Volume(lane, minute)) < UsualCubicCentimeters);
    }
}
