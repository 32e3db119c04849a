using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Takes one order after the other through promise, choice of speed, sourcing and claims.</summary>
/// <remarks>The same desk in production, in the simulator and in benchmarks. It keeps buffers, so one thread uses it;
/// many desks may share tables and live units. Nothing is allocated per order in steady state.</remarks>
/// <param name="company">Who decides.</param>
/// <param name="facts">What is joined already.</param>
public sealed class OrderDesk(Company company, CompanyFacts facts)
{
    private const int UsualLines = 64;

    private readonly PromiseRow[] _promises = new PromiseRow[PromiseInputs.SpeedCount];
    private readonly OrderSlots _slots = new();
    private ShipmentRow[] _rows = new ShipmentRow[UsualLines * OrderInputs.FacilitiesPerLine];
    private StockClaim[] _claims = new StockClaim[UsualLines * OrderInputs.FacilitiesPerLine];
    private RegionId _region;
    private PromiseInputs? _promiseInputs;
    private OrderInputs? _orderInputs;
    private RouteTable? _routes;
    private Availability? _available;
    private int _rowCount;
    private int _claimCount;
    private bool _claimsGoods;

    /// <summary>What the order last sourced takes from which center, of what is there.</summary>
    public ReadOnlySpan<StockClaim> Claims => _claims.AsSpan(0, _claimCount);

    /// <summary>The slots that the order last sourced needs, those of goods on their way to a center included.
    /// Overwritten by the next call.</summary>
    public ReadOnlySpan<SlotClaim> Slots => _slots.Of(
        _rows.AsSpan(0, _rowCount), _region, _routes!, facts.ShipTerms, _available!.Rooms);

    /// <summary>The ledger's sequence that the last promise was read at: what it says holds if nothing came after.
    /// </summary>
    public long Sequence { get; private set; }

    /// <summary>Opens the desk, for example for a day.</summary>
    /// <param name="routes">The ways there are.</param>
    /// <param name="available">Units free now and slots by ship day, live. Days that no slots were opened for are not
    /// shipped on.</param>
    /// <param name="stockValues">What the k-th unit is worth, by rows and centers of the facts, read at the units free
    /// when an order is sourced; null for a company that does not count future cost.</param>
    /// <param name="slotPrices">What a unit of the centers' ship days costs, by origins of the routes; null for
    /// nothing.</param>
    /// <param name="arrivals">Goods on their way to centers that may be promised and ordered; null for none.</param>
    /// <param name="hasPlenty">Whether departures and delivery days are known to have room for any order that will
    /// come: they are not asked then, which changes no answer. What orders take of them is claimed all the
    /// same.</param>
    public void Open(
        RouteTable routes, Availability available, StockValues? stockValues, SlotPrices? slotPrices = null,
        ArrivingGoods? arrivals = null, bool hasPlenty = false)
    {
        var rooms = hasPlenty ? null : available.Rooms;
        (_routes, _available) = (routes, available);
        _promiseInputs = new()
        {
            Routes = routes, Available = available.Units, Slots = available.Slots,
            Rooms = rooms, Arrivals = arrivals, Terms = facts.ShipTerms,
        };
        _orderInputs = new()
        {
            Routes = routes,
            Available = available.Units,
            Slots = available.Slots,
            Rooms = rooms,
            Arrivals = arrivals,
            Terms = facts.ShipTerms,
            SlotPrices = slotPrices,
            StockValues = stockValues,
            StockValueRows = new(facts.RowOfProduct),
            StockValueColumns = new(Array.ConvertAll(routes.Origins.ToArray(), facts.CenterOf)),
        };
    }

    /// <summary>What a cart can be promised, five speeds, fastest first. Valid until the next call.</summary>
    /// <param name="request">Where to and from when.</param>
    /// <param name="cart">The cart; a product stands on one line.</param>
    /// <param name="why">Where the reasons go; null on the hot path.</param>
    public ReadOnlySpan<PromiseRow> Promise(
        CartRequest request, ReadOnlySpan<CartLine> cart, ReasonWriter<PromiseReason>? why = null)
    {
        Sequence = _available!.Sequence;
        company.Promise.DecideOne(_promiseInputs!, request, cart, _promises, why);
        return _promises;
    }

    /// <summary>The speed to show first among those last promised, by expected profit; −1 if none can be offered.
    /// </summary>
    public int Choose(ReadOnlySpan<CartLine> cart) =>
        OfferChoice.Best(_promises, CartWorth.Of(facts, cart, company.Gather.LostPerExtraDay));

    /// <summary>Which centers ship an order: <see cref="OrderInputs.FacilitiesPerLine"/> rows per line,
    /// those without units unused. Valid until the next call.</summary>
    /// <param name="request">Where to and by when.</param>
    /// <param name="cart">The cart; a product stands on one line.</param>
    /// <param name="why">Where the reasons go; null on the hot path.</param>
    public ReadOnlySpan<ShipmentRow> Source(
        in OrderRequest request, ReadOnlySpan<CartLine> cart, ReasonWriter<OrderReason>? why = null)
    {
        _rowCount = cart.Length * OrderInputs.FacilitiesPerLine;
        if (_rowCount > _rows.Length)
        {
            (_rows, _claims) = (new ShipmentRow[_rowCount], new StockClaim[_rowCount]);
        }

        _region = request.Region;
        var rows = _rows.AsSpan(0, _rowCount);
        company.Orders.DecideOne(_orderInputs!, in request, cart, rows, why);
        (_claimCount, _claimsGoods) = (0, false);
        foreach (ref readonly var row in rows)
        {
            _claimsGoods |= row.Units > 0;
            if (row.Units > row.Arriving)
            {
                _claims[_claimCount++] = new(row.Product, row.Facility, row.Units - row.Arriving);
            }
        }

        return rows;
    }

    /// <summary>Claims stock and slots of the order last sourced, all or none.</summary>
    /// <remarks>Units that are on their way are claimed as slots: the ledger turns them into stock when they come. What
    /// was free when it was sourced may have gone: then nothing is claimed, and the customer needs a new offer. An
    /// order never ships on a later day than it was promised for.</remarks>
    /// <param name="ledger">Who keeps them.</param>
    /// <param name="key">The order.</param>
    /// <param name="at">When it was placed.</param>
    /// <param name="expires">Until when it is only held; the default to decide it at once.</param>
    public OrderOutcome Claim(GoodsLedger ledger, OrderKey key, Instant at, Instant expires = default) =>
        !_claimsGoods ? OrderOutcome.NotEnoughStock
        : expires.IsKnown ? ledger.Hold(key, at, expires, Claims, Slots)
        : ledger.Place(key, at, Claims, Slots);
}
