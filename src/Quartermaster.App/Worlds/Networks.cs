using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;

namespace Quartermaster.App.Worlds;

/// <summary>The lane network of a workspace.</summary>
internal static class Networks
{
    /// <summary>Days that ways are laid out for: the longest promise and a weekend.</summary>
    internal const int RouteDays = 14;

    /// <summary>Reads it from the tables.</summary>
    internal static RouteNetwork Of(ITables tables) => new()
    {
        Facilities = tables.Read<Facility>(),
        Lanes = tables.Read<Lane>(),
        Departures = tables.Read<Departure>(),
        Exceptions = tables.Read<DepartureException>(),
        ClosedDays = tables.Read<ClosedDay>(),
        Levels = tables.Read<PromiseLevel>(),
        Regions = tables.Read<Region>(),
        Zones = tables.Catalog.Of<ZoneId>(),
    };
}
