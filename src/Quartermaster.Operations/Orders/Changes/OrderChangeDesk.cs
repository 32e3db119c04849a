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
/// <remarks>Reads live figures and no ledger; what it decides the ledger does whole
/// (<see cref="GoodsLedger.AmendOrder"/> where all of it lies in one), or refuses where something has changed
/// meanwhile. Stock is not priced, as where open orders are looked at again. Keeps no state: many threads may use it.
/// </remarks>
/// <param name="orders">Who sources.</param>
/// <param name="promise">Who promises.</param>
/// <param name="terms">What shipping takes, by product.</param>
/// <param name="pickMinutes">Minutes before a cut-off from which an order counts as being picked.</param>
public sealed class OrderChangeDesk(
    IOrdersEngine orders, PromiseEngine promise, Table<ShipTerms> terms, int pickMinutes)
{
    /// <summary>Units of an order that were not found: what can be had elsewhere in time comes from there, from what is
    /// there first, then from what is on its way.</summary>
    /// <remarks>Hands that looked for them stay used. The room they were to leave by stays taken where anything of the
    /// order still leaves or has left, for it may be in that parcel; where nothing does, it is free again. Other units
    /// of the product at the same place are not counted on: whoever looked would have found them. Where there are none,
    /// what comes there counts.</remarks>
    /// <param name="order">The order.</param>
    /// <param name="claims">What it claims.</param>
    /// <param name="missing">What was not found: part of its claims, the retailer's own goods.</param>
    /// <param name="missingTo">Lost, or unfulfillable.</param>
    /// <param name="figures">What it is decided by.</param>
    public ChangePlan Short(
        OrderKey order, OpenClaims claims, StockClaim[] missing, GoodsState missingTo, ChangeFigures figures)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(missing);
        ArgumentNullException.ThrowIfNull(figures);
        var cart = CartOf(missing);
        var world = new ChangeWorld(cart, figures.Routes, terms, figures.Available);
        Array.ForEach(missing, line => world.Hide(line.Product, line.Facility));
        var (region, deadline) = (claims.Ask?.GoesTo ?? default, claims.Ask?.Promised ?? default);
        var sourcing = new ChangeSourcing(orders, terms, world, figures, region);
        var found = sourcing.Most(cart, deadline, counts: false);
        world.Take(found.Lines, found.Slots);
        if (figures.Arrivals is { } arrivals)
        {
            world.Expect(arrivals, figures.Available);
            var coming = sourcing.Most(found.LeftOf(cart), deadline, counts: true);
            world.Take(coming.Lines, coming.Slots);
            found = found.And(coming);
        }

        var (left, speed) = (found.LeftOf(cart), claims.Ask?.Speed);
        var (offers, kept) = (new ChangeOffers(promise, world, figures, region), Without(claims.Lines, missing));
        return new(new(order, claims.Seen, Together([.. kept, .. found.Lines]),
            Together([.. Used(claims, kept), .. found.Slots])) { Missing = missing, MissingTo = missingTo })
        {
            Shipments = found.Shipments,
            Left = [.. left.Select(line =>
                new RefusedLine(line.Product, line.Units, offers.Because(line, speed)))],
            Next = offers.Next(left, speed, mayBePart: true),
            NotCounted = [.. missing.Where(line => figures.Available[line.Product, line.Facility] > 0
                && Array.Exists(left, one => one.Product == line.Product))
                .Select(line => (line.Product, line.Facility)).Distinct()],
            Promised = deadline,
        };
    }

    /// <summary>An order that shall go elsewhere, of which nothing has left: sourced anew as a whole, with all that it
    /// claims free for it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="claims">What it claims.</param>
    /// <param name="to">Where it shall go.</param>
    /// <param name="deadline">By when it must be there; not known to take the earliest that can be had.</param>
    /// <param name="figures">What it is decided by; of goods on their way none is taken.</param>
    /// <returns>Without an amendment where it cannot be there in time: then with what can be had instead.</returns>
    public ChangePlan Readdress(
        OrderKey order, OpenClaims claims, RegionId to, Instant deadline, ChangeFigures figures)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(figures);
        var (cart, ask) = (CartOf(claims.Lines), claims.Ask!);
        var world = new ChangeWorld(cart, figures.Routes, terms, figures.Available);
        world.Free(claims.Lines, claims.Slots);
        var offers = new ChangeOffers(promise, world, figures, to);
        var next = deadline.IsKnown ? null : offers.Next(cart, ask.Speed, mayBePart: false);
        var by = deadline.IsKnown ? deadline : next?.Promised ?? default;
        var found = new ChangeSourcing(orders, terms, world, figures, to)
            .Source(cart, by, FillRule.All, mayWait: ask.Customer.IsNamed);
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
            Left = [.. cart.Select(line =>
                new RefusedLine(line.Product, line.Units, offers.Because(line, ask.Speed)))],
            Next = next ?? offers.Next(cart, ask.Speed, mayBePart: false),
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

    // Of the slots of an order those that stay used when it keeps only some lines: of what has left all.
    private static SlotClaim[] Used(OpenClaims claims, StockClaim[] kept) =>
        kept.Length > 0 || claims.HasLeft || Array.Exists(claims.Slots, claim => claim.Slot.Kind == SlotKind.Arrival)
            ? claims.Slots : Array.FindAll(claims.Slots, claim => claim.Slot.Kind == SlotKind.PickUnits);

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
}
