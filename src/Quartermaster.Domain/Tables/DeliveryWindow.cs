namespace Quartermaster.Domain.Tables;

/// <summary>Hours of a day in which goods are delivered in a region: where it has windows, each parcel comes in one of
/// them.</summary>
/// <param name="Region">Where to.</param>
/// <param name="FromMinute">When it begins, local minute of the day.</param>
/// <param name="UntilMinute">When it ends, local minute of the day; later than it begins.</param>
/// <param name="Weekdays">Bit 0 for Monday to bit 6 for Sunday; days on which the region does not receive have none.
/// </param>
/// <param name="Parcels">The most parcels that are delivered in it.</param>
public readonly record struct DeliveryWindow(
    RegionId Region,
    int FromMinute,
    int UntilMinute,
    int Weekdays = Tables.Region.EveryDay,
    int Parcels = Tables.Region.Unlimited) : IRow<DeliveryWindow>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("delivery_windows", KeyLength: 2,
    [
        Column.Code<RegionId>("region", "where to"),
        Column.Integer("from_minute", "local minute of the day at which it begins", 0, 1_439),
        Column.Integer("until_minute", "local minute of the day at which it ends; later than it begins", 1, 1_440),
        Column.Integer("weekdays", "bit 0 for Monday to bit 6 for Sunday",
            1, Tables.Region.EveryDay).Or(Tables.Region.EveryDay),
        Column.Integer("parcels", "the most parcels that are delivered in it; none for no limit",
            0, Tables.Region.Unlimited).Or(Tables.Region.Unlimited),
    ]);
}
