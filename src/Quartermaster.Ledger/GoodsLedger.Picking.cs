using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Orders in the hands of who picks them.</content>
/// <remarks>An order is picked at a facility: all that it claims there, and what it is given there later. Such claims
/// do not move to other places, and a count that finds less cuts them last: they were found. Goods stay held until they
/// leave; what is not found is a short pick (<see cref="AmendOrder"/>).</remarks>
public sealed partial class GoodsLedger
{
    /// <summary>Notes that somebody picks what a decided order claims. Repeating it changes nothing.</summary>
    /// <param name="order">The order. Of one that lies in several ledgers what is claimed here; each is told.</param>
    /// <param name="facility">Where; none for all facilities.</param>
    /// <param name="at">When.</param>
    /// <param name="isElsewhere">Whether another ledger has just begun with a part of it, so that this one, its home,
    /// tells of it even where it has nothing to pick.</param>
    /// <returns>Decided, OutOfTurn for an order that is only held, or that still waits for all it wants there; else
    /// what had become of the order before.</returns>
    public OrderOutcome Pick(OrderKey order, FacilityId facility, Instant at, bool isElsewhere = false)
    {
        var number = _orders.Find(order);
        if (StateOf(number) != OrderOutcome.Decided)
        {
            return StateOf(number) == OrderOutcome.Held ? OrderOutcome.OutOfTurn : StateOf(number);
        }

        if (!isElsewhere && UnitsAt(number, facility) == 0 && _orders.IsWaiting(number, facility))
        {
            return OrderOutcome.OutOfTurn;
        }

        if (isElsewhere || IsToPick(number, facility))
        {
            IsMidway = true;
            MarkPicked(number, facility);
            Tape?.Pick(order, facility, at);
            if (!_orders[number].IsForeign)
            {
                Changes?.Add(new(order, OrderOutcome.Decided, at, facility) { IsPicked = true });
            }

            IsMidway = false;
        }

        return OrderOutcome.Decided;
    }

    /// <summary>Whether somebody would begin with what an order claims at a facility.</summary>
    /// <param name="order">The order.</param>
    /// <param name="facility">Where; none for anywhere.</param>
    public bool IsToPick(OrderKey order, FacilityId facility) =>
        _orders.Find(order) is var number && StateOf(number) == OrderOutcome.Decided && IsToPick(number, facility);

    /// <summary>The facilities at which an order is being picked, by number.</summary>
    public FacilityId[] PickedAt(OrderKey order)
    {
        var places = new SortedSet<int>();
        for (var i = FirstClaimOf(order); i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            if (_orders.Claim(i).IsPicked)
            {
                places.Add(_orders.Claim(i).Claim.Facility.Value);
            }
        }

        return [.. places.Select(place => new FacilityId(place))];
    }

    private int FirstClaimOf(OrderKey order) =>
        _orders.Find(order) is var number && number != OrderRecord.None ? _orders[number].FirstClaim : OrderRecord.None;

    private bool IsToPick(int number, FacilityId facility) => HasClaim(number, facility, isPicked: false);

    // Whether it is being picked at a facility; none for anywhere.
    private bool IsPicked(int number, FacilityId facility) => HasClaim(number, facility, isPicked: true);

    private bool HasClaim(int number, FacilityId facility, bool isPicked)
    {
        for (var i = _orders[number].FirstClaim; i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            if (_orders.Claim(i).IsPicked == isPicked
                && (facility.Value == 0 || _orders.Claim(i).Claim.Facility == facility))
            {
                return true;
            }
        }

        return false;
    }

    private void MarkPicked(int number, FacilityId facility)
    {
        for (var i = _orders[number].FirstClaim; i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            if (facility.Value == 0 || _orders.Claim(i).Claim.Facility == facility)
            {
                _orders.MarkPicked(i);
            }
        }
    }
}
