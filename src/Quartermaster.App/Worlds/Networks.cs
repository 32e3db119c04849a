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

    private static readonly string[] s_laneTables =
    [
        Lane.Schema.Name, Departure.Schema.Name, DepartureException.Schema.Name, ClosedDay.Schema.Name,
        PromiseLevel.Schema.Name, TransitException.Schema.Name,
    ];

    /// <summary>Reads it from the tables.</summary>
    internal static RouteNetwork Of(ITables tables) => new()
    {
        Facilities = tables.Read<Facility>(),
        Lanes = tables.Read<Lane>(),
        Departures = tables.Read<Departure>(),
        Exceptions = tables.Read<DepartureException>(),
        TransitExceptions = tables.Read<TransitException>(),
        ClosedDays = tables.Read<ClosedDay>(),
        Levels = tables.Read<PromiseLevel>(),
        Regions = tables.Read<Region>(),
        DeliveryWindows = tables.Read<DeliveryWindow>(),
        Zones = tables.Catalog.Of<ZoneId>(),
    };

    /// <summary>Whether a table says when goods move on lanes.</summary>
    internal static bool IsOfLanes(string table) => Array.IndexOf(s_laneTables, table) >= 0;

    /// <summary>Whether lanes, or when goods move on them, are told otherwise by other tables.</summary>
    internal static bool LanesDiffer(ITables before, ITables after) =>
        Array.Exists(s_laneTables, table => before.Fingerprint(table) != after.Fingerprint(table));

    /// <summary>The network with lanes, and when goods move on them, as other tables say; only what differs is read.
    /// Facilities and regions stay as they were.</summary>
    /// <param name="network">The network.</param>
    /// <param name="before">What it was read from.</param>
    /// <param name="after">The tables from now on.</param>
    internal static RouteNetwork WithLanes(RouteNetwork network, ITables before, ITables after) => network with
    {
        Lanes = Of(network.Lanes, before, after),
        Departures = Of(network.Departures, before, after),
        Exceptions = Of(network.Exceptions, before, after),
        TransitExceptions = Of(network.TransitExceptions, before, after),
        ClosedDays = Of(network.ClosedDays, before, after),
        Levels = Of(network.Levels, before, after),
    };

    private static Table<TRow> Of<TRow>(Table<TRow> known, ITables before, ITables after)
        where TRow : unmanaged, IRow<TRow> =>
        before.Fingerprint(TRow.Schema.Name) == after.Fingerprint(TRow.Schema.Name) ? known : after.Read<TRow>();
}
