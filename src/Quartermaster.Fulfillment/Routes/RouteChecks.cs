using NodaTime;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>What rows of the network must look like for routes to use them.</summary>
internal static class RouteChecks
{
    internal static string? BrokenRule(in Facility facility, CodeList zones) =>
        facility.Id.Value < 1 ? "A facility has an identifier."
        : ZoneOf(facility.Zone.Value, zones) is null ? ZoneRule("facility", facility.Zone.Value, zones)
        : facility.ProcessingMinutes is < 0 or > 100_000 ? "A facility's processing time is 0 to 100,000 minutes."
        : facility.OpenMinute is < 0 or > 1_440 || facility.CloseMinute is < 0 or > 1_440
            ? "A facility opens and closes at a minute of the day, 0 to 1,440."
        : null;

    internal static string? BrokenRule(in Region region, CodeList zones) =>
        region.Id.Value < 1 ? "A region has an identifier."
        : ZoneOf(region.Zone.Value, zones) is null ? ZoneRule("region", region.Zone.Value, zones)
        : region.DeliveryWeekdays is < 1 or > Region.EveryDay
            ? "A region receives on some weekdays: bits 1 to 127, 127 for every day."
        : (region.DeliverFromMinute == Region.AsPolicy) != (region.DeliverUntilMinute == Region.AsPolicy)
            ? "A region states when deliveries begin and when they end, or -1 for both."
        : region.DeliverFromMinute != Region.AsPolicy
            && !AreHours(region.DeliverFromMinute, region.DeliverUntilMinute)
            ? "A region's deliveries begin at a minute of the day, 0 to 1,439, and end later, up to 1,440."
        : null;

    internal static string? BrokenRule(in DeliveryWindow window) =>
        window.Region.Value < 1 ? "A delivery window belongs to a region."
        : !AreHours(window.FromMinute, window.UntilMinute)
            ? "A delivery window begins at a minute of the day, 0 to 1,439, and ends later, up to 1,440."
        : window.Weekdays is < 1 or > Region.EveryDay
            ? "A delivery window is on some weekdays: bits 1 to 127, 127 for every day."
        : window.Parcels < 0 ? "A delivery window takes 0 parcels or more."
        : null;

    internal static string? BrokenRule(in Lane lane) =>
        lane.FromFacility.Value < 1 ? "A lane starts at a facility."
        : (lane.ToFacility.Value < 1) == (lane.ToRegion.Value < 1) ? "A lane ends at a facility or at a region."
        : lane.TransitMinutesMedian is < 0 or > 1_000_000 || lane.TransitMinutesLate is < 0 or > 1_000_000
            ? "A lane's transit time is 0 to 1,000,000 minutes."
        : lane.TransitWeekdays is < 1 or > Lane.EveryDay
            ? "A lane's goods move on some weekdays: bits 1 to 127, 127 for every day."
        : IsCost(lane.CostPerDeparture) && IsCost(lane.CostPerParcel) && IsCost(lane.CostPerKilogram)
            && IsCost(lane.CostPerCubicMeter) && IsCost(lane.SpacePricePerParcel)
            && IsCost(lane.SpacePricePerKilogram) && IsCost(lane.SpacePricePerCubicMeter)
            ? lane.MaxParcelGrams < 0 || lane.MaxParcelCubicCentimeters < 0 || lane.MaxParcelSideMillimeters < 0
                ? "A lane's limits of a parcel are 0, for none, or more." : null
            : "A lane's costs and prices are 0 to 10⁹.";

    internal static string? BrokenRule(in Departure departure) =>
        departure.Lane.Value < 1 ? "A departure belongs to a lane."
        : departure.DepartureMinute is < 0 or > 1_439 ? "A departure leaves at a minute of the day, 0 to 1,439."
        : departure.CutoffMinutes is < 0 or > 10_000 ? "A departure's cut-off is 0 to 10,000 minutes before it."
        : null;

    internal static string? BrokenRule(in DepartureException exception) =>
        exception.Lane.Value < 1 ? "A changed departure belongs to a lane."
        : exception.DepartureMinute is < DepartureException.WholeDay or > 1_439
            || (exception.Change == DepartureChange.Added && exception.DepartureMinute < 0)
            ? "An added departure leaves at a minute of the day, 0 to 1,439; -1 cancels a whole day."
        : exception.CutoffMinutes is < 0 or > 10_000 ? "A departure's cut-off is 0 to 10,000 minutes before it."
        : null;

    /// <summary>The zone of an identifier; null if it names none.</summary>
    internal static DateTimeZone? ZoneOf(int zone, CodeList zones) =>
        zone >= 1 && zone <= zones.Count ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(zones.CodeOf(zone)) : null;

    private static string ZoneRule(string what, int zone, CodeList zones)
    {
        var name = zone >= 1 && zone <= zones.Count ? zones.CodeOf(zone) : "";
        return $"The zone '{name}' of a {what} is not an IANA time zone. Write one such as America/Chicago.";
    }

    private static bool AreHours(int from, int until) => from is >= 0 and <= 1_439 && until > from && until <= 1_440;

    private static bool IsCost(Domain.Money cost) =>
        cost.Micros >= 0 && cost.Micros <= Domain.Money.Highest.Micros;
}
