using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Backlog;

namespace Quartermaster.Operations.Orders.Changes;

/// <summary>Decides how orders go on that change before they leave: units that were not found, and other addresses.
/// </summary>
/// <remarks>Reads live figures and no ledger; what it decides is done in one step of the ledger
/// (<see cref="GoodsLedger.AmendOrder"/>), which refuses it where something has changed meanwhile. Stock is not priced,
/// as where open orders are looked at again. Keeps no state: many threads may use it.</remarks>
/// <param name="orders">Who sources.</param>
/// <param name="promise">Who promises.</param>
/// <param name="terms">What shipping takes, by product.</param>
/// <param name="pickMinutes">Minutes before a cut-off from which an order counts as being picked.</param>
public sealed class OrderChangeDesk(
    IOrdersEngine orders, PromiseEngine promise, Table<ShipTerms> terms, int pickMinutes)
{
    /// <summary>Units of an order that were not found: what can be had elsewhere in time comes from there.</summary>
    /// <remarks>Hands that looked for them stay used, and so does the room they were to leave by. Other units of the
    /// product at the same place are not counted on: whoever looked would have found them.</remarks>
    /// <param name="order">The order.</param>
    /// <param name="claims">What it claims.</param>
    /// <param name="missing">What was not found: part of its claims, the retailer's own goods.</param>
    /// <param name="missingTo">Lost, or unfulfillable.</param>
    /// <param name="routes">The ways there are.</param>
    /// <param name="available">What is free now, live.</param>
    /// <param name="now">Now.</param>
    public ChangePlan Short(
        OrderKey order, OpenClaims claims, StockClaim[] missing, GoodsState missingTo, RouteTable routes,
        Availability available, Instant now)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(missing);
        ArgumentNullException.ThrowIfNull(routes);
        var cart = CartOf(missing);
        var world = new ChangeWorld(cart, routes, terms, available);
        Array.ForEach(missing, line => world.Hide(line.Product, line.Facility));
        var kept = Without(claims.Lines, missing);
        var (region, deadline) = (claims.Ask?.GoesTo ?? default, claims.Ask?.Promised ?? default);
        CartLine[] wanted = [.. cart.Select(line => line with { Units = (int)Math.Min(line.Units,
            world.FreeOf(line.Product)) }).Where(line => line.Units > 0)];
        var found = deadline.IsKnown && wanted.Length > 0 && routes.Knows(region)
            ? Source(world, wanted, new(region, now, deadline), routes, available.Rooms) : Sourced.Nothing;
        world.Take(found.Lines);
        CartLine[] left = [.. cart.Select(line => line with { Units = line.Units
            - found.Lines.Where(one => one.Product == line.Product).Sum(one => one.Units) })
            .Where(line => line.Units > 0)];
        var next = left.Length == 0 || !routes.Knows(region) ? null
            : Next(world, left, region, now, claims.Ask?.Speed, available.Sequence);
        return new(new(order, claims.Seen, Together([.. kept, .. found.Lines]),
            Together([.. claims.Slots, .. found.Slots])) { Missing = missing, MissingTo = missingTo })
        {
            Shipments = found.Shipments,
            Left = [.. left.Select(line => new RefusedLine(line.Product, line.Units,
                Because(world, line, region, now, claims.Ask?.Speed, routes)))],
            Next = next,
            Promised = deadline,
        };
    }

    /// <summary>The same without what comes from elsewhere: where the ledger cannot take that in one step.</summary>
    public static ChangePlan OnlyCut(OrderKey order, OpenClaims claims, ChangePlan plan)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(plan);
        var amendment = plan.Amendment!;
        return plan with
        {
            Amendment = amendment with { Lines = Without(claims.Lines, amendment.Missing), Slots = claims.Slots },
            Shipments = [],
            Left = [.. CartOf(amendment.Missing).Select(line =>
                new RefusedLine(line.Product, line.Units, RefusalReason.InSeveralShards))],
            Next = null,
        };
    }

    /// <summary>An order that shall go elsewhere, of which nothing has left: sourced anew as a whole, with all that it
    /// claims free for it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="claims">What it claims.</param>
    /// <param name="to">Where it shall go.</param>
    /// <param name="deadline">By when it must be there; not known to take the earliest that can be had.</param>
    /// <param name="routes">The ways there are.</param>
    /// <param name="available">What is free now, live.</param>
    /// <param name="now">Now.</param>
    /// <returns>Without an amendment where it cannot be there in time: then with what can be had instead.</returns>
    public ChangePlan Readdress(
        OrderKey order, OpenClaims claims, RegionId to, Instant deadline, RouteTable routes, Availability available,
        Instant now)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(routes);
        var (cart, ask) = (CartOf(claims.Lines), claims.Ask!);
        var world = new ChangeWorld(cart, routes, terms, available);
        world.Free(claims.Lines, claims.Slots);
        var next = deadline.IsKnown || !routes.Knows(to) ? null
            : Next(world, cart, to, now, ask.Speed, available.Sequence);
        var by = deadline.IsKnown ? deadline : next?.Promised ?? default;
        var found = by.IsKnown && routes.Knows(to)
            ? Source(world, cart, Request(ask, to, now, by), routes, available.Rooms)
            : Sourced.Nothing;
        if (found.Lines.Length > 0)
        {
            return new(new OrderAmendment(order, claims.Seen, found.Lines, found.Slots)
            {
                Ask = ask with { Readdressed = to == ask.Region ? default : to, Promised = by },
            })
            {
                Shipments = found.Shipments, Promised = by,
            };
        }

        return new((OrderAmendment?)null)
        {
            Left = [.. cart.Select(line => new RefusedLine(line.Product, line.Units,
                Because(world, line, to, now, ask.Speed, routes)))],
            Next = next ?? (routes.Knows(to)
                ? Next(world, cart, to, now, ask.Speed, available.Sequence) : null),
            Promised = by,
        };
    }

    /// <summary>Whether an order counts as being picked: see <see cref="BacklogDesk"/>.</summary>
    public bool IsBeingPicked(OrderKey order, OpenClaims claims, RouteTable routes, Instant now)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(routes);
        return claims.HasLeft || claims.Picked.Length > 0 || claims.Ask is null
            || new BacklogIntake(routes.Whole, terms, now, pickMinutes, areHeld: false).WhyAlone(
                new(order, claims.Seen, claims.Lines, claims.Slots), claims.Ask)
                is LeftAlone.BeingPicked or LeftAlone.PastPromise;
    }

    private static OrderRequest Request(OrderAsk ask, RegionId to, Instant now, Instant by) =>
        new(to, now, by) { Fill = FillRule.All, MayWait = ask.Customer.IsNamed };

    private Sourced Source(
        ChangeWorld world, CartLine[] cart, OrderRequest request, RouteTable routes, LiveRooms rooms)
    {
        var rows = new ShipmentRow[cart.Length * OrderInputs.FacilitiesPerLine];
        CartLine[] numbered = [.. cart.Select(line => line with { Product = world.NumberOf(line.Product) })];
        orders.DecideOne(world.Orders, in request, numbered, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = rows[i] with { Product = world.ProductOf(rows[i].Product) };
        }

        ShipmentRow[] used = [.. rows.Where(row => row.Units > 0)];
        return new(
            [.. used.Select(row => new StockClaim(row.Product, row.Facility, row.Units))],
            new OrderSlots().Of(rows, request.Region, routes, terms, rooms).ToArray(),
            [.. used.Select(row => new ShippedGoods(
                row.Product, row.Facility, row.Units, row.Delivery, new(row.PaidMicros)))]);
    }

    // What comes first comes next; of what comes at once the cheapest.
    private DeliveryOffer? Next(
        ChangeWorld world, CartLine[] cart, RegionId region, Instant now, Speed? asked, long sequence)
    {
        var rows = new PromiseRow[PromiseInputs.SpeedCount];
        CartLine[] there = [.. cart.Select(line => line with { Units = (int)Math.Min(line.Units,
            world.FreeOf(line.Product)) }).Where(line => line.Units > 0)];
        if (there.Length == 0)
        {
            return null;
        }

        promise.DecideOne(world.Promises, new(region, now),
            [.. there.Select(line => line with { Product = world.NumberOf(line.Product) })], rows);
        PromiseRow[] offered = [.. rows.Where(row => row.IsOffered).OrderBy(row => row.Promised.UnixMilliseconds)
            .ThenBy(row => row.CostMicros)];
        return offered.Length == 0 ? null : new(offered[0].Speed, offered[0].Promised, sequence,
            new([.. there.Select(line => new OfferedLine(line.Product, line.Units, world.FreeOf(line.Product)))]),
            asked is { } speed && speed != offered[0].Speed ? WhyNot(world, there, region, now, speed) : null);
    }

    private PromiseReason WhyNot(ChangeWorld world, CartLine[] cart, RegionId region, Instant now, Speed speed)
    {
        var why = new ReasonWriter<PromiseReason>();
        promise.DecideOne(world.Promises, new(region, now),
            [.. cart.Select(line => line with { Product = world.NumberOf(line.Product) })],
            new PromiseRow[PromiseInputs.SpeedCount], why);
        return why.ToReasons().Of((int)speed - 1)[0].Because;
    }

    private RefusalReason Because(
        ChangeWorld world, CartLine line, RegionId region, Instant now, Speed? speed, RouteTable routes) =>
        !routes.Knows(region) ? RefusalReason.NoOffer
        : world.FreeOf(line.Product) < line.Units ? RefusalReason.OutOfStock
        : WhyNot(world, [line], region, now, speed ?? Speed.Standard) switch
        {
            PromiseReason.NoSlot => RefusalReason.NoSlot,
            PromiseReason.LaneFull => RefusalReason.LaneFull,
            PromiseReason.NoLane => RefusalReason.NoOffer,
            _ => RefusalReason.NotInTime,
        };

    private static CartLine[] CartOf(StockClaim[] claims) =>
    [
        .. claims.GroupBy(line => line.Product).OrderBy(of => of.Key.Value)
            .Select(of => new CartLine(of.Key, of.Sum(line => line.Units))),
    ];

    private static StockClaim[] Without(StockClaim[] claims, StockClaim[] missing)
    {
        var gone = missing.GroupBy(line => line with { Units = 0 }).ToDictionary(of => of.Key,
            of => of.Sum(line => line.Units));
        var kept = new List<StockClaim>();
        foreach (var line in claims)
        {
            var cell = line with { Units = 0 };
            var less = Math.Min(line.Units, gone.GetValueOrDefault(cell));
            gone[cell] = gone.GetValueOrDefault(cell) - less;
            if (line.Units > less)
            {
                kept.Add(line with { Units = line.Units - less });
            }
        }

        return [.. kept];
    }

    private static StockClaim[] Together(StockClaim[] claims) =>
        [.. claims.GroupBy(line => line with { Units = 0 }).Select(of => of.Key with { Units = of.Sum(x => x.Units) })];

    private static SlotClaim[] Together(SlotClaim[] claims) =>
        [.. claims.GroupBy(claim => claim.Slot).Select(of => new SlotClaim(of.Key, of.Sum(claim => claim.Units)))];

    private sealed record Sourced(StockClaim[] Lines, SlotClaim[] Slots, ShippedGoods[] Shipments)
    {
        internal static Sourced Nothing { get; } = new([], [], []);
    }
}
