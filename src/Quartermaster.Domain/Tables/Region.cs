namespace Quartermaster.Domain.Tables;

/// <summary>A demand zone: a metro, a county, a country.</summary>
/// <param name="Id">The region.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Population">People.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="DeliveriesPerDay">The most parcels that are delivered there on a local day.</param>
public readonly record struct Region(
    RegionId Id,
    double Latitude,
    double Longitude,
    int Population,
    ZoneId Zone,
    int DeliveriesPerDay = Region.Unlimited) : IRow<Region>
{
    /// <summary>The deliveries of a region without a limit.</summary>
    public const int Unlimited = 1_000_000_000;

    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("regions", KeyLength: 1,
    [
        Column.Code<RegionId>("region", "the region"),
        Column.Text("name", "its name"),
        Column.Number("latitude", "degrees north", -90, 90),
        Column.Number("longitude", "degrees east", -180, 180),
        Column.Integer("population", "people", 0, 2_000_000_000).Or(),
        Column.Code<ZoneId>("zone", "IANA time zone"),
        Column.Text("country", "ISO country code"),
        Column.Integer("deliveries_per_day",
            "the most parcels delivered there on a local day; none for no limit", 0, Unlimited).Or(Unlimited),
    ]);
}
