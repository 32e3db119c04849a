using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>Rooms on the departures and delivery days of small networks.</summary>
internal static class LaneRooms
{
    private static readonly int[] s_free = [-1, 0, 0, 1, 2, 5_000, 50_000_000, 50_000_000, 50_000_000, 50_000_000];

    /// <summary>No limit; or slots that are not open, full, nearly full, or empty.</summary>
    internal static Gen<LiveRooms?> Of(RouteTable routes) => Gen.Frequency(
        (1, Gen.Const((LiveRooms?)null)),
        (1, Gen.Const<LiveRooms?>(new LiveRooms())),
        (3, Gen.Int[0, s_free.Length - 1].Array[61].Select(LiveRooms? (draws) => Fill(routes, draws))));

    /// <summary>Slots that are full, or empty: no load is too large for some and small enough for others.</summary>
    internal static Gen<LiveRooms> FullOrEmpty(RouteTable routes) =>
        Gen.Int[0, 4].Select(draw => draw < 2 ? draw : s_free.Length - 1).Array[61]
            .Select(draws => Fill(routes, draws));

    /// <summary>Every slot that a way needs, found by walking its path.</summary>
    internal static List<Slot> SlotsOf(RouteTable routes, PairRoutes pair, int option, RegionId region)
    {
        var way = pair.Options[option];
        var legs = new RouteLeg[8];
        var count = pair.Legs.Walk(way.LegBefore, legs);
        var slots = new List<Slot>();
        foreach (var (lane, minute) in legs.Take(count).Select(leg => (leg.Lane, leg.DepartureMinute))
            .Append((way.LastLane, way.LastDepartureMinute)))
        {
            slots.AddRange(routes.Limits[lane].Parcels is null ? [] : [Slot.Parcels(lane, minute)]);
            slots.AddRange(routes.Limits[lane].Grams is null ? [] : [Slot.Weight(lane, minute)]);
            slots.AddRange(routes.Limits[lane].CubicCentimeters is null ? [] : [Slot.Volume(lane, minute)]);
        }

        if (routes.Limits.DeliveriesOf(region) is not null)
        {
            var day = routes.Calendar.DayOf(region, way.DeliveryMinute);
            slots.Add(Slot.Delivery(region, routes.Calendar.StartOf(region, day)));
        }

        var window = routes.Deliveries.WindowOf(region, way.DeliveryMinute);
        slots.AddRange(window is { Parcels: not null } of ? [Slot.DeliveryWindow(region, of.FromMinute)] : []);
        return slots;
    }

    private static LiveRooms Fill(RouteTable routes, int[] draws)
    {
        var rooms = new LiveRooms();
        rooms.Set(Slot.Parcels(new(1_000), 1), 1); // From now on what is not open is full.
        for (var origin = 0; origin < routes.Origins.Length; origin++)
        {
            for (var region = 1; region <= routes.RegionCount; region++)
            {
                var pair = routes.PairOf(origin, new(region));
                for (var i = 0; i < pair.Options.Length; i++)
                {
                    foreach (var slot in SlotsOf(routes, pair, i, new(region)))
                    {
                        var draw = draws[(int)((uint)((slot.Window * 31) + (slot.Place * 7) + (int)slot.Kind)
                            % (uint)draws.Length)];
                        if (s_free[draw] >= 0)
                        {
                            rooms.Set(slot, s_free[draw]);
                        }
                    }
                }
            }
        }

        return rooms;
    }
}
