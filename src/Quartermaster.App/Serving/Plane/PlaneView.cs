using System.Collections.Concurrent;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Places;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Planning.Placement;

namespace Quartermaster.App.Serving.Plane;

/// <summary>What requests are answered by, as of one version of the tables and one day: immutable but for live figures.
/// </summary>
internal sealed class PlaneView
{
    private readonly ConcurrentBag<OrderDrafts> _drafts = [];
    private readonly Dictionary<string, (Region Region, LocalClock Clock)> _regions;
    private readonly LocalClock?[] _clocks;
    private readonly Func<OrderDrafts> _newDrafts;

    internal PlaneView(PlaneParts parts, Availability available)
    {
        (Parts, Available) = (parts, available);
        Board = new(parts.Routes, parts.PromisePolicy);
        Engine = new(parts.PromisePolicy);
        Inputs = new()
        {
            Routes = parts.Routes, Available = available.Units, Slots = available.Slots,
            Rooms = available.Rooms, Arrivals = parts.Arrivals, Terms = parts.Terms,
        };
        _regions = new(StringComparer.OrdinalIgnoreCase);
        _clocks = new LocalClock[parts.Routes.RegionCount + 1];
        foreach (ref readonly var region in parts.Regions.Rows)
        {
            if (parts.Routes.Knows(region.Id))
            {
                var clock = new LocalClock(parts.Catalog.CodeOf(region.Zone));
                _clocks[region.Id.Value] = clock;
                _regions.TryAdd(parts.Catalog.CodeOf(region.Id), (region, clock));
            }
        }

        var slotPrices = Fulfillment.Orders.SlotPrices.Of(parts.Board, parts.Routes);
        _newDrafts = () =>
        {
            var drafts = new OrderDrafts(parts.Company!, parts.Facts!);
            drafts.Open(parts.Routes, available, parts.StockValues, slotPrices, parts.Arrivals);
            return drafts;
        };
    }

    internal PlaneParts Parts { get; }

    internal Availability Available { get; }

    internal CatalogVersion Catalog => Parts.Catalog;

    internal PromiseBoard Board { get; }

    internal PromiseEngine Engine { get; }

    /// <summary>Everything but carts.</summary>
    internal PromiseInputs Inputs { get; }

    /// <summary>The product of a code; none if the products table does not have it.</summary>
    internal ProductId FindProduct(string code)
    {
        var product = Catalog.Find<ProductId>(code);
        return Parts.IsProduct(product) ? product : default;
    }

    /// <summary>The facility of a code; none if it is unknown.</summary>
    internal FacilityId FindFacility(string code) =>
        Catalog.Find<FacilityId>(code) is var facility && Parts.Facilities.Contains(facility) ? facility : default;

    /// <summary>The owner of a code; null if it is unknown.</summary>
    internal OwnerId? FindOwner(string code) => Catalog.Find<OwnerId>(code) is { Value: > 0 } owner ? owner : null;

    /// <summary>The region of a code, in any case; null if there is none.</summary>
    internal Region? FindRegion(string code) => _regions.TryGetValue(code, out var found) ? found.Region : null;

    /// <summary>The local time of a region; UTC for one that is not known.</summary>
    internal LocalClock ClockOf(RegionId region) =>
        (uint)region.Value < (uint)_clocks.Length && _clocks[region.Value] is { } clock ? clock : PlaneParts.Utc;

    /// <summary>Some regions, for messages.</summary>
    internal IEnumerable<string> SomeRegions() => _regions.Keys.Order(StringComparer.Ordinal).Take(5);

    /// <summary>Whether orders can be drafted: not where only promises are served.</summary>
    internal bool TakesOrders => Parts.Facts is not null;

    /// <summary>Drafts with a desk of their own, lent to one request.</summary>
    internal TAnswer Draft<TAnswer>(Func<OrderDrafts, TAnswer> act)
    {
        var drafts = _drafts.TryTake(out var free) ? free : _newDrafts();
        var answer = act(drafts);
        _drafts.Add(drafts);
        return answer;
    }
}

/// <summary>What a view is made of.</summary>
internal sealed record PlaneParts
{
    internal static LocalClock Utc { get; } = new("Etc/UTC");

    /// <summary>What every number stands for.</summary>
    internal required CatalogVersion Catalog { get; init; }

    /// <summary>The currency of all costs, ISO 4217.</summary>
    internal required string Currency { get; init; }

    /// <summary>Where to.</summary>
    internal required Table<Region> Regions { get; init; }

    /// <summary>Which region a postal code lies in.</summary>
    internal PostalBook Postal { get; init; } = PostalBook.Empty;

    /// <summary>Places with goods.</summary>
    internal required IReadOnlySet<FacilityId> Facilities { get; init; }

    /// <summary>Owners that listings say are the retailer: their goods have no owner in the ledger.</summary>
    internal IReadOnlySet<OwnerId> Retailer { get; init; } = new HashSet<OwnerId>();

    /// <summary>The ways there are, for a window of days.</summary>
    internal required RouteTable Routes { get; init; }

    /// <summary>Who leaves what is full out of the ways; null where nobody does.</summary>
    internal RouteFollower? Follower { get; init; }

    /// <summary>What shipping takes, by product identifier.</summary>
    internal required Table<ShipTerms> Terms { get; init; }

    /// <summary>Which identifiers are products.</summary>
    internal required Func<ProductId, bool> IsProduct { get; init; }

    /// <summary>The promise engine's settings.</summary>
    internal required PromisePolicy PromisePolicy { get; init; }

    /// <summary>What each parcel of a cart beyond the first costs besides freight.</summary>
    internal Money SplitCost { get; init; }

    /// <summary>How inbound is split.</summary>
    internal PlacementPolicy Placement { get; init; } = new();

    /// <summary>Who decides orders; null where only promises are served.</summary>
    internal Company? Company { get; init; }

    /// <summary>What orders are decided by; null where only promises are served.</summary>
    internal CompanyFacts? Facts { get; init; }

    /// <summary>Who looks at open orders again; null where only promises are served.</summary>
    internal BacklogDesk? Backlog { get; init; }

    /// <summary>Who decides how orders change; null where only promises are served.</summary>
    internal OrderChangeDesk? Changes { get; init; }

    /// <summary>Goods on their way that can be promised and ordered; null where none may.</summary>
    internal ArrivingGoods? Arrivals { get; init; }

    /// <summary>When goods on order are due; null where only promises are served.</summary>
    internal Orders.DueLines? Due { get; init; }

    /// <summary>What the next units are worth; null for no future cost.</summary>
    internal StockValues? StockValues { get; init; }

    /// <summary>What is scarce costs so much; null for nothing.</summary>
    internal PriceBoard? Board { get; init; }

    /// <summary>The parts of a workspace as of a day.</summary>
    /// <param name="opened">The workspace.</param>
    /// <param name="follower">Its ways, for the day.</param>
    /// <param name="available">What can be promised now, live.</param>
    /// <param name="day">The day (UTC).</param>
    internal static PlaneParts Of(
        OpenedWorkspace opened, RouteFollower follower, Availability available, DateOnly day)
    {
        var (values, board, _) = Orders.RunStockValues.Latest(opened);
        var (facts, policies) = (opened.Facts, opened.Policies);
        var (promise, orders) = (new PromiseEngine(policies.Promise),
            new Fulfillment.Orders.OrdersEngine(policies.Orders));
        return new()
        {
            Catalog = facts.Catalog,
            Currency = opened.Workspace.Settings.Currency,
            Regions = opened.Network.Regions,
            Postal = new(opened.Tables.Read<PostalPrefix>()),
            Facilities = opened.Network.Facilities.Rows.ToArray().Select(row => row.Id).ToHashSet(),
            Retailer = opened.Tables.Read<Listing>().Rows.ToArray().Where(listing => listing.IsRetailer)
                .Select(listing => listing.Owner).ToHashSet(),
            Routes = follower.Table,
            Follower = follower,
            Terms = facts.ShipTerms,
            IsProduct = product => facts.RowOf(product) >= 0,
            PromisePolicy = policies.Promise,
            SplitCost = policies.Orders.SplitCost,
            Placement = policies.Placement,
            Facts = facts,
            Arrivals = Orders.PromisedArrivals.Of(
                opened.Tables, policies.Promise.ArrivalShare, day, available.Arrivals),
            Due = Orders.DueLines.Of(opened.Tables.Read<PurchaseOrderLine>(), opened.Tables.Read<Receipt>()),
            StockValues = values,
            Board = board,
            Changes = new(orders, promise, facts.ShipTerms, policies.Backlog.PickMinutes),
            Backlog = new(facts.ShipTerms, policies.Orders, policies.Backlog),
            Company = new()
            {
                Name = "Quartermaster",
                Forecaster = new Forecasting.Practice.MovingAverage(),
                Gather = policies.Gather,
                Promise = promise,
                Orders = orders,
            },
        };
    }
}
