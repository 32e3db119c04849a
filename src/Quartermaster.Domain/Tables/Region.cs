namespace Quartermaster.Domain.Tables;

/// <summary>A demand zone: a metro, a county, a country.</summary>
/// <param name="Id">The region.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Population">People.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="DeliveriesPerDay">The most parcels that are delivered there on a local day.</param>
/// <param name="DeliveryWeekdays">The days on which it receives: bit 0 for Monday to bit 6 for Sunday.</param>
/// <param name="DeliverFromMinute">When deliveries begin, local minute of the day; −1 for the policy's.</param>
/// <param name="DeliverUntilMinute">When they end, local minute of the day; −1 for the policy's.</param>
public readonly record struct Region(
    RegionId Id,
    double Latitude,
    double Longitude,
    int Population,
    ZoneId Zone,
    int DeliveriesPerDay = Region.Unlimited,
    int DeliveryWeekdays = Region.EveryDay,
    int DeliverFromMinute = Region.AsPolicy,
    int DeliverUntilMinute = Region.AsPolicy) : IRow<Region>
{
    /// <summary>The deliveries of a region without a limit.</summary>
    public const int Unlimited = 1_000_000_000;

    /// <summary>The weekdays of a region that receives every day.</summary>
    public const int EveryDay = 127;

    /// <summary>The hours of a region that receives when the policy says.</summary>
    public const int AsPolicy = -1;

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
        Column.Integer("delivery_weekdays",
            "the days on which it receives, bit 0 for Monday to bit 6 for Sunday", 1, EveryDay).Or(EveryDay),
        Column.Integer("deliver_from_minute",
            "local minute of the day at which deliveries begin; -1 for the policy's", AsPolicy, 1_439).Or(AsPolicy),
        Column.Integer("deliver_until_minute",
            "local minute of the day at which deliveries end; -1 for the policy's", AsPolicy, 1_440).Or(AsPolicy),
    ]);
}
