using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>The tiny shop for a month, with a truck to a station and two runs a day from there to the region's doors,
/// and a dearer, slower courier: every lane, day and window with a limit of its own.</summary>
internal sealed record RoomShop
{
    private const int Days = 28;

    /// <summary>What the truck, the runs and the courier take on a departure.</summary>
    internal required LaneLimit[] Limits { get; init; }

    /// <summary>Parcels delivered on a day.</summary>
    internal int DeliveriesPerDay { get; init; } = Region.Unlimited;

    /// <summary>Parcels delivered in each of the windows; none for no windows.</summary>
    internal int[] ParcelsPerWindow { get; init; } = [];

    /// <summary>Minutes between two looks at what is full.</summary>
    internal int LookAtRoomMinutes { get; init; }

    internal static Gen<RoomShop> Any { get; } =
        from limits in Gen.Select(Gen.Int[2, 9], Gen.Int[0, 9], Gen.Int[0, 9], (parcels, units, liters) =>
            new LaneLimit(parcels < 9 ? parcels : null, units > 5 ? units * 500 : null,
                liters > 5 ? liters * 1_000 : null)).Array[3]
        from deliveries in Gen.Int[3, 12]
        from windows in Gen.Int[2, 9].Array[0, 2]
        from look in Gen.Int[0, 24]
        select new RoomShop
        {
            Limits = limits, DeliveriesPerDay = deliveries < 12 ? deliveries : Region.Unlimited,
            ParcelsPerWindow = windows, LookAtRoomMinutes = 60 * look,
        };

    private TinyShop Shop => new()
    {
        Opening = 5_000, MeasuredDays = Days, DeliveriesPerDay = DeliveriesPerDay, Windows = Windows,
        LookAtRoomMinutes = LookAtRoomMinutes,
    };

    private DeliveryWindow[] Windows => [.. ParcelsPerWindow.Select((parcels, i) =>
        new DeliveryWindow(new(1), (10 + (6 * i)) * 60, (13 + (6 * i)) * 60, Parcels: parcels))];

    private RouteNetwork Network
    {
        get
        {
            var network = Shop.Network;
            var courier = network.Lanes.Rows[0] with { Id = new(3), CostPerParcel = Money.Of(9) };
            var truck = courier with
            {
                Id = new(1), ToFacility = new(2), ToRegion = default, Mode = LaneMode.Truck,
                CostPerParcel = Money.Of(1), TransitMinutesMedian = 300, TransitMinutesLate = 300,
            };
            var run = courier with
            {
                Id = new(2), FromFacility = new(2), Mode = LaneMode.LastMile, CostPerParcel = Money.Of(1),
                TransitMinutesMedian = 120, TransitMinutesLate = 180,
            };
            var station = network.Facilities.Rows[0] with { Id = new(2), Kind = FacilityKind.Station };
            return network with
            {
                Facilities = new([network.Facilities.Rows[0], station]),
                Lanes = new([.. new[] { truck, run, courier }.Select((lane, i) => lane with
                {
                    ParcelsPerDeparture = (int)(Limits[i].Parcels ?? Lane.Unlimited),
                    KilogramsPerDeparture = Limits[i].Grams / 1e3 ?? Lane.Unlimited,
                    CubicMetersPerDeparture = Limits[i].CubicCentimeters / 1e6 ?? Lane.Unlimited,
                })]),
                Departures = new([
                    new(new(1), 20 * 60, 127, 0), new(new(2), 8 * 60, 127, 0), new(new(2), 13 * 60, 127, 0),
                    new(new(3), 21 * 60, 127, 0)]),
            };
        }
    }

    /// <summary>Runs the month.</summary>
    /// <param name="demand">What customers want.</param>
    /// <returns>What came of it, and what went where.</returns>
    internal (Tally Tally, SeenOrders Seen) Run(WantedList demand)
    {
        var (shop, seen) = (Shop, new SeenOrders(new OrdersEngine(new())) { Hours = Windows });
        var routes = new RouteWindows(Network, new(), TinyShop.FirstDay, Days);
        var tally = new Simulator(shop.Facts, routes, shop.Settings).Run(
            TinyShop.UpTo(0) with { Orders = seen }, shop.OpeningState, TinyShop.History, demand, new VendorByRule(),
            world: 1);
        return (tally, seen);
    }

    /// <summary>Checks that nothing takes more than it states.</summary>
    /// <returns>How many departures, days and windows took just what they state.</returns>
    internal int Check(SeenOrders seen)
    {
        var full = 0;
        foreach (var ((lane, _), took) in seen.Departures)
        {
            var limit = Limits[lane.Value - 1];
            Add(took.Parcels, limit.Parcels);
            Add(took.Grams, limit.Grams);
            Add(took.CubicCentimeters, limit.CubicCentimeters);
        }

        foreach (var parcels in seen.Days.Values)
        {
            Add(parcels, DeliveriesPerDay);
        }

        foreach (var ((_, _, window), parcels) in seen.Windows)
        {
            Assert.InRange(window, 0, ParcelsPerWindow.Length - 1);
            Add(parcels, ParcelsPerWindow[window]);
        }

        return full;

        void Add(int took, long? limit)
        {
            Assert.InRange(took, 0, limit ?? int.MaxValue);
            full += took == limit ? 1 : 0;
        }
    }
}
