using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>The assumed network: four centers at real places, parcels by road, by express and by air.</summary>
internal sealed class RetailNetwork(TableChange change)
{
    private const int AllButSaturday = 0b1011111, Weekdays = 0b0011111;
    private const double RoadLimitKilometers = 2_500, ExpressLimitKilometers = 900;
    private readonly List<Lane> _lanes = [];
    private readonly List<Departure> _departures = [];

    internal void Write()
    {
        var centers = RetailAssumptions.Centers.Select(center => center.Place).ToArray();
        RetailPlace[] regions = [.. RetailPlaces.Metros, .. RetailPlaces.Countries];
        change.AddCodes<FacilityId>(centers.Select(center => center.Code));
        change.AddCodes<ZoneId>(centers.Select(center => center.Zone));
        change.AddCodes<LaneId>(centers.SelectMany(from => regions.SelectMany(to =>
            new[] { Code(from, to, "road"), Code(from, to, "express"), Code(from, to, "air") })
            .Concat(centers.Select(to => Code(from, to, "truck")))));
        change.Mark(Facility.Schema, TableSource.Assumed);
        change.Append<Facility>(
            [.. centers.Select(center => new Facility(change.Find<FacilityId>(center.Code), FacilityKind.Fulfillment,
                center.Latitude, center.Longitude, change.Find<ZoneId>(center.Zone), 120, 360, 1_320, AllButSaturday))],
            new Dictionary<string, string[]>
            {
                ["name"] = [.. centers.Select(center => center.Name)],
                ["country"] = [.. centers.Select(center => center.Country)],
            });
        foreach (var from in centers)
        {
            Array.ForEach(regions, to => AddParcelLanes(from, to));
            Array.ForEach(centers, to => AddTruckLane(from, to));
        }

        change.Mark(Lane.Schema, TableSource.Assumed);
        change.Append<Lane>([.. _lanes]);
        change.Mark(Departure.Schema, TableSource.Assumed);
        change.Append<Departure>([.. _departures]);
    }

    private void AddParcelLanes(RetailPlace from, RetailPlace to)
    {
        var kilometers = Kilometers(from, to);
        if (kilometers <= RoadLimitKilometers)
        {
            // A night in a hub, then some 50 km an hour with stops; borders cost half a day.
            var minutes = 1_080 + (1.2 * kilometers) + (from.Country == to.Country ? 0 : 720);
            Add(from, to, "road", LaneMode.Courier, minutes, 1.6, 3.20 + (0.002 * kilometers), 0.15, 1_080);
        }
        else
        {
            Add(from, to, "air", LaneMode.Air, 4_320 + (0.1 * kilometers), 1.5, 9 + (0.0008 * kilometers), 2.20, 1_020);
        }

        if (kilometers <= ExpressLimitKilometers && from.Country == to.Country)
        {
            Add(from, to, "express", LaneMode.Courier, 780 + (0.3 * kilometers), 1.2, 5.80 + (0.002 * kilometers), 0.30,
                1_200);
        }
    }

    private void Add(RetailPlace from, RetailPlace to, string service, LaneMode mode, double minutes, double late,
        double perParcel, double perKilogram, int departureMinute)
    {
        var lane = change.Find<LaneId>(Code(from, to, service));
        _lanes.Add(new(lane, change.Find<FacilityId>(from.Code), default, change.Find<RegionId>(to.Code), mode,
            (int)minutes, (int)(minutes * late), default, Pounds(perParcel), Pounds(perKilogram), default,
            1_000_000_000));
        _departures.Add(new(lane, departureMinute, service == "express" ? Weekdays : AllButSaturday, 60));
    }

    private void AddTruckLane(RetailPlace from, RetailPlace to)
    {
        if (from == to)
        {
            return;
        }

        var kilometers = Kilometers(from, to);
        var minutes = 240 + kilometers + (from.Country == to.Country ? 0 : 720);
        var lane = change.Find<LaneId>(Code(from, to, "truck"));
        _lanes.Add(new(lane, change.Find<FacilityId>(from.Code), change.Find<FacilityId>(to.Code), default,
            LaneMode.Truck, (int)minutes, (int)(minutes * 1.4), Pounds(40 + (0.9 * kilometers)), default, default,
            Pounds(2 + (0.02 * kilometers)), 1_000_000_000));
        _departures.Add(new(lane, 1_200, Weekdays, 120));
    }

    private static string Code(RetailPlace from, RetailPlace to, string service) =>
        $"{from.Code}>{to.Code}:{service}";

    private static Money Pounds(double amount) => Money.Of(decimal.Round((decimal)amount, 2));

    // Roads are a quarter longer than the great circle.
    private static double Kilometers(RetailPlace from, RetailPlace to) =>
        1.25 * GreatCircle.Kilometers(from.Latitude, from.Longitude, to.Latitude, to.Longitude);
}
