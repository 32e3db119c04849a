using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>What promising needs of a workspace, without its sales history: routes, terms, free units and slots.
/// </summary>
internal sealed class PromiseDesk
{
    private readonly StoredTables _tables;

    private PromiseDesk(
        StoredTables tables, RouteTable routes, LiveUnits available, Availability slots, bool isLedger)
    {
        (_tables, Catalog, Routes, Available) = (tables, tables.Catalog, routes, available);
        (Slots, Rooms) = (slots.Slots, slots.Rooms);
        IsFromLedger = isLedger;
        Terms = ShipTerms.Of(tables.Read<Product>(), tables.Read<Rate>(), tables.Read<Listing>());
    }

    internal CatalogVersion Catalog { get; }

    internal RouteTable Routes { get; }

    internal LiveUnits Available { get; }

    /// <summary>What centers can still pick, by ship day.</summary>
    internal LiveSlots Slots { get; }

    /// <summary>What departures and delivery days can still take.</summary>
    internal LiveRooms Rooms { get; }

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
        var follower = new RouteFollower(network, policies.Routes, day.AddDays(-1), Networks.RouteDays);
        var ledger = WorkspaceLedger.ReadAt(workspace, now)?.Goods;

        // In a copy: days that no order has come for yet are open in full.
        var slots = ledger ?? new();
        SlotsAhead.Open(
            follower.Table.Origins, workspace.Tables.Read<Capacity>(), follower.Table, slots, day);
        var routes = follower.Follow(slots.Availability.Rooms);
        return new(workspace.Tables, routes, ledger?.Availability.Units ?? FromTable(workspace.Tables),
            slots.Availability, ledger is not null);
    }

    /// <summary>What is on order, from when a share of such deliveries is there. Nobody has claimed any of it.
    /// </summary>
    /// <param name="share">The share; between 0 and 1.</param>
    /// <param name="today">The UTC day.</param>
    internal ArrivingGoods ArrivalsOf(double share, DateOnly today)
    {
        var free = new LiveRooms();
        var goods = new ArrivingGoods(
            ArrivalBook.Of(_tables.Read<PurchaseOrderLine>(), _tables.Read<Receipt>(), share, today), free,
            (float)share);
        foreach (var (slot, units) in goods.Limits)
        {
            free.Set(slot, units);
        }

        return goods;
    }

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
