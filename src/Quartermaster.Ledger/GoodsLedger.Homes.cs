using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What the home of an order does when it hears of the parts that other ledgers hold.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Hears how the parts of an order stand in other ledgers. Hearing it again changes nothing.</summary>
    /// <remarks>A held order of which a part was cut is cut whole, as it would be in one ledger; one that lacks a part
    /// never was. A decided order of which nothing is left anywhere is done: shipped, or cut where nothing has left.
    /// </remarks>
    /// <param name="order">An order whose home is this ledger.</param>
    /// <param name="at">When.</param>
    /// <param name="parts">How its parts stand.</param>
    /// <returns>What it is since then.</returns>
    public OrderWord Hear(OrderKey order, Instant at, in PartTotals parts)
    {
        var number = _orders.Find(order);
        if (number != OrderRecord.None && !_orders[number].IsForeign && _orders[number].Ledgers != 0)
        {
            if (_orders[number].State == OrderOutcome.Held && !parts.IsWhole)
            {
                WithdrawPart(order, at);
            }
            else
            {
                HearOf(number, at, in parts);
            }
        }

        return WordOf(order);
    }

    /// <summary>What this ledger, the home of an order, has heard of its parts elsewhere.</summary>
    public PartNews HeardOf(OrderKey order) => _orders.NewsOf(order);

    /// <summary>Ships what an order that lies in several ledgers claims here, its home, after the others were told
    /// to.</summary>
    /// <param name="order">The order.</param>
    /// <param name="facility">From where; none for all facilities.</param>
    /// <param name="at">When.</param>
    /// <param name="parts">How the other parts stand since then.</param>
    /// <param name="units">The units that left here.</param>
    /// <returns>As <see cref="Ship"/>.</returns>
    public OrderOutcome ShipHome(
        OrderKey order, FacilityId facility, Instant at, in PartTotals parts, out long units)
    {
        units = 0;
        var number = _orders.Find(order);
        if (StateOf(number) != OrderOutcome.Decided)
        {
            return StateOf(number) == OrderOutcome.Held ? OrderOutcome.OutOfTurn : StateOf(number);
        }

        units = UnitsAt(number, facility);
        HearOf(number, at, in parts, isShipping: true, facility);
        return StateOf(order);
    }

    private void HearOf(
        int number, Instant at, in PartTotals parts, bool isShipping = false, FacilityId facility = default)
    {
        var (order, heard) = (_orders[number].Key, _orders.NewsOf(_orders[number].Key));
        var (hasLeftElsewhere, cuts) = (parts.News.Ships > heard.Ships, parts.News.Cuts - heard.Cuts);
        var hasLeft = hasLeftElsewhere || (isShipping && UnitsAt(number, facility) > 0);
        var isDone = _orders[number].State == OrderOutcome.Decided && !parts.HasClaims && !IsWaiting(number)
            && (_orders[number].FirstClaim == OrderRecord.None || (isShipping && IsAllAt(number, facility)));
        if (!_orders[number].IsOpen || (!hasLeft && cuts <= 0 && !isDone))
        {
            return;
        }

        IsMidway = true;
        Tape?.HearPart(order, at, in parts, isShipping, facility);
        _orders.SetNews(order, parts.News);
        if (_orders[number].State == OrderOutcome.Held)
        {
            // Nothing leaves of what is only held.
            End(number, at, OrderOutcome.Cut);
            Finish(at);
            return;
        }

        var from = !isShipping ? parts.News.From : isDone ? facility : FromWhere(number, facility);
        from = from.Value == 0 && !isDone ? parts.News.From : from;
        // Of what left elsewhere only that it did is known here.
        var lines = isShipping && !hasLeftElsewhere ? ToldAt(number, facility) : null;
        if (isShipping)
        {
            MoveClaims(number, facility, at, GoodsState.Shipped);
        }

        _orders[number].HasShipped |= hasLeft;
        for (; cuts > 0; cuts--)
        {
            NoteCut(number, at, null);
        }

        if (isDone)
        {
            End(number, at, _orders[number].HasShipped ? OrderOutcome.Shipped : OrderOutcome.Cut,
                hasLeft ? from : default, lines);
        }
        else if (hasLeft)
        {
            NoteChange(number, at, from, lines: lines);
        }

        Finish(at);
    }

    internal bool HearAgain(OrderKey order, Instant at, in PartTotals parts, bool isShipping, FacilityId facility)
    {
        if (_orders.Find(order) is var number && number != OrderRecord.None)
        {
            HearOf(number, at, in parts, isShipping, facility);
        }

        return number != OrderRecord.None;
    }

    private void End(
        int number, Instant at, OrderOutcome state, FacilityId from = default, StockClaim[]? lines = null)
    {
        FreeClaims(number, at, GoodsState.OnHand, state, isQuiet: true);
        NoteChange(number, at, from, lines: lines);
        _orders.ForgetNews(_orders[number].Key);
    }

    private bool IsAllAt(int number, FacilityId facility)
    {
        for (var i = _orders[number].FirstClaim; i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            if (facility.Value != 0 && _orders.Claim(i).Claim.Facility != facility)
            {
                return false;
            }
        }

        return true;
    }
}
