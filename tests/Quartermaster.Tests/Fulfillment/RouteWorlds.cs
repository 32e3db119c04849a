using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.Tests.Fulfillment;

/// <summary>Small networks around the change to summer time of 9 March 2025, and what stands in them.</summary>
internal static class RouteWorlds
{
    private static readonly (int Open, int Close)[] s_hours = [(0, 1_440), (360, 1_320), (480, 1_020), (1_200, 360)];

    internal const int Days = 4;
    internal const int ProductCount = 3;
    internal const int RegionCount = 2;
    internal const int FacilityCount = 5;

    internal const int PickDays = 12;

    internal static DateOnly FirstPickDay { get; } = new(2025, 3, 5);

    internal static DateOnly FirstDay { get; } = new(2025, 3, 7);

    internal static RoutePolicy Policy { get; } = new()
    {
        LongestDays = 4, MostLegs = 3, OnDemandEveryMinutes = 300,
    };

    internal static CodeList Zones { get; } =
        CodeList.Of(["America/New_York", "America/Los_Angeles", "Europe/Berlin"]);

    /// <summary>FCs 1 to 3, sort centers 4 and 5, regions 1 and 2.</summary>
    internal static Gen<RouteNetwork> Network { get; } =
        from facilities in Gen.Select(
            FacilityOf(1, FacilityKind.Fulfillment), FacilityOf(2, FacilityKind.Fulfillment),
            FacilityOf(3, FacilityKind.Fulfillment), FacilityOf(4, FacilityKind.Sort), FacilityOf(5, FacilityKind.Sort))
        from zones in Gen.Int[1, 3].Array[RegionCount]
        from lanes in LaneOf.Array[6, 9]
        from departures in DepartureOf.Array[6, 14]
        from exceptions in ExceptionOf.Array[0, 5]
        from moves in TransitExceptionOf.Array[0, 4]
        from closed in ClosedDayOf.Array[0, 4]
        from areLimited in Gen.Bool.Array[RegionCount]
        from hours in Gen.Select(WeekdaysOf, Gen.Int[0, 4]).Array[RegionCount]
        from windows in Gen.Frequency((1, Gen.Const(Array.Empty<DeliveryWindow>())), (1, WindowOf.Array[1, 5]))
        select new RouteNetwork
        {
            Facilities = new(
                [facilities.Item1, facilities.Item2, facilities.Item3, facilities.Item4, facilities.Item5]),
            Lanes = new([.. lanes.Select(Joined)]),
            Departures = new([.. departures.Where(departure => departure.Lane.Value <= lanes.Length)]),
            Exceptions = new([.. exceptions.DistinctBy(row => (row.Lane, row.Day, row.DepartureMinute))]),
            TransitExceptions = new([.. moves.DistinctBy(row => (row.Lane, row.Day))]),
            ClosedDays = new(closed),
            Regions = new([.. zones.Select((zone, i) => new Region(new(i + 1), 40, -75 - (5 * i), 1_000, new(zone),
                areLimited[i] ? 50 : Region.Unlimited, hours[i].Item1,
                hours[i].Item2 < 2 ? Region.AsPolicy : 200 * hours[i].Item2,
                hours[i].Item2 < 2 ? Region.AsPolicy : 300 * hours[i].Item2))]),
            DeliveryWindows = new([.. windows.DistinctBy(row => (row.Region, row.FromMinute))]),
            Zones = Zones,
        };

    /// <summary>Routes with the network they were built on.</summary>
    internal static Gen<(RouteNetwork Network, RouteTable Routes)> Routes { get; } =
        Network.Select(network => (network, new RouteBuilder(network, Policy).Build(FirstDay, Days)));

    internal static Gen<int[]> Stock { get; } = Gen.Frequency((3, Gen.Int[0, 6]), (1, Gen.Const(0)))
        .Array[(ProductCount + 1) * (FacilityCount + 1)];

    internal static Gen<Table<ShipTerms>> Terms { get; } =
        from grams in Gen.Int[0, 3_000].Array[ProductCount]
        from volumes in Gen.Int[0, 9_000].Array[ProductCount]
        from handling in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 1_500])).Array[ProductCount]
        from pick in Gen.Int[0, 900_000].Array[ProductCount]
        from sides in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[1, 900])).Array[ProductCount]
        select new Table<ShipTerms>(
            [default, .. grams.Select((g, i) =>
                new ShipTerms(g, volumes[i], handling[i], new(pick[i]), new(300_000 + pick[i]))
                {
                    SideMillimeters = sides[i],
                })]);

    /// <summary>A network of which some lanes limit parcels and some have prices of space.</summary>
    internal static Gen<RouteNetwork> LimitedNetwork { get; } =
        from network in Network
        from limits in Gen.Select(Limit(Gen.Int[500, 7_000]), Limit(Gen.Int[2_000, 20_000]), Limit(Gen.Int[200, 900]))
            .Array[network.Lanes.Count]
        from prices in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 5])).Array[3].Array[network.Lanes.Count]
        select network with
        {
            Lanes = new([.. network.Lanes.Rows.ToArray().Select((lane, i) => lane with
            {
                MaxParcelGrams = limits[i].Item1,
                MaxParcelCubicCentimeters = limits[i].Item2,
                MaxParcelSideMillimeters = limits[i].Item3,
                SpacePricePerParcel = Money.Of(prices[i][0]),
                SpacePricePerKilogram = Money.Of(prices[i][1]),
                SpacePricePerCubicMeter = Money.Of(prices[i][2] * 50),
            })]),
        };

    /// <summary>The same with its routes.</summary>
    internal static Gen<(RouteNetwork Network, RouteTable Routes)> LimitedRoutes { get; } =
        LimitedNetwork.Select(network => (network, new RouteBuilder(network, Policy).Build(FirstDay, Days)));

    private static Gen<int> Limit(Gen<int> some) => Gen.Frequency((1, Gen.Const(0)), (1, some));

    /// <summary>Lines of different products.</summary>
    internal static Gen<CartLine[]> Lines { get; } =
        from mask in Gen.Int[1, (1 << ProductCount) - 1]
        from units in Gen.Int[1, 4].Array[ProductCount]
        select Enumerable.Range(0, ProductCount).Where(i => (mask >> i & 1) != 0)
            .Select(i => new CartLine(new(i + 1), units[i])).ToArray();

    /// <summary>A request in the window.</summary>
    internal static Gen<CartRequest> Request { get; } =
        from region in Gen.Int[1, RegionCount]
        from seconds in Gen.Int[0, 3 * 86_400]
        select new CartRequest(new(region), new(Instant.Of(FirstDay).UnixMilliseconds + (seconds * 1_000L)));

    /// <summary>Units that each FC can still pick by ship day: none, some, or plenty.</summary>
    internal static Gen<int[]> Picks { get; } =
        Gen.Frequency((2, Gen.Const(0)), (3, Gen.Int[1, 12]), (3, Gen.Const(1_000)))
            .Array[(FacilityCount + 1) * PickDays];

    internal static LiveSlots Slots(int[] picks)
    {
        var live = new LiveSlots();
        live.Publish(picks, FirstPickDay.DayNumber, PickDays);
        return live;
    }

    internal static LiveUnits Live(int[] stock) => new(stock, FacilityCount + 1);

    // The first lanes join every FC to a region, so that most worlds can serve; the others end anywhere.
    private static Lane Joined(Lane lane, int index) => index switch
    {
        < 3 => lane with { FromFacility = new(index + 1), ToFacility = default, ToRegion = new(1 + (index % 2)) },
        3 => lane with { FromFacility = new(1), ToFacility = new(4), ToRegion = default },
        4 => lane with { FromFacility = new(4), ToFacility = default, ToRegion = new(2) },
        _ => lane,
    } with { Id = new(index + 1) };

    private static Gen<ClosedDay> ClosedDayOf =>
        from facility in Gen.Int[0, FacilityCount]
        from region in Gen.Int[0, RegionCount]
        from day in Gen.Int[-1, 7]
        select new ClosedDay(new(facility), new(facility > 0 ? 0 : region), FirstDay.AddDays(day));

    private static Gen<Lane> LaneOf =>
        from ends in Gen.Select(Gen.Int[1, FacilityCount], Gen.Int[4, FacilityCount], Gen.Int[1, RegionCount])
        from toRegion in Gen.Bool
        from minutes in Gen.Select(Gen.Int[0, 1_500], Gen.Int[0, 600])
        from costs in Gen.Int[0, 6].Array[4]
        from limits in Gen.Select(Gen.Int[0, 2], Gen.Bool, Gen.Bool)
        from moves in Gen.Frequency((5, Gen.Const(Lane.EveryDay)), (2, Gen.Int[1, Lane.EveryDay]))
        select new Lane(default, new(ends.Item1), new(toRegion ? 0 : ends.Item2), new(toRegion ? ends.Item3 : 0),
            LaneMode.Truck, minutes.Item1, minutes.Item1 + minutes.Item2, Money.Of(costs[0] * 10), Money.Of(costs[1]),
            Money.Of(costs[2]), Money.Of(costs[3] * 50), limits.Item1 == 0 ? Lane.Unlimited : 100,
            limits.Item2 ? Lane.Unlimited : 40, limits.Item3 ? Lane.Unlimited : 2, TransitWeekdays: moves);

    private static Gen<Departure> DepartureOf =>
        from lane in Gen.Int[1, 9]
        from minute in Gen.Int[180, 1_439]
        from weekdays in Gen.Frequency((1, Gen.Const(127)), (2, Gen.Int[1, 127]))
        from cutoff in Gen.Int[0, 300]
        select new Departure(new(lane), minute, weekdays, cutoff);

    private static Gen<DepartureException> ExceptionOf =>
        from lane in Gen.Int[1, 9]
        from day in Gen.Int[-1, 6]
        from isAdded in Gen.Bool
        from minute in Gen.Int[180, 1_439]
        from cutoff in Gen.Int[0, 300]
        select new DepartureException(new(lane), FirstDay.AddDays(day),
            isAdded ? minute : DepartureException.WholeDay,
            isAdded ? DepartureChange.Added : DepartureChange.Canceled, cutoff);

    private static Gen<int> WeekdaysOf =>
        Gen.Frequency((4, Gen.Const(Region.EveryDay)), (1, Gen.Int[1, Region.EveryDay]));

    // Some overlap, some are full of what summer time skips.
    private static Gen<DeliveryWindow> WindowOf =>
        from region in Gen.Int[1, RegionCount]
        from hour in Gen.Int[0, 45]
        from minutes in Gen.Int[1, 20]
        from weekdays in WeekdaysOf
        from isLimited in Gen.Bool
        select new DeliveryWindow(new(region), hour * 30, Math.Min(1_440, (hour + minutes) * 30), weekdays,
            isLimited ? 50 : Region.Unlimited);

    private static Gen<TransitException> TransitExceptionOf =>
        from lane in Gen.Int[1, 9]
        from day in Gen.Int[-1, 7]
        from isStopped in Gen.Bool
        select new TransitException(
            new(lane), FirstDay.AddDays(day), isStopped ? TransitChange.Stopped : TransitChange.Moving);

    private static Gen<Facility> FacilityOf(int id, FacilityKind kind) =>
        from zone in Gen.Int[1, 3]
        from processing in Gen.Frequency((1, Gen.Const(0)), (3, Gen.Int[1, 700]))
        from hours in Gen.Int[0, 3].Select(i => s_hours[i])
        from weekdays in Gen.Frequency((4, Gen.Const(127)), (1, Gen.Int[0, 127]))
        select new Facility(
            new(id), kind, 40, -70 - (8 * id), new(zone), processing, hours.Open, hours.Close, weekdays);
}
