using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks;

/// <summary>A network of FCs, sort centers, stations and regions over the United States, drawn from a seed.</summary>
internal static class FulfillmentWorld
{
    internal const int Products = 2_000;

    private static readonly string[] s_zones =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"];

    internal static DateOnly FirstDay { get; } = new(2025, 3, 3);

    /// <summary>FCs, then a sort center for every eight regions (so many are stations, too), then regions.</summary>
    internal static RouteNetwork Network(int fcs, int regions)
    {
        var sorts = Math.Max(2, regions / 8);
        var places = Enumerable.Range(0, fcs + sorts + regions).Select(Place).ToArray();
        var facilities = new List<Facility>();
        for (var i = 0; i < fcs + sorts; i++)
        {
            var isFc = i < fcs;
            facilities.Add(new(new(i + 1), isFc ? FacilityKind.Fulfillment : FacilityKind.Station, places[i].Latitude,
                places[i].Longitude, new(ZoneOf(places[i].Longitude)), isFc ? 90 : 45, isFc ? 360 : 0,
                isFc ? 1_320 : 1_440, 127));
        }

        var (lanes, departures) = (new List<Lane>(), new List<Departure>());
        for (var fc = 0; fc < fcs; fc++)
        {
            for (var sort = fcs; sort < fcs + sorts; sort++)
            {
                var kilometers = Kilometers(places[fc], places[sort]);
                if (kilometers < 1_500)
                {
                    Add(fc, sort, 0, LaneMode.Truck, kilometers, 80, 0.4m, 0.2m, [1_200, 1_290]);
                }
            }

            for (var region = 0; region < regions; region++)
            {
                var kilometers = Kilometers(places[fc], places[fcs + sorts + region]);
                Add(fc, -1, region + 1, LaneMode.Courier, kilometers, 55, 6m, 0.9m, [1_080]);
                if (kilometers > 800)
                {
                    Add(fc, -1, region + 1, LaneMode.Air, kilometers, 500, 14m, 3m, [1_140]);
                }
            }
        }

        for (var region = 0; region < regions; region++)
        {
            var nearest = Enumerable.Range(fcs, sorts)
                .OrderBy(sort => Kilometers(places[sort], places[fcs + sorts + region])).Take(2);
            foreach (var sort in nearest)
            {
                var kilometers = Kilometers(places[sort], places[fcs + sorts + region]);
                Add(sort, -1, region + 1, LaneMode.LastMile, kilometers, 40, 2.5m, 0.2m, [480, 780]);
            }
        }

        return new()
        {
            Facilities = new([.. facilities]),
            Lanes = new([.. lanes]),
            Departures = new([.. departures]),
            ClosedDays = new([new(default, default, new(2025, 3, 9))]),
            Regions = new([.. Enumerable.Range(0, regions).Select(i => new Region(new(i + 1),
                places[fcs + sorts + i].Latitude, places[fcs + sorts + i].Longitude, 1,
                new(ZoneOf(places[fcs + sorts + i].Longitude))))]),
            Zones = CodeList.Of(s_zones),
        };

        void Add(int from, int to, int region, LaneMode mode, double kilometers, double speed, decimal parcel,
            decimal kilogram, int[] minutes)
        {
            var median = 60 + (int)(kilometers / speed * 60);
            lanes.Add(new(new(lanes.Count + 1), new(from + 1), new(to + 1), new(region), mode, median, median * 5 / 4,
                default, Money.Of(parcel + (decimal)(kilometers / 2_000)), Money.Of(kilogram), Money.Of(10),
                1_000_000_000));
            departures.AddRange(minutes.Select(minute => new Departure(new(lanes.Count), minute, 127, 30)));
        }
    }

    /// <summary>Terms of the products, by identifier.</summary>
    internal static Table<ShipTerms> Terms() => new(
        [default, .. Enumerable.Range(1, Products).Select(i => new ShipTerms(
        100 + (i * 37 % 4_000), 500 + (i * 91 % 9_000), 0, Money.Of(0.8m), Money.Of(1.1m)))]);

    /// <summary>Units for product × facility; seven cells in ten have some.</summary>
    internal static int[] Stock(int facilities) => [.. Enumerable.Range(0, (Products + 1) * (facilities + 1)).Select(
        i => KeyedRandom.Uniform(1, 2, (ulong)i, 0) is var draw && draw < 0.3 ? 0 : (int)(draw * 20))];

    private static (double Latitude, double Longitude) Place(int index) => (
        30 + (17 * KeyedRandom.Uniform(1, 0, (ulong)index, 0)),
        -120 + (48 * KeyedRandom.Uniform(1, 1, (ulong)index, 0)));

    private static int ZoneOf(double longitude) =>
        longitude > -85 ? 1 : longitude > -100 ? 2 : longitude > -112 ? 3 : 4;

    private static double Kilometers((double Latitude, double Longitude) a, (double Latitude, double Longitude) b) =>
        111 * Math.Sqrt(Math.Pow(a.Latitude - b.Latitude, 2) + Math.Pow(0.78 * (a.Longitude - b.Longitude), 2));
}
