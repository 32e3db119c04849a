using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>Serves the customers of one simulated company one after the other: promise, choice, sourcing,
/// hold.</summary>
/// <remarks>The engines and the ledger are the production ones; only the customer is simulated. Nothing is allocated
/// per order in steady state.</remarks>
internal sealed class CustomerDesk
{
    private const int UsualLines = 64;

    private readonly OrderDesk _desk;
    private readonly CompanyFacts _facts;
    private readonly GoodsLedger _ledger;
    private readonly DemandBook _book;
    private readonly StockWatch _watch;
    private readonly ulong _world;
    private readonly List<OrderKey> _toShip = [];
    private CartLine[] _cart = new CartLine[UsualLines];
    private (StockValues? StockValues, PriceBoard Board) _planned;
    private Tally? _tally;
    private DateOnly _day;

    internal CustomerDesk(
        Company company, CompanyFacts facts, GoodsLedger ledger, DemandBook book, StockWatch watch, ulong world)
    {
        (_desk, _facts, _ledger) = (new(company, facts), facts, ledger);
        (_book, _watch, _world) = (book, watch, world);
    }

    /// <summary>By which ways goods leave, and what those can take.</summary>
    internal required SimulatedWays Ways { get; init; }

    /// <summary>Opens the desk for a day.</summary>
    /// <param name="day">The UTC day.</param>
    /// <param name="plan">The day's plan: what goods, hands and room on lanes are worth.</param>
    /// <param name="tally">What is counted; null for a day that is not measured.</param>
    internal void Open(DateOnly day, DayPlan plan, Tally? tally)
    {
        (_day, _planned, _tally) = (day, (plan.Outlook.StockValues, plan.OrderBoard), tally);
        Ways.Open(day, plan.LaneSpace?.Rates() ?? new([]));
        OpenWays();
    }

    /// <summary>Opens the slots of a ship day: units that each center can pick and ship on it.</summary>
    internal void OpenSlots(DateOnly shipDay)
    {
        PickSlots.Open(_facts.Centers, _facts.Capacities, _ledger, shipDay, Instant.Of(_day));
    }

    /// <summary>Serves one customer.</summary>
    internal void Serve(in WantedOrder order, ReadOnlySpan<WantedLine> wanted)
    {
        if (wanted.Length > _cart.Length)
        {
            _cart = new CartLine[wanted.Length];
        }

        var count = Fill(wanted);
        if (count == 0)
        {
            return;
        }

        var cart = _cart.AsSpan(0, count);
        if (Ways.Renew(order.At, cart))
        {
            OpenWays();
        }

        var promises = _desk.Promise(new(order.Region, order.At), cart);
        var chosen = _desk.Choose(cart);
        var units = UnitsOf(cart);
        NoteOneDay(promises, count);
        if (chosen < 0)
        {
            Lose(units, toStock: true);
        }
        else if (!order.Accepts(promises[chosen].Minutes / 1_440.0))
        {
            Lose(units, toStock: false);
        }
        else
        {
            Source(order, cart, promises[chosen].Promised);
        }
    }

    /// <summary>Ends the day: what was promised leaves.</summary>
    internal void Close()
    {
        var at = Instant.Of(_day.AddDays(1));
        foreach (var key in _toShip)
        {
            _ledger.Ship(key, default, at);
        }

        _toShip.Clear();
        _ledger.Forget(_day.AddDays(-1));
        _ledger.CloseSlots(SlotKind.PickUnits, _day.DayNumber);
    }

    private void OpenWays() => _desk.Open(
        Ways.Table, _ledger.Availability, _planned.StockValues, SlotPrices.Of(_planned.Board, Ways.Table),
        hasPlenty: Ways.HavePlenty);

    // Puts what can be had into the cart, substitutes for what cannot; the rest is lost. A product that is wanted twice
    // stands on one line of the cart, which has taken its units.
    private int Fill(ReadOnlySpan<WantedLine> wanted)
    {
        var count = 0;
        foreach (ref readonly var line in wanted)
        {
            var free = FreeBeyond(line.Product, count);
            var isThere = free >= line.Units;
            if (_tally is not null)
            {
                _tally.WantedUnits += line.Units;
                _tally.Views++;
                _tally.InStockViews += free > 0 ? 1 : 0;
                _tally.WholeLineViews += isThere ? 1 : 0;
            }

            var product = isThere ? line.Product
                : line.Substitute != default && FreeBeyond(line.Substitute, count) >= line.Units ? line.Substitute
                : default;
            if (product == default)
            {
                Lose(line.Units, toStock: true);
            }
            else if (IndexIn(product, count) is >= 0 and var i)
            {
                _cart[i] = new(product, _cart[i].Units + line.Units);
            }
            else
            {
                _cart[count++] = new(product, line.Units);
            }
        }

        if (_tally is not null)
        {
            _tally.WantedOrders += wanted.Length > 0 ? 1 : 0;
        }

        return count;
    }

    private void Source(in WantedOrder order, ReadOnlySpan<CartLine> cart, Instant promised)
    {
        var rows = _desk.Source(new(order.Region, order.At, promised), cart);
        var isPlaced = Place(order);
        var (wanted, shipped) = (UnitsOf(cart), isPlaced ? UnitsOf(rows) : 0);
        Lose(wanted - shipped, toStock: true);
        if (isPlaced)
        {
            Book(order, rows, promised);
        }

        if (_tally is not null)
        {
            _tally.AcceptedOffers++;
            _tally.HonoredOffers += wanted == shipped ? 1 : 0;
        }
    }

    // Placed at once, without a hold: nothing comes in between.
    private bool Place(in WantedOrder order)
    {
        var key = new OrderKey(_world, order.Key);
        var isPlaced = _desk.Claim(_ledger, key, order.At) == OrderOutcome.Decided;
        if (isPlaced)
        {
            _toShip.Add(key);
            Ways.Note(_desk);
        }

        return isPlaced;
    }

    private void Book(in WantedOrder order, ReadOnlySpan<ShipmentRow> rows, Instant promised)
    {
        var minute = (int)((order.At.UnixMilliseconds - Instant.Of(_day).UnixMilliseconds) / 60_000);
        foreach (ref readonly var row in rows)
        {
            if (row.Units == 0)
            {
                continue;
            }

            var product = _facts.RowOf(row.Product);
            _book.AddSales(product, _day, row.Units);
            if (Free(row.Product) == 0)
            {
                _watch.RunOut(product, minute);
            }
        }

        if (_tally is not null)
        {
            new Shipments(_facts, _book, Ways.Table, _world).Add(_tally, order, rows, promised);
        }
    }

    private void NoteOneDay(ReadOnlySpan<PromiseRow> promises, int lines)
    {
        if (_tally is not null)
        {
            for (var i = 0; i < promises.Length; i++)
            {
                if (promises[i].IsOffered && promises[i].Speed <= Speed.OneDay)
                {
                    _tally.OneDayViews += lines;
                    return;
                }
            }
        }
    }

    private void Lose(int units, bool toStock)
    {
        if (_tally is not null && toStock)
        {
            _tally.LostToStockUnits += units;
        }
        else if (_tally is not null)
        {
            _tally.LostToSpeedUnits += units;
        }
    }

    // Units that the first lines of the cart have left.
    private int FreeBeyond(ProductId product, int count) =>
        Free(product) - (IndexIn(product, count) is >= 0 and var i ? _cart[i].Units : 0);

    private int Free(ProductId product)
    {
        var sum = 0L;
        foreach (var center in _facts.Centers)
        {
            sum += _ledger.Availability.Units.Of(product, center);
        }

        return (int)Math.Min(int.MaxValue, sum);
    }

    private int IndexIn(ProductId product, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (_cart[i].Product == product)
            {
                return i;
            }
        }

        return -1;
    }

    private static int UnitsOf(ReadOnlySpan<CartLine> cart)
    {
        var sum = 0;
        foreach (ref readonly var line in cart)
        {
            sum += line.Units;
        }

        return sum;
    }

    private static int UnitsOf(ReadOnlySpan<ShipmentRow> rows)
    {
        var sum = 0;
        foreach (ref readonly var row in rows)
        {
            sum += row.Units;
        }

        return sum;
    }
}
