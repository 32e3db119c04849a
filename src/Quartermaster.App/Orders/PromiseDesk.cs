using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
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
    private readonly GoodsLedger? _ledger;

    private PromiseDesk(
        StoredTables tables, RouteTable routes, LiveUnits available, Availability slots, GoodsLedger? ledger)
    {
        (_tables, Catalog, Routes, Available) = (tables, tables.Catalog, routes, available);
        (Slots, Rooms, _ledger) = (slots.Slots, slots.Rooms, ledger);
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
    internal bool IsFromLedger => _ledger is not null;

    /// <summary>Opens the desk of a workspace.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="network">Its lanes.</param>
    /// <param name="day">The UTC day of the requests.</param>
    /// <param name="now">Holds that have ended by now count as free, though the ledger frees them when it is next
    /// written.</param>
    internal static PromiseDesk Open(Workspace workspace, RouteNetwork network, DateOnly day, Instant now)
    {
        var policies = new WorkspacePolicies(workspace.Settings);
        var priced = LaneSpacePrices.In(network, RunLaneSpace.Latest(workspace.Runs, day));
        var follower = new RouteFollower(priced, policies.Routes, day.AddDays(-1), Networks.RouteDays);
        var ledger = WorkspaceLedger.ReadAt(workspace, now)?.Goods;

        // In a copy: days that no order has come for yet are open in full.
        var slots = ledger ?? new();
        SlotsAhead.Open(
            follower.Table.Origins, workspace.Tables.Read<Capacity>(), follower.Table, slots, day);
        var routes = follower.Follow(slots.Availability.Rooms);
        return new(workspace.Tables, routes, ledger?.Availability.Units ?? FromTable(workspace.Tables),
            slots.Availability, ledger);
    }

    /// <summary>What is on order, from when a share of such deliveries is there; what orders claim of it is not free.
    /// </summary>
    /// <param name="share">The share, below 1; 0 for nothing.</param>
    /// <param name="today">The UTC day.</param>
    internal ArrivingGoods? ArrivalsOf(double share, DateOnly today)
    {
        var free = new LiveRooms();
        var goods = PromisedArrivals.Of(_tables, share, today, free);
        foreach (var (slot, units) in goods?.Limits ?? new Dictionary<Slot, int>())
        {
            free.Set(slot, FreeOf(slot, units));
        }

        return goods;
    }

    // Where the ledger lets orders claim what arrives, it says how much; a slot that nobody opened is all free.
    private int FreeOf(Slot slot, int units) => _ledger is null ? units
        : Math.Min((int)Math.Clamp(units - _ledger.Use(slot).Claimed, 0, units),
            _ledger.Availability.Arrivals.TryFind(slot, out var free) ? free : units);

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
