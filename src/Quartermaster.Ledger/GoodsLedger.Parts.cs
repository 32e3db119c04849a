using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Orders whose claims lie in several ledgers. Each holds its part; the home decides, and the others follow
/// its word however late it comes: they never let a part expire by themselves, nor close one.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Holds a part of an order.</summary>
    /// <returns>As <see cref="Hold"/>; OtherContent where the order as a whole was another one.</returns>
    public OrderOutcome HoldPart(OrderPart part) => ClaimPart(part, OrderOutcome.Held);

    /// <summary>Holds the home's part and decides the order, in one step: the other parts are held by now.</summary>
    /// <returns>As <see cref="Place"/>; OtherContent where the order as a whole was another one.</returns>
    public OrderOutcome PlacePart(OrderPart part) => ClaimPart(part, OrderOutcome.Decided);

    /// <summary>Takes a held part back as if it had never been: another ledger could not hold its own.</summary>
    /// <returns>Unknown if it is gone now, or was not there; else what had become of it, which stays.</returns>
    public OrderOutcome WithdrawPart(OrderKey order, Instant at)
    {
        var number = _orders.Find(order);
        if (number == OrderRecord.None || _orders[number].State != OrderOutcome.Held
            || _orders[number].Ledgers == 0)
        {
            return StateOf(number);
        }

        IsMidway = true;
        FreeClaims(number, at, GoodsState.OnHand, OrderOutcome.Released);
        if (!_orders[number].IsForeign)
        {
            NameChanges(changed => changed == number);
        }

        _orders.Remove(number);
        Tape?.Step(LedgerStep.WithdrawPart, order, at);
        Finish(at);
        return OrderOutcome.Unknown;
    }

    /// <summary>The ledgers that hold a part of an order: bit i for ledger i; 0 for an order that lies here alone or is
    /// not known.</summary>
    public ulong LedgersOf(OrderKey order) =>
        _orders.Find(order) is var number && number != OrderRecord.None ? _orders[number].Ledgers : 0;

    /// <summary>What this ledger says as the home of an order; Unknown where it is not.</summary>
    public OrderWord WordOf(OrderKey order)
    {
        var number = _orders.Find(order);
        return number == OrderRecord.None || _orders[number].IsForeign ? new(order, OrderOutcome.Unknown, 0, false)
            : new(order, _orders[number].State, _orders[number].Content, _orders[number].HasShipped);
    }

    /// <summary>How the part of an order stands whose home is another ledger; Unknown where there is none here.
    /// </summary>
    public PartReport ReportOf(OrderKey order)
    {
        var number = _orders.Find(order);
        if (number == OrderRecord.None || !_orders[number].IsForeign)
        {
            return new(order, OrderOutcome.Unknown, 0, false, false, default);
        }

        ref var part = ref _orders[number];
        return new(order, part.State, part.Content, part.FirstClaim != OrderRecord.None || IsWaiting(number),
            part.HasShipped, _orders.NewsOf(order));
    }

    /// <summary>Brings a part in line with the word of its home.</summary>
    /// <remarks>A part of another order under the same key, and one that its home does not know, is taken back: only a
    /// part of this very order follows it.</remarks>
    public void Follow(in OrderWord word, Instant at)
    {
        var number = _orders.Find(word.Order);
        if (number == OrderRecord.None || !_orders[number].IsForeign || !_orders[number].IsOpen)
        {
            return;
        }

        var isOurs = word.State != OrderOutcome.Unknown && word.Content == _orders[number].Content;
        if (!isOurs && _orders[number].State == OrderOutcome.Held)
        {
            WithdrawPart(word.Order, at);
            return;
        }

        var (state, hasShipped) = isOurs ? (word.State, word.HasShipped) : (OrderOutcome.Released, false);
        if (state != OrderOutcome.Held
            && (state != _orders[number].State || (hasShipped && !_orders[number].HasShipped)))
        {
            IsMidway = true;
            FollowTo(number, state, hasShipped, at);
            Tape?.FollowPart(word.Order, at, state, hasShipped);
            Finish(at);
        }
    }

    /// <summary>Ships what an order that lies in several ledgers claims here, told to do so: the order stays as it is
    /// until its home hears (<see cref="Hear"/>). Repeating it changes nothing.</summary>
    /// <returns>The units that left; 0 where the order is not decided here.</returns>
    public long ShipPart(OrderKey order, FacilityId facility, Instant at)
    {
        var number = _orders.Find(order);
        if (number == OrderRecord.None || _orders[number] is not { State: OrderOutcome.Decided, IsForeign: true })
        {
            return 0;
        }

        var units = UnitsAt(number, facility);
        if (units > 0)
        {
            IsMidway = true;

            // Whoever hears of it late, and not that all was to leave, must be able to say from where something left.
            var from = FromWhere(number, facility);
            MoveClaims(number, facility, at, GoodsState.Shipped);
            _orders[number].HasShipped = true;
            _orders.AddNews(order, new(1, 0, from));
            Tape?.ShipPart(order, facility, at);
            IsMidway = false;
        }

        return units;
    }

    /// <summary>All open orders that lie in several ledgers, with homes here and elsewhere: for when ledgers were
    /// opened, because a home may have spoken and nobody have been told. O(open orders).</summary>
    public WaitingPart[] OpenAcross() => _orders.OpenAcross();

    /// <summary>The held parts whose home is another ledger and whose time is over: ask the home what has become of
    /// them. O(such parts).</summary>
    /// <param name="now">Holds that end at or before this.</param>
    public WaitingPart[] Waiting(Instant now) => _orders.Waiting(now.UnixMilliseconds);

    /// <summary>The orders whose home is this ledger, open and closed, and the ledgers that hold parts of them; 0 where
    /// this one holds all. O(orders in memory).</summary>
    public IEnumerable<WaitingPart> HomeOrders() => _orders.HomeOrders();

    internal bool FollowTo(OrderKey order, OrderOutcome state, bool hasShipped, Instant at)
    {
        if (_orders.Find(order) is var number && number != OrderRecord.None)
        {
            FollowTo(number, state, hasShipped, at);
        }

        return number != OrderRecord.None;
    }

    private OrderOutcome ClaimPart(OrderPart part, OrderOutcome state)
    {
        ArgumentNullException.ThrowIfNull(part);
        var request = new OrderRecord
        {
            Key = part.Order,
            Content = part.Content,
            Expires = state == OrderOutcome.Held ? part.Expires.UnixMilliseconds : 0,
            State = state,
            Ledgers = part.Ledgers,
            IsForeign = !part.IsHome,
        };
        return Claim(ref request, part.At, part.Lines, part.Slots);
    }

    private void FollowTo(int number, OrderOutcome state, bool hasShipped, Instant at)
    {
        // Slots stay used once something has left, wherever it was.
        _orders[number].HasShipped |= hasShipped;
        if (state == OrderOutcome.Decided)
        {
            _orders.SetState(number, state);
        }
        else
        {
            FreeClaims(number, at, GoodsState.OnHand, state);
            _orders.ForgetNews(_orders[number].Key);
        }
    }

    private long UnitsAt(int number, FacilityId facility)
    {
        var units = 0L;
        for (var i = _orders[number].FirstClaim; i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            var claim = _orders.Claim(i).Claim;
            units += facility.Value == 0 || claim.Facility == facility ? claim.Units : 0;
        }

        return units;
    }
}
