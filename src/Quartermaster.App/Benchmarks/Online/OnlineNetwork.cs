using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>A continent's network for benchmarks: 64 FCs with hourly departures, 24 sort centers, 900 regions.
/// </summary>
/// <remarks>Every FC rides to its 6 nearest sort centers every hour, and to 2 by air twice a day; sort centers ride to
/// one another 4 times a day, and each region has its last mile from 3 of them twice a day. Near regions have a courier
/// from the FC as well.</remarks>
internal static class OnlineNetwork
{
    internal const int Centers = 64;
    internal const int Sorts = 24;
    internal const int Regions = 900;

    private const int HubsOfCenter = 6;
    private const int AirHubs = 2;
    private const double CourierKilometers = 120;
    private const ulong Seed = 4_096;

    private static readonly string[] s_zones =
        ["America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York"];

    /// <summary>Makes the tables.</summary>
    /// <param name="everyMinutes">Minutes between an FC's departures to a sort center.</param>
    /// <param name="sortMinutes">Minutes between departures from one sort center to another.</param>
    /// <param name="lastMileMinutes">Minutes between departures of a last mile.</param>
    /// <param name="hubsOfRegion">Sort centers with a last mile to each region.</param>
    internal static RouteNetwork Make(
        int everyMinutes = 60, int sortMinutes = 360, int lastMileMinutes = 720, int hubsOfRegion = 3)
    {
        var facilities = Enumerable.Range(1, Centers + Sorts).Select(FacilityOf).ToArray();
        var regions = Enumerable.Range(1, Regions).Select(RegionOf).ToArray();
        var (lanes, departures) = (new List<Lane>(), new List<Departure>());
        foreach (var center in facilities[..Centers])
        {
            var hubs = facilities[Centers..].OrderBy(hub => Kilometers(center, hub)).ToArray();
            foreach (var hub in hubs[..HubsOfCenter])
            {
                Add(Truck(center, hub), every: everyMinutes);
            }

            foreach (var hub in hubs[^AirHubs..])
            {
                Add(Plane(center, hub), every: 720);
            }

            foreach (var region in regions.Where(region => Kilometers(center, region) < CourierKilometers))
            {
                Add(Courier(center, region), every: everyMinutes);
            }
        }

        foreach (var hub in facilities[Centers..])
        {
            foreach (var other in facilities[Centers..].Where(other => other.Id != hub.Id))
            {
                Add(Truck(hub, other), every: sortMinutes);
            }
        }

        foreach (var region in regions)
        {
            foreach (var hub in facilities[Centers..].OrderBy(hub => Kilometers(hub, region)).Take(hubsOfRegion))
            {
                Add(LastMile(hub, region), every: lastMileMinutes);
            }
        }

        return new()
        {
            Facilities = new(facilities), Lanes = new([.. lanes]), Departures = new([.. departures]),
            ClosedDays = new([]), Regions = new(regions), Zones = CodeList.Of(s_zones),
        };

        void Add(Lane lane, int every)
        {
            lanes.Add(lane with { Id = new(lanes.Count + 1) });
            for (var minute = lanes.Count % 60; minute < 1_440; minute += every)
            {
                departures.Add(new(new(lanes.Count), minute, 127, 20));
            }
        }
    }

    private static Lane Truck(in Facility from, in Facility to) => LaneOf(
        from, to.Id, default, LaneMode.Truck, 30 + (Kilometers(from, to) / 75 * 60), 1.2,
        perParcel: 200 + (Kilometers(from, to) * 0.6), perKilogram: 20 + (Kilometers(from, to) * 0.05));

    private static Lane Plane(in Facility from, in Facility to) => LaneOf(
        from, to.Id, default, LaneMode.Air, 150 + (Kilometers(from, to) / 700 * 60), 1.3,
        perParcel: 2_500 + (Kilometers(from, to) * 0.9), perKilogram: 700);

    private static Lane Courier(in Facility from, in Region to) => LaneOf(
        from, default, to.Id, LaneMode.Courier, 45 + Kilometers(from, to), 1.5,
        perParcel: 6_900, perKilogram: 250);

    private static Lane LastMile(in Facility from, in Region to) => LaneOf(
        from, default, to.Id, LaneMode.LastMile, 240 + Kilometers(from, to), 1.4,
        perParcel: 3_100 + (Kilometers(from, to) * 2), perKilogram: 150);

    // Costs in thousandths of a dollar.
    private static Lane LaneOf(
        in Facility from, FacilityId to, RegionId toRegion, LaneMode mode, double minutes, double late,
        double perParcel, double perKilogram) => new(
            default, from.Id, to, toRegion, mode, (int)minutes, (int)(minutes * late), default,
            new((long)perParcel * 1_000), new((long)perKilogram * 1_000), new((long)perKilogram * 100_000), 2_000);

    private static Facility FacilityOf(int id)
    {
        var (latitude, longitude) = Place(1, id);
        return new(new(id), id <= Centers ? FacilityKind.Fulfillment : FacilityKind.Sort, latitude, longitude,
            ZoneOf(longitude), id <= Centers ? 120 : 60, 0, 1_440, 127);
    }

    private static Region RegionOf(int id)
    {
        var (latitude, longitude) = Place(2, id);
        return new(new(id), latitude, longitude, 1_000_000 / id, ZoneOf(longitude));
    }

    private static (double Latitude, double Longitude) Place(ulong stream, int id) => (
        26 + (22 * KeyedRandom.Uniform(Seed, stream, (ulong)id, 0)),
        -123 + (53 * KeyedRandom.Uniform(Seed, stream, (ulong)id, 1)));

    private static ZoneId ZoneOf(double longitude) => new(1 + (int)((longitude + 123) / 53 * 3.999));

    private static double Kilometers(in Facility from, in Facility to) =>
        GreatCircle.Kilometers(from.Latitude, from.Longitude, to.Latitude, to.Longitude);

    private static double Kilometers(in Facility from, in Region to) =>
        GreatCircle.Kilometers(from.Latitude, from.Longitude, to.Latitude, to.Longitude);
}
