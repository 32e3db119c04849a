using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Drafts orders by live figures: what can be promised, and which centers would ship it. Claims nothing.
/// </summary>
/// <remarks>Reads no ledger, so that many threads may draft while one writes, each with an instance of its own; whoever
/// places a draft may find that goods have gone, and drafts again.</remarks>
/// <param name="company">Who decides.</param>
/// <param name="facts">What is joined already.</param>
public sealed class OrderDrafts(Company company, CompanyFacts facts)
{
    private readonly OrderDesk _desk = new(company, facts);
    private Availability _available = new();
    private ArrivingGoods? _arrivals;
    private RouteTable? _routes;
    private SlotPrices? _slotPrices;

    /// <summary>Opens the desk, for example for a day.</summary>
    /// <inheritdoc cref="OrderDesk.Open"/>
    public void Open(
        RouteTable routes, Availability available, StockValues? stockValues, SlotPrices? slotPrices = null,
        ArrivingGoods? arrivals = null)
    {
        (_routes, _available, _slotPrices, _arrivals) = (routes, available, slotPrices, arrivals);
        _desk.Open(routes, available, stockValues, slotPrices, arrivals);
    }

    /// <summary>Whether an order of a day can be promised by the routes that are open.</summary>
    public bool Covers(DateOnly day) =>
        _routes is { } routes && day >= routes.FirstDay && day < routes.FirstDay.AddDays(routes.Days);

    /// <summary>Drafts an order.</summary>
    /// <param name="order">The order; its day is one that the routes cover.</param>
    /// <param name="deadline">By when it must be delivered, where the customer was told so before; else the draft makes
    /// an offer.</param>
    public OrderDraft Draft(CustomerOrder order, Instant deadline = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        var refused = new List<RefusedLine>();
        var (cart, offer) = deadline.IsKnown ? (Fill(order, refused), null) : OfferableOf(order, refused);
        if (cart.Length == 0)
        {
            return new(order) { Refused = refused };
        }

        offer = deadline.IsKnown ? Told(cart, order, deadline) : offer;
        return offer is null ? Nothing(order, cart) : Source(order, cart, offer, refused);
    }

    /// <summary>The lines of an order that can be had, and what they can be promised.</summary>
    /// <remarks>What is on its way and comes too late does not keep the rest from being promised: where all lines
    /// cannot be offered together, those are that can be offered alone, and where they cannot either, those that are
    /// there.</remarks>
    /// <param name="order">The order.</param>
    /// <param name="refused">Receives the lines that cannot.</param>
    /// <returns>No offer where none of them can be offered together.</returns>
    public (CartLine[] Cart, DeliveryOffer? Offer) OfferableOf(CustomerOrder order, List<RefusedLine> refused)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(refused);
        var cart = Fill(order, refused);
        foreach (var some in Parts(order, cart))
        {
            if (OfferOf(order.Region, some, order.At, order.Speed) is { } offer)
            {
                refused.AddRange(cart.Except(some).Select(line =>
                    new RefusedLine(line.Product, line.Units, RefusalReason.OutOfStock)));
                return (some, offer);
            }
        }

        return (cart, null);
    }

    // What may be offered together, the most first.
    private IEnumerable<CartLine[]> Parts(CustomerOrder order, CartLine[] cart)
    {
        yield return cart;
        if (Array.Exists(cart, line => !IsThere(line)))
        {
            yield return Array.FindAll(cart, line => IsThere(line)
                || OfferOf(order.Region, [line], order.At, order.Speed) is not null);
            yield return Array.FindAll(cart, IsThere);
        }

        bool IsThere(CartLine line) => Free(line.Product) >= line.Units;
    }

    /// <summary>What can be had of an order's goods now, fastest offers first by the speed asked for.</summary>
    /// <param name="region">Where to.</param>
    /// <param name="cart">The goods; a product stands on one line.</param>
    /// <param name="at">From when.</param>
    /// <param name="asked">The speed wanted, or the next slower one that can be offered; none for the one that the shop
    /// shows first.</param>
    /// <returns>Null where no speed can be offered.</returns>
    public DeliveryOffer? OfferOf(RegionId region, CartLine[] cart, Instant at, Speed? asked)
    {
        if (cart.Length == 0)
        {
            return null;
        }

        var promises = _desk.Promise(new(region, at), cart);
        var chosen = asked is { } speed ? FirstFrom(promises, (int)speed - 1) : _desk.Choose(cart);
        if (chosen < 0)
        {
            return null;
        }

        var (promise, sequence) = (promises[chosen], _desk.Sequence);
        return new(promise.Speed, promise.Promised, sequence, Offered(cart),
            asked is { } wanted && wanted != promise.Speed ? WhyNot(region, cart, at, wanted) : null);
    }

    /// <summary>What keeps a speed from being offered. Decided again with reasons, which only such a speed needs.
    /// </summary>
    public PromiseReason WhyNot(RegionId region, CartLine[] cart, Instant at, Speed speed)
    {
        var why = new ReasonWriter<PromiseReason>();
        _desk.Promise(new(region, at), cart, why);
        return why.ToReasons().Of((int)speed - 1)[0].Because;
    }

    /// <summary>The lines that can be had, from centers or on their way there; what cannot does not keep the rest from
    /// being promised.</summary>
    public CartLine[] Fill(CustomerOrder order, List<RefusedLine> refused)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(refused);
        var cart = new List<CartLine>(order.Lines.Length);
        foreach (var line in order.Lines)
        {
            if (Free(line.Product) is var free && (free >= line.Units
                || free + Coming(line.Product, new CartRequest(order.Region, order.At).Minute) >= line.Units))
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

    private OrderDraft Nothing(CustomerOrder order, CartLine[] cart)
    {
        var because = !_routes!.Knows(order.Region) ? RefusalReason.BadInput
            : WhyNot(order.Region, cart, order.At, Speed.Standard) switch
            {
                PromiseReason.NoSlot => RefusalReason.NoSlot,
                PromiseReason.LaneFull => RefusalReason.LaneFull,
                _ => RefusalReason.NoOffer,
            };
        return new(order)
        {
            Refused = [.. order.Lines.Select(line => new RefusedLine(line.Product, line.Units, because))],
        };
    }

    private OrderDraft Source(CustomerOrder order, CartLine[] cart, DeliveryOffer offer, List<RefusedLine> refused)
    {
        var shipments = new List<ShippedGoods>();
        var request = new OrderRequest(order.Region, order.At, offer.Promised) { MayWait = order.Customer.IsNamed };
        foreach (ref readonly var row in _desk.Source(in request, cart))
        {
            if (row.Units > 0)
            {
                shipments.Add(new(row.Product, row.Facility, row.Units, row.Delivery, new(row.PaidMicros))
                {
                    Arriving = row.Arriving, Hands = HandsOf(in row),
                });
            }
        }

        CartLine[] left = [.. cart.Where(line => shipments.TrueForAll(goods => goods.Product != line.Product))];
        var (claims, slots) = (_desk.Claims.ToArray(), _desk.Slots.ToArray());
        if (left.Length > 0)
        {
            var because = WhyLeft(order, left, offer.Speed);
            refused.AddRange(left.Select(line => new RefusedLine(line.Product, line.Units, because)));
        }

        return new(order)
        {
            Offer = offer, Shipments = shipments, Refused = refused, Left = left, Claims = claims, Slots = slots,
        };
    }

    private Money HandsOf(ref readonly ShipmentRow row) => _slotPrices is not { } prices ? default
        : new(row.Units * prices.MicrosOf(_routes!.OriginOf(row.Facility), _routes.ShipDayOf(row.Option)));

    // Where hands or room on the way alone are missing, it is not the goods that have gone.
    private RefusalReason WhyLeft(CustomerOrder order, CartLine[] left, Speed speed) =>
        WhyNot(order.Region, left, order.At, speed) switch
        {
            PromiseReason.NoSlot => RefusalReason.NoSlot,
            PromiseReason.LaneFull => RefusalReason.LaneFull,
            _ => RefusalReason.NotInTime,
        };

    private DeliveryOffer Told(CartLine[] cart, CustomerOrder order, Instant deadline) =>
        new(order.Speed ?? Speed.Standard, deadline, _available.Sequence, Offered(cart), null);

    private Table<OfferedLine> Offered(CartLine[] cart) =>
        new([.. cart.Select(line => new OfferedLine(line.Product, line.Units, Free(line.Product)))]);

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

    private long Coming(ProductId product, int now) => _arrivals is not { } arrivals || !arrivals.Any(product) ? 0
        : facts.Centers.Sum(center => (long)arrivals.Of(product, center, now, LastMinute));

    // What comes after the ways that are laid out cannot be promised.
    private int LastMinute => Instant.Of(_routes!.FirstDay.AddDays(_routes.Days)).UnixMinutes;

    private long Free(ProductId product) => facts.Centers.Sum(center => (long)_available[product, center]);
}
