using Quartermaster.Domain.Goods;

namespace Quartermaster.Domain.Routes;

/// <summary>Which slots goods need on their way from an FC to a region: room on each limited departure, and a delivery
/// where the region's are limited. O(legs); nothing is allocated.</summary>
public static class RouteRooms
{
    /// <summary>The most slots that a way needs.</summary>
    public const int Most = 32;

    private const int MostLegs = 10;

    /// <summary>The slots of a way.</summary>
    /// <param name="routes">The table.</param>
    /// <param name="option">The way's number.</param>
    /// <param name="region">Where to.</param>
    /// <param name="load">The goods.</param>
    /// <param name="needs">Overwritten from the start; room for <see cref="Most"/>.</param>
    /// <returns>How many there are; 0 where nothing on the way is limited.</returns>
    public static int NeedsOf(
        this RouteTable routes, int option, RegionId region, in ParcelLoad load, Span<SlotClaim> needs)
    {
        var limits = routes.Limits;
        if (ReferenceEquals(limits, RouteLimits.None))
        {
            return 0;
        }

        ref readonly var way = ref routes.Options[option];
        Span<RouteLeg> legs = stackalloc RouteLeg[MostLegs];
        var count = Add(limits, way.LastLane, way.LastDepartureMinute, in load, needs, 0);
        foreach (ref readonly var leg in legs[..routes.LegsOf(option).Walk(way.LegBefore, legs)])
        {
            count = Add(limits, leg.Lane, leg.DepartureMinute, in load, needs, count);
        }

        if (limits.DeliveriesOf(region) is not null)
        {
            var day = routes.Calendar.DayOf(region, way.DeliveryMinute);
            needs[count++] = new(
                Slot.Delivery(region, routes.Calendar.StartOf(region, Math.Max(0, day))), load.Parcels);
        }

        // Of windows that overlap, the one that was not full when the way was found.
        if (limits.HasWindows
            && routes.Deliveries.WindowOf(region, way.DeliveryMinute) is { Parcels: not null } window)
        {
            needs[count++] = new(Slot.DeliveryWindow(region, window.FromMinute), load.Parcels);
        }

        return count;
    }

    /// <summary>Whether all that goods need on a way is free, in the fewest parcels that the way may take them in.
    /// </summary>
    /// <param name="routes">The table.</param>
    /// <param name="option">The way's number.</param>
    /// <param name="region">Where to.</param>
    /// <param name="load">The goods.</param>
    /// <param name="rooms">What is free; null for no limit.</param>
    public static bool HasRoom(
        this RouteTable routes, int option, RegionId region, in ParcelLoad load, LiveRooms? rooms)
    {
        if (rooms is null || rooms.IsUnlimited || ReferenceEquals(routes.Limits, RouteLimits.None))
        {
            return true;
        }

        var parcels = routes.HasTerms
            ? routes.TermsOf(option).Limits.LeastParcels(load.Grams, load.CubicCentimeters) : 1;
        var all = load with { Parcels = Math.Max(load.Parcels, parcels) };
        Span<SlotClaim> needs = stackalloc SlotClaim[Most];
        foreach (ref readonly var need in needs[..routes.NeedsOf(option, region, in all, needs)])
        {
            if (rooms.Of(need.Slot) < need.Units)
            {
                return false;
            }
        }

        return true;
    }

    private static int Add(
        RouteLimits limits, LaneId lane, int departure, in ParcelLoad load, Span<SlotClaim> needs, int count)
    {
        var limit = limits[lane];
        if (limit.Parcels is not null)
        {
            needs[count++] = new(Slot.Parcels(lane, departure), load.Parcels);
        }

        if (limit.Grams is not null && load.Grams > 0)
        {
            needs[count++] = new(Slot.Weight(lane, departure), Whole(load.Grams));
        }

        if (limit.CubicCentimeters is not null && load.CubicCentimeters > 0)
        {
            needs[count++] = new(Slot.Volume(lane, departure), Whole(load.CubicCentimeters));
        }

        return count;
    }

    private static int Whole(double size) => (int)Math.Min(int.MaxValue, Math.Ceiling(size));
}
