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
    /// <remarks>Those whose slots are not open are not full: nobody has opened them yet, or they have left.</remarks>
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
        return IsShort(rooms, Slot.Parcels(lane, minute), limit.Parcels, 1)
            || IsShort(rooms, Slot.Weight(lane, minute), limit.Grams, UsualGrams)
            || IsShort(rooms, Slot.Volume(lane, minute), limit.CubicCentimeters, UsualCubicCentimeters);
    }

    // Small vehicles are full when nothing is left of what they take at all.
    private static bool IsShort(LiveRooms rooms, Slot slot, long? limit, int usual) =>
        limit is { } most && rooms.TryFind(slot, out var free) && free < Math.Max(1, Math.Min(usual, most));
}
