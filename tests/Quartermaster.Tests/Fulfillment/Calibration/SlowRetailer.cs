using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Quartermaster.Tests.Evaluation.Generation;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>The generated retailer, whose last lanes take longer than its tables state, region by region: couriers up
/// to 1.2 times as long, rounds to the door as long as a test says. Its customers of the history are promised by the
/// promise engine, week by week.</summary>
internal sealed class SlowRetailer
{
    private const int RouteDays = 14;
    private const ulong Truth = 17;

    // Couriers take a day or more.
    private const float DoorMinutes = 600;

    private readonly MemoryTables _tables;
    private readonly RouteNetwork _network;
    private readonly Dictionary<RegionId, LocalClock> _clocks;
    private readonly Sale[] _orders;
    private readonly LiveUnits _plenty;
    private readonly Table<ShipTerms> _terms;

    private readonly (double Least, double Most) _door;

    internal SlowRetailer(SampleRetail sample, (double Least, double Most) door)
    {
        _door = door;
        _tables = MemoryTables.Make(sample).Tables;
        _network = new()
        {
            Facilities = new([.. _tables.Of<Facility>()]), Lanes = new([.. _tables.Of<Lane>()]),
            Departures = new([.. _tables.Of<Departure>()]), ClosedDays = new([.. _tables.Of<ClosedDay>()]),
            Regions = new([.. _tables.Of<Region>()]),
            Zones = _tables.Catalog.Of<ZoneId>(),
        };
        _clocks = _tables.Of<Region>().ToDictionary(
            region => region.Id, region => new LocalClock(_tables.Catalog.CodeOf(region.Zone)));
        _orders = [.. _tables.Of<Sale>().Where(sale => !sale.IsCancelled && sale.Region.Value > 0)
            .DistinctBy(sale => sale.Order).OrderBy(sale => sale.At)];
        var stride = _tables.Catalog.Of<FacilityId>().Count + 1;
        _plenty = new([.. Enumerable.Repeat(1_000, (_tables.Catalog.Of<ProductId>().Count + 1) * stride)], stride);
        _terms = new([.. Enumerable.Repeat(new ShipTerms(500, 1_000, 0, default, default),
            _tables.Catalog.Of<ProductId>().Count + 1)]);
    }

    /// <summary>The parcels of all weeks, promised at levels that are learned anew every week, or not at all.</summary>
    internal Table<TrackedParcel> Live(CalibrationPolicy policy, bool learns)
    {
        var (parcels, rows) = (new List<TrackedParcel>(), new List<PromiseLevel>());
        foreach (var week in _orders.GroupBy(order => order.At.UtcDay.DayNumber / 7))
        {
            var day = DateOnly.FromDayNumber(week.Key * 7);
            if (learns && parcels.Count > 0)
            {
                rows.AddRange(Learn(parcels, rows, policy, day));
            }

            var routes = new RouteBuilder(_network with { Levels = new([.. rows]) }, new()).Build(day, RouteDays);
            var inputs = new PromiseInputs { Routes = routes, Available = _plenty, Terms = _terms };
            var decided = new PromiseRow[PromiseInputs.SpeedCount];
            foreach (var order in week)
            {
                new PromiseEngine(new()).DecideOne(
                    inputs, new(order.Region, order.At), [new(order.Product, 1)], decided);
                var row = decided.Skip((int)order.Speed - 1).FirstOrDefault(one => one.IsOffered);
                if (row.IsOffered)
                {
                    parcels.Add(Deliver(order, row, routes));
                }
            }
        }

        return new([.. parcels.OrderBy(parcel => parcel.PlacedMinute)]);
    }

    private static PromiseLevel[] Learn(
        List<TrackedParcel> parcels, List<PromiseLevel> rows, CalibrationPolicy policy, DateOnly day)
    {
        var (levels, epoch) = (new RegionLevels(new([.. rows])), new DateOnly(1970, 1, 1).DayNumber);
        double LevelOf(int region, int at) => levels.Of(new(region), DateOnly.FromDayNumber(at + epoch))
            ?? new RoutePolicy().PromiseQuantile;
        return
        [
            .. LevelLearner.Of(new([.. parcels]), LevelOf, policy, policy.LateTarget, day.DayNumber - epoch)
                .Select(learned => new PromiseLevel(new(learned.Region), learned.Speed, day, learned.Level)),
        ];
    }

    private TrackedParcel Deliver(Sale order, PromiseRow row, RouteTable routes)
    {
        ref readonly var way = ref routes.Options[row.Option];
        var key = KeyedRandom.KeyOf(order.Order.ToString());
        var (least, most) = way.LastMean < DoorMinutes ? _door : (1, 1.2);
        var slow = least + (KeyedRandom.Uniform(Truth, 1, (ulong)order.Region.Value, 0) * (most - least));
        var minutes = slow * way.LastTransit(KeyedRandom.Normal(Truth, 2, key, 0));
        var arrival = way.ArrivalMinute - way.LastMinutes + (int)Math.Ceiling(minutes)
            + (KeyedRandom.Uniform(Truth, 3, key, 0) < way.MissedShare ? 1_440 : 0);
        var clock = _clocks[order.Region];
        var place = _network.Regions.Rows.ToArray().First(region => region.Id == order.Region);
        return new(
            clock.LocalMinutesOf(order.At),
            clock.LocalMinutesOf(Instant.OfMinutes(Math.Max(arrival, way.DeliveryMinute))),
            clock.LocalMinutesOf(row.Promised) / 1_440, order.Region.Value,
            1 + (int)Math.Floor((place.Latitude + 90) / 4) * 100 + (int)Math.Floor((place.Longitude + 180) / 4),
            0, 0, order.Speed, -1, 0);
    }
}
