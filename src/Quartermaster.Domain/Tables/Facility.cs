namespace Quartermaster.Domain.Tables;

/// <summary>A node goods pass through or rest in.</summary>
/// <param name="Id">The facility.</param>
/// <param name="Kind">What happens there.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="ProcessingMinutes">Minutes from order, or arrival, to ready for departure.</param>
/// <param name="OpenMinute">Local minute of the day when work begins.</param>
/// <param name="CloseMinute">Local minute of the day when work ends.</param>
/// <param name="OpenWeekdays">Bit 0 for Monday to bit 6 for Sunday.</param>
public readonly record struct Facility(
    FacilityId Id,
    FacilityKind Kind,
    double Latitude,
    double Longitude,
    ZoneId Zone,
    int ProcessingMinutes,
    int OpenMinute,
    int CloseMinute,
    int OpenWeekdays) : IRow<Facility>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("facilities", KeyLength: 1,
    [
        Column.Code<FacilityId>("facility", "the facility"),
        Column.Text("name", "its name"),
        Column.Choice<FacilityKind>("kind", "what happens there"),
        Column.Number("latitude", "degrees north", -90, 90),
        Column.Number("longitude", "degrees east", -180, 180),
        Column.Code<ZoneId>("zone", "IANA time zone"),
        Column.Text("country", "ISO country code"),
        Column.Integer("processing_minutes",
            "minutes from order, or arrival, to ready for departure", 0, 100_000).Or(),
        Column.Integer("open_minute", "local minute of the day when work begins", 0, 1_440).Or(),
        Column.Integer("close_minute", "local minute of the day when work ends", 0, 1_440).Or(1_440),
        Column.Integer("open_weekdays", "bit 0 for Monday to bit 6 for Sunday", 0, 127).Or(127),
    ]);
}
