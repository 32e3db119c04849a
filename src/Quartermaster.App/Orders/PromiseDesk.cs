using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>What promising needs of a workspace, without its sales history: routes, terms, free units.</summary>
internal sealed class PromiseDesk
{
    private const int RouteDays = 14;

    private PromiseDesk(StoredTables tables, RouteTable routes, LiveUnits available, bool isLedger)
    {
        (Catalog, Routes, Available, IsFromLedger) = (tables.Catalog, routes, available, isLedger);
        Terms = ShipTerms.Of(tables.Read<Product>(), tables.Read<Rate>(), tables.Read<Listing>());
    }

    internal CatalogVersion Catalog { get; }

    internal RouteTable Routes { get; }

    internal LiveUnits Available { get; }

    internal Table<ShipTerms> Terms { get; }

    /// <summary>Whether free units are the ledger's; otherwise they are the stock table's.</summary>
    internal bool IsFromLedger { get; }

    /// <summary>Opens the desk of a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="network">Its lanes.</param>
    /// <param name="day">The UTC day of the requests.</param>
    /// <param name="now">Holds that have ended by now count as free, though the ledger frees them when it is next
    /// written.</param>
    internal static PromiseDesk Open(Workspace workspace, RouteNetwork network, DateOnly day, Instant now)
    {
        var policies = new WorkspacePolicies(workspace.Settings);
        var routes = new RouteBuilder(network, policies.Routes).Build(day.AddDays(-1), RouteDays);
        if (WorkspaceLedger.Read(workspace) is not { } ledger)
        {
            return new(workspace.Tables, routes, FromTable(workspace.Tables), isLedger: false);
        }

        ledger.Goods.Expire(now);
        return new(workspace.Tables, routes, ledger.Goods.Availability.Units, isLedger: true);
    }

    internal static RouteNetwork NetworkOf(StoredTables tables) => new()
    {
        Facilities = tables.Read<Facility>(),
        Lanes = tables.Read<Lane>(),
        Departures = tables.Read<Departure>(),
        ClosedDays = tables.Read<ClosedDay>(),
        Regions = tables.Read<Region>(),
        Zones = tables.Catalog.Of<ZoneId>(),
    };

    private static LiveUnits FromTable(StoredTables tables)
    {
        var stride = tables.Catalog.Of<FacilityId>().Count + 1;
        var cells = new int[(tables.Catalog.Of<ProductId>().Count + 1) * stride];
        foreach (var goods in tables.Read<Stock>().Rows)
        {
            if (goods.State == StockState.OnHand && goods.Owner == default)
            {
                cells[(goods.Product.Value * stride) + goods.Facility.Value] += goods.Units;
            }
        }

        return new(cells, stride);
    }
}
