using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation.Places;

/// <summary>Fulfillment centers, sort centers and a station in every metro, and the lanes between them.</summary>
/// <remarks>FC → sort → station → region by truck; FC → far sort also by air; FC → region also by courier. All sort
/// centers are always there; the number of fulfillment centers is a setting.</remarks>
internal sealed class Network
{
    private const double AirFromKilometers = 900;
    private const double AirStationFromKilometers = 1_500;
    private const int AllDays = 127;
    private const int MondayToSaturday = 63;

    private static readonly string[] s_sortCities =
    [
        "new-york-ny", "los-angeles-ca", "chicago-il", "dallas-tx", "atlanta-ga", "san-francisco-ca", "seattle-wa",
        "denver-co", "orlando-fl", "columbus-oh", "kansas-city-mo", "boston-ma", "phoenix-az", "washington-dc",
    ];

    private readonly List<(string Code, string From, string ToFacility, string ToRegion, LaneTerms Terms,
        Leave[] Leaves)> _lanes = [];

    internal Network(int facilities)
    {
        Centers = Place.Sites[..facilities];
        Sorts = Array.ConvertAll(s_sortCities, code => Place.Metros.Single(metro => metro.Code == code));
        Array.ForEach(Enumerable.Range(0, facilities).ToArray(), AddLanesOfCenter);
        Array.ForEach(Place.Metros, AddLanesToStation);
        _lanes.Sort((left, right) => string.CompareOrdinal(left.Code, right.Code));
    }

    /// <summary>Where goods rest, in the order of their codes.</summary>
    internal Place[] Centers { get; }

    /// <summary>Where parcels are sorted.</summary>
    internal Place[] Sorts { get; }

    /// <summary>The number of lanes.</summary>
    internal int LaneCount => _lanes.Count;

    /// <summary>The code of a fulfillment center.</summary>
    /// <param name="center">From 0.</param>
    internal static string CodeOfCenter(int center) => $"FC{center + 1:00}";

    /// <summary>Writes regions, facilities, lanes, departures and closed days.</summary>
    internal void Write(ITableWriter tables, DateOnly firstDay, DateOnly lastDay)
    {
        tables.AddCodes<ZoneId>(LocalTime.Names);
        tables.AddCodes<RegionId>(Place.Metros.Select(metro => metro.Code));
        tables.AddCodes<FacilityId>(AllFacilities().Select(facility => facility.Code));
        tables.AddCodes<LaneId>(_lanes.Select(lane => lane.Code));
        WriteRegions(tables);
        WriteFacilities(tables);
        WriteLanes(tables);
        var closed = UnitedStatesCalendar.CarrierHolidays(firstDay, lastDay).ToArray();
        tables.Put<ClosedDay>(
            Array.ConvertAll(closed, day => new ClosedDay(default, default, day.Day)),
            ("name", Array.ConvertAll(closed, day => day.Name)));
    }

    private void AddLanesOfCenter(int center)
    {
        var (from, code) = (Centers[center], CodeOfCenter(center));
        for (var sort = 0; sort < Sorts.Length; sort++)
        {
            var (to, kilometers) = (CodeOfSort(sort), from.KilometersTo(Sorts[sort]));
            _lanes.Add(($"{code}-{to}-truck", code, to, "", Haulage.Truck(kilometers), kilometers < 600
                ? [new(13 * 60, AllDays, 60), new(18 * 60, AllDays, 60), new(22 * 60, AllDays, 60)]
                : [new(14 * 60, AllDays, 90), new(20 * 60, AllDays, 90)]));
            if (kilometers > AirFromKilometers)
            {
                _lanes.Add(($"{code}-{to}-air", code, to, "", Haulage.Air(kilometers), [new(19 * 60, AllDays, 120)]));
            }
        }

        foreach (var metro in Place.Metros)
        {
            _lanes.Add(($"{code}-{metro.Code}-courier", code, "", metro.Code,
                Haulage.Courier(from.KilometersTo(metro)), [new(17 * 60, MondayToSaturday, 60)]));
        }
    }

    private void AddLanesToStation(Place metro)
    {
        var sort = Enumerable.Range(0, Sorts.Length).MinBy(i => Sorts[i].KilometersTo(metro));
        var kilometers = Sorts[sort].KilometersTo(metro);
        var isFar = kilometers > AirStationFromKilometers;
        _lanes.Add(($"{CodeOfSort(sort)}-{CodeOfStation(metro)}", CodeOfSort(sort), CodeOfStation(metro), "",
            isFar ? Haulage.Air(kilometers) : Haulage.Truck(kilometers),
            [new(3 * 60, AllDays, 30), new(10 * 60, AllDays, 30), new(21 * 60, AllDays, 30)]));
        _lanes.Add(($"{CodeOfStation(metro)}-door", CodeOfStation(metro), "", metro.Code,
            Haulage.LastMile(metro.Population), metro.Population > 2_000_000
                ? [new(9 * 60, AllDays, 30), new(15 * 60, AllDays, 30)]
                : [new(9 * 60, metro.Population > 1_000_000 ? AllDays : MondayToSaturday, 30)]));
    }

    private static void WriteRegions(ITableWriter tables)
    {
        var metros = Place.Metros.OrderBy(metro => tables.Find<RegionId>(metro.Code).Value).ToArray();
        tables.Put<Region>(
            Array.ConvertAll(metros, metro => new Region(
                tables.Find<RegionId>(metro.Code), metro.Latitude, metro.Longitude, metro.Population,
                tables.Find<ZoneId>(metro.Zone.Name))),
            ("name", Array.ConvertAll(metros, metro => metro.Name)),
            ("country", Array.ConvertAll(metros, _ => "US")));
    }

    private void WriteFacilities(ITableWriter tables)
    {
        var all = AllFacilities().OrderBy(facility => tables.Find<FacilityId>(facility.Code).Value).ToArray();
        tables.Put<Facility>(
            Array.ConvertAll(all, facility => new Facility(
                tables.Find<FacilityId>(facility.Code), facility.Kind, facility.At.Latitude, facility.At.Longitude,
                tables.Find<ZoneId>(facility.At.Zone.Name), facility.Minutes,
                facility.Kind == FacilityKind.Fulfillment ? 6 * 60 : 0, 24 * 60, AllDays)),
            ("name", Array.ConvertAll(all, facility => facility.At.Name)),
            ("country", Array.ConvertAll(all, _ => "US")));
    }

    private void WriteLanes(ITableWriter tables)
    {
        var lanes = _lanes.Select(lane => (Id: tables.Find<LaneId>(lane.Code), Lane: lane))
            .OrderBy(lane => lane.Id.Value).ToArray();
        tables.Put<Lane>(Array.ConvertAll(lanes, lane => new Lane(
            lane.Id, tables.Find<FacilityId>(lane.Lane.From), tables.Find<FacilityId>(lane.Lane.ToFacility),
            tables.Find<RegionId>(lane.Lane.ToRegion), lane.Lane.Terms.Mode, lane.Lane.Terms.TransitMinutesMedian,
            lane.Lane.Terms.TransitMinutesLate, lane.Lane.Terms.CostPerDeparture, lane.Lane.Terms.CostPerParcel,
            lane.Lane.Terms.CostPerKilogram, lane.Lane.Terms.CostPerCubicMeter,
            lane.Lane.Terms.ParcelsPerDeparture)));
        tables.Put<Departure>([.. lanes.SelectMany(lane => lane.Lane.Leaves.Select(leave =>
            new Departure(lane.Id, leave.Minute, leave.Weekdays, leave.CutoffMinutes)))]);
    }

    private IEnumerable<(string Code, FacilityKind Kind, Place At, int Minutes)> AllFacilities() =>
    [
        .. Centers.Select((site, i) => (CodeOfCenter(i), FacilityKind.Fulfillment, site, 120)),
        .. Sorts.Select((city, i) => (CodeOfSort(i), FacilityKind.Sort, city, 90)),
        .. Place.Metros.Select(metro => (CodeOfStation(metro), FacilityKind.Station, metro, 60)),
    ];

    private static string CodeOfSort(int sort) => $"SC{sort + 1:00}";

    private static string CodeOfStation(Place metro) => $"ST-{metro.Code}";

    private readonly record struct Leave(int Minute, int Weekdays, int CutoffMinutes);
}
