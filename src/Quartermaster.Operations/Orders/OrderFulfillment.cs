using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Fulfills orders in two phases: promised, sourced and held; then committed.</summary>
/// <remarks>Pure but for the ledger. Orders are taken in the order they are given, so the same orders on the same
/// ledger at the same instants have the same outcome. An order that the ledger has already is left as it is, and
/// refused if it now asks for something else; one that was held when a process was stopped is committed by
/// <see cref="Commit"/> when it comes again in time. Holds that have ended are freed before anything else is held.
/// </remarks>
/// <param name="company">Who decides.</param>
/// <param name="facts">What is joined already.</param>
/// <param name="routesOf">The ways of a UTC day, by what departures can still take: asked once per block and day.
/// </param>
/// <param name="stockValues">What the next units are worth; null for no future cost.</param>
/// <param name="board">What outbound capacity is worth where it is short; null for nothing.</param>
/// <param name="arrivalsOf">What is on its way to centers as of a UTC day, by what of it is still free; null where it
/// is not to be promised.</param>
public sealed class OrderFulfillment(
    Company company, CompanyFacts facts, Func<DateOnly, LiveRooms, RouteTable> routesOf, StockValues? stockValues,
    PriceBoard? board = null, Func<DateOnly, LiveRooms, ArrivingGoods>? arrivalsOf = null)
{
    /// <summary>How long a held order waits for its commit.</summary>
    public const int HoldMinutes = 15;

    private readonly OrderDrafts _drafts = new(company, facts);
    private RouteTable? _routes;
    private Availability? _available;
    private ArrivingGoods? _arrivals;
    private DateOnly _arrivalsOn;
    private DateOnly _day;
    private DateOnly _latest;

    /// <summary>Frees what was held too long, then promises, sources and holds orders.</summary>
    /// <param name="ledger">Where; nothing changes there for an order that it has.</param>
    /// <param name="orders">The orders.</param>
    /// <param name="now">When this is done. Orders may have been placed long before: holds are timed by it.</param>
    public FulfilledOrder[] Hold(IOrderLedger ledger, IReadOnlyList<CustomerOrder> orders, Instant now)
    {
        ledger.Expire(now);
        _day = default;
        return [.. orders.Select(order => HoldOne(ledger, order, now))];
    }

    /// <summary>Commits what is held: from now on its claims do not expire.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="orders">What <see cref="Hold"/> answered.</param>
    /// <param name="now">When this is done; what has gone by then is refused, with its reason and a new offer.</param>
    public FulfilledOrder[] Commit(IOrderLedger ledger, IReadOnlyList<FulfilledOrder> orders, Instant now) =>
        [.. orders.Select(order => order.Outcome == OrderOutcome.Held ? CommitOne(ledger, order, now) : order)];

    private FulfilledOrder CommitOne(IOrderLedger ledger, FulfilledOrder held, Instant now)
    {
        var outcome = ledger.Decide(held.Order.Key, now);
        return outcome.IsAccepted() ? held with { Outcome = outcome }
            : Change(ledger, held.Order, outcome, held.Offer, now) with { IsRepeated = held.IsRepeated };
    }

    private FulfilledOrder HoldOne(IOrderLedger ledger, CustomerOrder order, Instant now)
    {
        var known = ledger.StateOf(order.Key);
        if (known != OrderOutcome.Unknown)
        {
            if (ledger.AskOf(order.Key) is { } earlier && earlier != order.Ask)
            {
                return Refuse(order, OrderOutcome.OtherContent, RefusalReason.OtherContent) with { Earlier = earlier };
            }

            return known.IsAccepted() ? new(order, known, IsRepeated: true)
                : Change(ledger, order, known, null, now) with { IsRepeated = true };
        }

        if (order.At.UtcDay < ledger.RemembersFrom)
        {
            return Refuse(order, OrderOutcome.TooOld, RefusalReason.TooOld);
        }

        OpenDay(ledger, order.At.UtcDay);
        var draft = _drafts.Draft(order);
        return draft.Offer is null ? new(order, OrderOutcome.Unknown, false) { Refused = draft.Refused }
            : HoldDraft(ledger, draft, now);
    }

    private FulfilledOrder HoldDraft(IOrderLedger ledger, OrderDraft draft, Instant now)
    {
        var (order, offer) = (draft.Order, draft.Offer!);
        var outcome = !draft.ClaimsGoods ? OrderOutcome.NotEnoughStock
            : ledger.Hold(
                order.Key, order.At, Later(now, order.At).PlusMinutes(HoldMinutes), draft.Claims, draft.Slots);
        if (!outcome.IsAccepted())
        {
            return Change(ledger, order, outcome, offer, now);
        }

        ledger.Ask(order.Key, order.Ask with { Promised = offer.Promised });
        return new(order, outcome, false)
        {
            Offer = offer,
            Shipments = draft.Shipments,
            Refused = draft.Refused,
            Changed = draft.Left.Length == 0 ? null : new(draft.Refused[^1].Because,
                _drafts.OfferOf(order.Region, draft.Left, order.At, offer.Speed)),
        };
    }

    // What has become of an order that is not placed as it was offered, and what can be had instead. Where time has
    // run out the new offer is from now, else from when the customer came.
    private FulfilledOrder Change(
        IOrderLedger ledger, CustomerOrder order, OrderOutcome outcome, DeliveryOffer? earlier, Instant now)
    {
        if (outcome is OrderOutcome.Refused or OrderOutcome.TooOld)
        {
            return Refuse(order, outcome, RefusalReason.BadInput) with { Offer = earlier };
        }

        var (from, asked) = (outcome == OrderOutcome.Expired ? Later(now, order.At) : order.At,
            earlier?.Speed ?? order.Speed);
        var (cart, next, full) = (Array.Empty<CartLine>(), default(DeliveryOffer), default(RefusalReason?));
        if (Covers(ledger, from.UtcDay))
        {
            OpenDay(ledger, from.UtcDay);
            cart = _drafts.Fill(order, []);
            next = cart.Length == 0 ? null : _drafts.OfferOf(order.Region, cart, from, asked);
            full = cart.Length > 0 && asked is { } speed && next?.Speed != speed
                ? FullOf(next?.WhyNotAsked ?? _drafts.WhyNot(order.Region, cart, from, speed)) : null;
        }

        var because = outcome switch
        {
            OrderOutcome.Expired => RefusalReason.HoldEnded,
            OrderOutcome.SlotFull => full ?? RefusalReason.NoSlot,
            OrderOutcome.NotEnoughStock => RefusalReason.NotInTime,
            OrderOutcome.Cut when full is { } what => what,
            OrderOutcome.Cut when cart.Length < order.Lines.Length => RefusalReason.OutOfStock,
            _ => RefusalReason.GivenUp,
        };
        return Refuse(order, outcome, because) with { Offer = earlier, Changed = new(because, next) };
    }

    private static RefusalReason? FullOf(PromiseReason because) => because switch
    {
        PromiseReason.NoSlot => RefusalReason.NoSlot,
        PromiseReason.LaneFull => RefusalReason.LaneFull,
        _ => null,
    };

    private bool Covers(IOrderLedger ledger, DateOnly day)
    {
        var routes = routesOf(day, ledger.Availability.Rooms);
        return day >= routes.FirstDay && day < routes.FirstDay.AddDays(routes.Days);
    }

    private void OpenDay(IOrderLedger ledger, DateOnly day)
    {
        if (day == _day)
        {
            return;
        }

        _day = day;
        _latest = day > _latest ? day : _latest;
        PickSlots.OpenAhead(facts.Centers, facts.Capacities, ledger, day);
        LaneSlots.OpenAhead(routesOf(day, ledger.Availability.Rooms), ledger, _latest);
        var routes = routesOf(day, ledger.Availability.Rooms);
        var isOther = !ReferenceEquals(ledger.Availability, _available);
        if (OpenArrivals(ledger, isOther) || isOther || !ReferenceEquals(routes, _routes))
        {
            (_routes, _available) = (routes, ledger.Availability);
            _drafts.Open(routes, ledger.Availability, stockValues, SlotPrices.Of(board, routes), _arrivals);
        }
    }

    // As of the last day there was an order of: what was on its way before is not told anew.
    private bool OpenArrivals(IOrderLedger ledger, bool isOther)
    {
        if (_latest == _arrivalsOn && !isOther)
        {
            return false;
        }

        _arrivalsOn = _latest;
        _arrivals = arrivalsOf?.Invoke(_latest, ledger.Availability.Arrivals);
        ArrivalSlots.Open(ledger, _arrivals, Instant.Of(_latest));
        return arrivalsOf is not null;
    }

    private static Instant Later(Instant one, Instant other) => one > other ? one : other;

    private static FulfilledOrder Refuse(CustomerOrder order, OrderOutcome outcome, RefusalReason because) =>
        new(order, outcome, false)
        {
            Refused = [.. order.Lines.Select(line => new RefusedLine(line.Product, line.Units, because))],
        };
}
