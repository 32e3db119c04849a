using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Customers' orders: stock and slots are claimed together, all or none.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Holds stock and slots for an order until it is decided, released or expires.</summary>
    /// <remarks>The same order again answers what has become of it; with other lines or slots it is refused. A refusal
    /// changes nothing and is not remembered, so the order may be tried again. About 0.2 µs.</remarks>
    /// <param name="order">The order.</param>
    /// <param name="at">When it is placed; a repetition carries the same instant.</param>
    /// <param name="expires">When the hold ends, after <paramref name="at"/>; the default for never.</param>
    /// <param name="lines">What it wants from where; at least one, unless it waits for goods on their way.</param>
    /// <param name="slots">The capacity it needs, and the goods it waits for; each slot was opened before.</param>
    public OrderOutcome Hold(
        OrderKey order, Instant at, Instant expires, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        var request = new OrderRecord
        {
            Key = order,
            Content = OrderContent.Of(lines, slots),
            Expires = expires.UnixMilliseconds,
            State = OrderOutcome.Held,
        };
        return Claim(ref request, at, lines, slots);
    }

    /// <summary>Holds and decides in one step: for callers that have nothing to do in between.</summary>
    /// <inheritdoc cref="Hold"/>
    public OrderOutcome Place(
        OrderKey order, Instant at, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        var request = new OrderRecord
        {
            Key = order,
            Content = OrderContent.Of(lines, slots),
            State = OrderOutcome.Decided,
        };
        return Claim(ref request, at, lines, slots);
    }

    /// <summary>Commits a held order: from now on it does not expire.</summary>
    /// <returns>Decided; Expired if the hold has ended by now; else what had become of the order before.</returns>
    public OrderOutcome Decide(OrderKey order, Instant at)
    {
        var number = _orders.Find(order);
        if (number == OrderRecord.None || _orders[number].State != OrderOutcome.Held)
        {
            return StateOf(number);
        }

        IsMidway = true;
        var expires = _orders[number].Expires;
        if (expires > 0 && expires <= at.UnixMilliseconds && !_orders[number].IsForeign)
        {
            FreeClaims(number, at, GoodsState.OnHand, OrderOutcome.Expired);
        }
        else
        {
            _orders.SetState(number, OrderOutcome.Decided);
            NoteChange(number, at);
        }

        Tape?.Step(LedgerStep.Decide, order, at);
        Finish(at);
        return StateOf(number);
    }

    /// <summary>Gives an order up: what it still claims is free again. Slots stay used once something has left.
    /// </summary>
    /// <returns>Released; else what had become of the order before.</returns>
    public OrderOutcome Release(OrderKey order, Instant at)
    {
        var number = _orders.Find(order);
        if (number != OrderRecord.None && _orders[number].IsOpen)
        {
            IsMidway = true;
            FreeClaims(number, at, GoodsState.OnHand, OrderOutcome.Released);
            Tape?.Step(LedgerStep.Release, order, at);
            Finish(at);
        }

        return StateOf(number);
    }

    /// <summary>Ships what a decided order claims at a facility. Repeating it changes nothing.</summary>
    /// <param name="order">The order; one that lies in several ledgers ships by <see cref="ShipPart"/> and
    /// <see cref="ShipHome"/>.</param>
    /// <param name="facility">From where; none for all facilities.</param>
    /// <param name="at">When.</param>
    /// <returns>Shipped when nothing is left to ship or to come, Decided while something is, OutOfTurn for an order
    /// that is only held; else what had become of the order before.</returns>
    public OrderOutcome Ship(OrderKey order, FacilityId facility, Instant at)
    {
        var number = _orders.Find(order);
        if (StateOf(number) != OrderOutcome.Decided)
        {
            return StateOf(number) == OrderOutcome.Held ? OrderOutcome.OutOfTurn : StateOf(number);
        }

        if (_orders[number].Ledgers != 0)
        {
            return OrderOutcome.OutOfTurn;
        }

        IsMidway = true;
        var (from, lines) = (FromWhere(number, facility), ToldAt(number, facility));
        var hasLeft = MoveClaims(number, facility, at, GoodsState.Shipped);
        if (_orders[number].FirstClaim == OrderRecord.None && !IsWaiting(number))
        {
            _orders.RemoveSlots(number);
            _orders.SetState(number, OrderOutcome.Shipped);
        }

        if (hasLeft)
        {
            _orders[number].HasShipped = true;
            Tape?.Ship(order, facility, at);
            NoteChange(number, at, _orders[number].IsOpen ? from : facility, lines: lines);
        }

        IsMidway = false;
        return StateOf(number);
    }

    // Where some of an order is still to come, what left did not leave from everywhere: one place must be named.
    private FacilityId FromWhere(int number, FacilityId facility) =>
        facility.Value == 0 && _orders[number].FirstClaim is not OrderRecord.None and var first
            ? _orders.Claim(first).Claim.Facility : facility;

    /// <summary>Frees the claims of every order whose hold has ended.</summary>
    /// <param name="now">Holds that end at or before this.</param>
    /// <param name="expired">Receives the orders, first expired first; null if nobody asks.</param>
    /// <returns>How many.</returns>
    public int Expire(Instant now, ICollection<OrderKey>? expired = null)
    {
        var count = 0;
        for (var number = _orders.FirstExpired(now.UnixMilliseconds); number != OrderRecord.None;
            number = _orders.FirstExpired(now.UnixMilliseconds))
        {
            IsMidway = true;
            FreeClaims(number, now, GoodsState.OnHand, OrderOutcome.Expired);
            expired?.Add(_orders[number].Key);
            count++;
        }

        if (count > 0)
        {
            Tape?.Expire(now);
            Finish(now);
        }

        return count;
    }

    /// <summary>What has become of an order; Unknown if it is not remembered.</summary>
    public OrderOutcome StateOf(OrderKey order) => StateOf(_orders.Find(order));

    private OrderOutcome StateOf(int number) =>
        number == OrderRecord.None ? OrderOutcome.Unknown : _orders[number].State;
}
