namespace Quartermaster.Domain.Tables;

/// <summary>A directed connection between facilities, or a facility and a region, by one mode.</summary>
/// <param name="Id">The lane.</param>
/// <param name="FromFacility">Where it starts.</param>
/// <param name="ToFacility">Where it ends, if at a facility.</param>
/// <param name="ToRegion">Where it ends, if at a region.</param>
/// <param name="Mode">By what means.</param>
/// <param name="TransitMinutesMedian">Minutes under way, median.</param>
/// <param name="TransitMinutesLate">Minutes under way, 95 % quantile.</param>
/// <param name="CostPerDeparture">For one departure, however full.</param>
/// <param name="CostPerParcel">For one parcel.</param>
/// <param name="CostPerKilogram">For one kilogram.</param>
/// <param name="CostPerCubicMeter">For one cubic meter.</param>
/// <param name="ParcelsPerDeparture">The most parcels on one departure.</param>
/// <param name="KilogramsPerDeparture">The most weight on one departure.</param>
/// <param name="CubicMetersPerDeparture">The most volume on one departure.</param>
/// <param name="MaxParcelGrams">The heaviest parcel it takes, g; 0 for no limit.</param>
/// <param name="MaxParcelCubicCentimeters">The largest parcel it takes, cm³; 0 for no limit.</param>
/// <param name="MaxParcelSideMillimeters">The longest side of a parcel it takes, mm; 0 for no limit.</param>
/// <param name="SpacePricePerParcel">What the space of a parcel is worth to others, beyond what is paid.</param>
/// <param name="SpacePricePerKilogram">What the space of a kilogram is worth to others.</param>
/// <param name="SpacePricePerCubicMeter">What the space of a cubic meter is worth to others.</param>
/// <param name="TransitWeekdays">The days on which goods on it move, local at its start: bit 0 for Monday to bit 6 for
/// Sunday. On others the minutes under way stand still.</param>
public readonly record struct Lane(
    LaneId Id,
    FacilityId FromFacility,
    FacilityId ToFacility,
    RegionId ToRegion,
    LaneMode Mode,
    int TransitMinutesMedian,
    int TransitMinutesLate,
    Money CostPerDeparture,
    Money CostPerParcel,
    Money CostPerKilogram,
    Money CostPerCubicMeter,
    int ParcelsPerDeparture,
    double KilogramsPerDeparture = Lane.Unlimited,
    double CubicMetersPerDeparture = Lane.Unlimited,
    int MaxParcelGrams = 0,
    int MaxParcelCubicCentimeters = 0,
    int MaxParcelSideMillimeters = 0,
    Money SpacePricePerParcel = default,
    Money SpacePricePerKilogram = default,
    Money SpacePricePerCubicMeter = default,
    int TransitWeekdays = Lane.EveryDay) : IRow<Lane>
{
    /// <summary>What a departure without a limit can take, in any unit.</summary>
    public const int Unlimited = 1_000_000_000;

    /// <summary>The weekdays of a lane on which goods move every day.</summary>
    public const int EveryDay = 127;

    /// <summary>Whether its space has a price.</summary>
    public bool HasSpacePrice => SpacePricePerParcel.Micros > 0 || SpacePricePerKilogram.Micros > 0
        || SpacePricePerCubicMeter.Micros > 0;

    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("lanes", KeyLength: 1,
    [
        Column.Code<LaneId>("lane", "the lane"),
        Column.Code<FacilityId>("from_facility", "where it starts"),
        Column.Code<FacilityId>("to_facility", "where it ends, if at a facility").Or(),
        Column.Code<RegionId>("to_region", "where it ends, if at a region").Or(),
        Column.Choice<LaneMode>("mode", "by what means"),
        Column.Integer("transit_minutes_median", "minutes under way, median", 0, 1_000_000),
        Column.Integer("transit_minutes_late", "minutes under way, 95 % quantile", 0, 1_000_000),
        Column.Money("cost_per_departure", "for one departure, however full").Or(),
        Column.Money("cost_per_parcel", "for one parcel").Or(),
        Column.Money("cost_per_kilogram", "for one kilogram").Or(),
        Column.Money("cost_per_cubic_meter", "for one cubic meter").Or(),
        Column.Integer("parcels_per_departure",
            "the most parcels on one departure of a timetable; none for no limit", 0, Unlimited).Or(Unlimited),
        Column.Number("kilograms_per_departure",
            "the most kilograms on one departure of a timetable; none for no limit", 0, Unlimited).Or(Unlimited),
        Column.Number("cubic_meters_per_departure",
            "the most cubic meters on one departure of a timetable; none for no limit", 0, Unlimited).Or(Unlimited),
        Column.Integer("max_parcel_grams", "the heaviest parcel it takes, g; 0 for no limit", 0, 100_000_000).Or(),
        Column.Integer("max_parcel_cubic_centimeters",
            "the largest parcel it takes, cm³; 0 for no limit", 0, 100_000_000).Or(),
        Column.Integer("max_parcel_side_millimeters",
            "the longest side of a parcel it takes, mm; 0 for no limit", 0, 100_000).Or(),
        Column.Money("space_price_per_parcel", "what a parcel's space is worth to others, beyond what is paid").Or(),
        Column.Money("space_price_per_kilogram", "what a kilogram's space is worth to others").Or(),
        Column.Money("space_price_per_cubic_meter", "what a cubic meter's space is worth to others").Or(),
        Column.Integer("transit_weekdays",
            "the days on which goods on it move, bit 0 for Monday to bit 6 for Sunday", 1, EveryDay).Or(EveryDay),
    ]);
}
