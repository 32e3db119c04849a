using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
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
/// <param name="routesOf">The ways of a UTC day.</param>
/// <param name="stockValues">What the next units are worth; null for no future cost.</param>
public sealed class OrderFulfillment(
    Company company, CompanyFacts facts, Func<DateOnly, RouteTable> routesOf, StockValues? stockValues)
{
    /// <summary>How long a held order waits for its commit.</summary>
    public const int HoldMinutes = 15;

    private const int SlotDaysAhead = 14;

    private readonly OrderDesk _desk = new(company, facts);
    private DateOnly _day;

    /// <summary>Frees what was held too long, then promises, sources and holds orders.</summary>
    /// <param name="ledger">Where; nothing changes there for an order that it has.</param>
    /// <param name="orders">The orders.</param>
    /// <param name="now">When this is done. Orders may have been placed long before: holds are timed by it.</param>
    public FulfilledOrder[] Hold(GoodsLedger ledger, IReadOnlyList<CustomerOrder> orders, Instant now)
    {
        ledger.Expire(now);
        return [.. orders.Select(order => HoldOne(ledger, order, now))];
    }

    /// <summary>Commits what is held: from now on its claims do not expire.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="orders">What <see cref="Hold"/> answered.</param>
    /// <param name="now">When this is done; a hold that has ended by then is refused, with its reason.</param>
    public static FulfilledOrder[] Commit(GoodsLedger ledger, IReadOnlyList<FulfilledOrder> orders, Instant now) =>
        [.. orders.Select(order => order.Outcome == OrderOutcome.Held ? CommitOne(ledger, order, now) : order)];

    private static FulfilledOrder CommitOne(GoodsLedger ledger, FulfilledOrder held, Instant now)
    {
        var outcome = ledger.Decide(held.Order.Key, now);
        return outcome.IsAccepted() ? held with { Outcome = outcome }
            : Refuse(held.Order, outcome, ReasonOf(outcome)) with { IsRepeated = held.IsRepeated };
    }

    private FulfilledOrder HoldOne(GoodsLedger ledger, CustomerOrder order, Instant now)
    {
        var known = ledger.StateOf(order.Key);
        if (known != OrderOutcome.Unknown)
        {
            if (ledger.AskOf(order.Key) is { } earlier && earlier != order.Ask)
            {
                return Refuse(order, OrderOutcome.OtherContent, RefusalReason.OtherContent) with { Earlier = earlier };
            }

            return known.IsAccepted() ? new(order, known, IsRepeated: true)
                : Refuse(order, known, ReasonOf(known)) with { IsRepeated = true };
        }

        if (order.At.UtcDay < ledger.RemembersFrom)
        {
            return Refuse(order, OrderOutcome.TooOld, RefusalReason.TooOld);
        }

        OpenDay(ledger, order.At.UtcDay);
        var refused = new List<RefusedLine>();
        var cart = Fill(ledger, order, refused);
        if (cart.Length == 0)
        {
            return new(order, OrderOutcome.Unknown, false) { Refused = refused };
        }

        var promises = _desk.Promise(new(order.Region, order.At), cart);
        var chosen = order.Speed is { } asked ? FirstFrom(promises, (int)asked - 1) : _desk.Choose(cart);
        if (chosen < 0)
        {
            var isBad = !routesOf(_day).Knows(order.Region);
            return Refuse(order, OrderOutcome.Unknown, isBad ? RefusalReason.BadInput : RefusalReason.NoOffer);
        }

        var expires = (now > order.At ? now : order.At).PlusMinutes(HoldMinutes);
        return HoldCart(ledger, order, cart, promises[chosen], refused, expires);
    }

    private FulfilledOrder HoldCart(
        GoodsLedger ledger, CustomerOrder order, CartLine[] cart, PromiseRow promise, List<RefusedLine> refused,
        Instant expires)
    {
        var rows = _desk.Source(new(order.Region, order.At, promise.Promised), cart);
        var (outcome, delayDays) = _desk.Claim(ledger, order.Key, order.At, expires);
        if (!outcome.IsAccepted())
        {
            return Refuse(order, outcome,
                outcome == OrderOutcome.SlotFull ? RefusalReason.NoSlot
                : outcome == OrderOutcome.NotEnoughStock ? RefusalReason.NotInTime : RefusalReason.BadInput);
        }

        ledger.Ask(order.Key, order.Ask);
        var shipments = new List<ShippedGoods>();
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0)
            {
                shipments.Add(new(row.Product, row.Facility, row.Units,
                    row.Delivery.PlusMinutes(delayDays * 1_440L), new(row.PaidMicros)));
            }
        }

        foreach (var line in cart)
        {
            var left = line.Units - shipments.Where(goods => goods.Product == line.Product).Sum(goods => goods.Units);
            if (left > 0)
            {
                refused.Add(new(line.Product, left, RefusalReason.NotInTime));
            }
        }

        return new(order, outcome, false)
        {
            Speed = promise.Speed,
            Promised = promise.Promised,
            DelayDays = delayDays,
            Shipments = shipments,
            Refused = refused,
        };
    }

    private void OpenDay(GoodsLedger ledger, DateOnly day)
    {
        if (day == _day)
        {
            return;
        }

        var routes = routesOf(day);
        _day = day;
        _desk.Open(routes, ledger.Availability.Units, stockValues);
        for (var ahead = -1; ahead <= SlotDaysAhead + OrderDesk.MostDelayDays; ahead++)
        {
            PickSlots.Open(facts.Centers, facts.Capacities, ledger, day.AddDays(ahead), Instant.Of(day));
        }
    }

    // What is out of stock everywhere does not keep the rest from being promised.
    private CartLine[] Fill(GoodsLedger ledger, CustomerOrder order, List<RefusedLine> refused)
    {
        var cart = new List<CartLine>(order.Lines.Length);
        foreach (var line in order.Lines)
        {
            var free = facts.Centers.Sum(center => (long)ledger.Availability[line.Product, center]);
            if (free >= line.Units)
            {
                cart.Add(line);
            }
            else
            {
                refused.Add(new(line.Product, line.Units, RefusalReason.OutOfStock));
            }
        }

        return [.. cart];
    }

    // The speed asked for, or else the next slower one that can be offered.
    private static int FirstFrom(ReadOnlySpan<PromiseRow> promises, int first)
    {
        for (var speed = first; speed < promises.Length; speed++)
        {
            if (promises[speed].IsOffered)
            {
                return speed;
            }
        }

        return -1;
    }

    private static RefusalReason ReasonOf(OrderOutcome givenUp) =>
        givenUp == OrderOutcome.Expired ? RefusalReason.HoldEnded : RefusalReason.GivenUp;

    private static FulfilledOrder Refuse(CustomerOrder order, OrderOutcome outcome, RefusalReason because) =>
        new(order, outcome, false)
        {
            Refused = [.. order.Lines.Select(line => new RefusedLine(line.Product, line.Units, because))],
        };
}
