using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
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
internal sealed class OrderDesk
{
    private const int MostLines = 64;
    private const int MostDelayDays = 3;

    private readonly Company _company;
    private readonly CompanyFacts _facts;
    private readonly GoodsLedger _ledger;
    private readonly DemandBook _book;
    private readonly StockWatch _watch;
    private readonly ulong _world;
    private readonly CartLine[] _cart = new CartLine[MostLines];
    private readonly PromiseRow[] _promises = new PromiseRow[PromiseInputs.SpeedCount];
    private readonly ShipmentRow[] _rows = new ShipmentRow[MostLines * OrderInputs.FacilitiesPerOrder];
    private readonly StockClaim[] _claims = new StockClaim[MostLines * OrderInputs.FacilitiesPerOrder];
    private readonly SlotClaim[] _slots = new SlotClaim[MostLines];
    private readonly List<OrderKey> _toShip = [];
    private PromiseInputs? _promiseInputs;
    private OrderInputs? _orderInputs;
    private RouteTable? _routes;
    private Tally? _tally;
    private DateOnly _day;

    internal OrderDesk(
        Company company, CompanyFacts facts, GoodsLedger ledger, DemandBook book, StockWatch watch, ulong world)
    {
        (_company, _facts, _ledger, _book, _watch, _world) = (company, facts, ledger, book, watch, world);
    }

    /// <summary>Opens the desk for a day.</summary>
    /// <param name="day">The UTC day.</param>
    /// <param name="routes">The ways of the day.</param>
    /// <param name="stockValues">Worth of the next unit by product identifier × origin, and how it grows.</param>
    /// <param name="tally">What is counted; null for a day that is not measured.</param>
    internal void Open(DateOnly day, RouteTable routes, (Matrix Worth, Matrix Slopes)? stockValues, Tally? tally)
    {
        (_day, _routes, _tally) = (day, routes, tally);
        _promiseInputs = new() { Routes = routes, Available = _ledger.Availability.Units, Terms = _facts.ShipTerms };
        _orderInputs = new()
        {
            Routes = routes,
            Available = _ledger.Availability.Units,
            Terms = _facts.ShipTerms,
            StockValues = stockValues?.Worth,
            StockSlopes = stockValues?.Slopes,
        };
    }

    /// <summary>Opens the slots of a ship day: units that each center can pick and ship on it.</summary>
    internal void OpenSlots(DateOnly shipDay)
    {
        foreach (var capacity in _facts.Capacities.Rows)
        {
            if (capacity.Resource == Resource.Outbound && capacity.FromDay <= shipDay)
            {
                _ledger.OpenSlot(Slot.Pick(capacity.Facility, shipDay), (long)capacity.Hard, Instant.Of(_day));
            }
        }
    }

    /// <summary>Serves one customer.</summary>
    internal void Serve(in WantedOrder order, ReadOnlySpan<WantedLine> wanted)
    {
        var count = Fill(order, wanted[..Math.Min(wanted.Length, MostLines)]);
        if (count == 0)
        {
            return;
        }

        var cart = _cart.AsSpan(0, count);
        _company.Promise.DecideOne(_promiseInputs!, new(order.Region, order.At), cart, _promises);
        var chosen = OfferChoice.Best(_promises, MarginOf(cart), _company.Gather.LostPerExtraDay);
        var units = UnitsOf(cart);
        NoteOneDay(count);
        if (chosen < 0)
        {
            Lose(units, toStock: true);
        }
        else if (!order.Accepts(_promises[chosen].Minutes / 1_440.0))
        {
            Lose(units, toStock: false);
        }
        else
        {
            Source(order, cart, _promises[chosen].Promised);
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

    // Puts what can be had into the cart, substitutes for what cannot; the rest is lost.
    private int Fill(in WantedOrder order, ReadOnlySpan<WantedLine> wanted)
    {
        var count = 0;
        foreach (ref readonly var line in wanted)
        {
            var isThere = Free(line.Product) >= line.Units;
            if (_tally is not null)
            {
                _tally.WantedUnits += line.Units;
                _tally.Views++;
                _tally.InStockViews += isThere ? 1 : 0;
            }

            var product = isThere ? line.Product
                : line.Substitute != default && Free(line.Substitute) >= line.Units ? line.Substitute
                : default;
            if (product == default || IndexIn(product, count) >= 0)
            {
                Lose(line.Units, toStock: true);
                continue;
            }

            _cart[count++] = new(product, line.Units);
        }

        if (_tally is not null)
        {
            _tally.WantedOrders += wanted.Length > 0 ? 1 : 0;
        }

        return count;
    }

    private void Source(in WantedOrder order, ReadOnlySpan<CartLine> cart, Instant promised)
    {
        var rows = _rows.AsSpan(0, cart.Length * OrderInputs.FacilitiesPerOrder);
        _company.Orders.DecideOne(_orderInputs!, new(order.Region, order.At, promised), cart, rows);
        var claims = 0;
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0)
            {
                _claims[claims++] = new(row.Product, row.Facility, row.Units);
            }
        }

        var shipped = UnitsOf(rows);
        var delayDays = claims > 0 ? Place(order, rows, _claims.AsSpan(0, claims)) : -1;
        Lose(UnitsOf(cart) - (delayDays >= 0 ? shipped : 0), toStock: true);
        if (delayDays >= 0)
        {
            Book(order, rows, promised, delayDays);
        }
    }

    // Holds stock and slots together. A center that has no slot left on its ship day ships later: the promise suffers.
    private int Place(in WantedOrder order, ReadOnlySpan<ShipmentRow> rows, ReadOnlySpan<StockClaim> claims)
    {
        var key = new OrderKey(_world, order.Key);
        for (var delay = 0; delay <= MostDelayDays; delay++)
        {
            var slots = SlotsOf(rows, delay);
            var outcome = _ledger.Place(key, order.At, claims, _slots.AsSpan(0, slots));
            if (outcome == OrderOutcome.Decided)
            {
                _toShip.Add(key);
                return delay;
            }

            if (outcome != OrderOutcome.SlotFull)
            {
                break;
            }
        }

        return -1;
    }

    private int SlotsOf(ReadOnlySpan<ShipmentRow> rows, int delayDays)
    {
        var count = 0;
        foreach (ref readonly var row in rows)
        {
            if (row.Units == 0)
            {
                continue;
            }

            var departure = _routes!.Departures[_routes.Options[row.Option].Departure].DepartureMinute;
            var slot = Slot.Pick(row.Facility, Instant.OfMinutes(departure).UtcDay.AddDays(delayDays));
            var at = 0;
            while (at < count && _slots[at].Slot != slot)
            {
                at++;
            }

            _slots[at] = new(slot, row.Units + (at < count ? _slots[at].Units : 0));
            count = Math.Max(count, at + 1);
        }

        return count;
    }

    private void Book(in WantedOrder order, ReadOnlySpan<ShipmentRow> rows, Instant promised, int delayDays)
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
            new Shipments(_facts, _book, _routes!, _world).Add(_tally, order, rows, promised, delayDays);
        }
    }

    private void NoteOneDay(int lines)
    {
        if (_tally is not null)
        {
            for (var i = 0; i < _promises.Length; i++)
            {
                if (_promises[i].IsOffered && _promises[i].Speed <= Speed.OneDay)
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

    private double MarginOf(ReadOnlySpan<CartLine> cart)
    {
        var sum = 0.0;
        foreach (ref readonly var line in cart)
        {
            var economics = _facts.Economics.Rows[_facts.RowOf(line.Product)];
            sum += line.Units * (economics.Price - economics.UnitCost + economics.GoodwillPerUnit);
        }

        return sum;
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
