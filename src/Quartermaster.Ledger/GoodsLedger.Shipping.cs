using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What is to leave: claims of decided orders.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Whether an entry was posted, as far as keys are remembered. O(1).</summary>
    public bool Has(EntryKey key) => _keys.Has(key);

    /// <summary>What an order still claims, in the order of its lines; empty where nothing is left or it is not known.
    /// </summary>
    public StockClaim[] ClaimsOf(OrderKey order) => StockFrom(FirstClaimOf(order));

    /// <summary>What has left of an order here, in turn; empty where nothing has, or it is not known. O(its lines).
    /// </summary>
    public StockClaim[] ShippedOf(OrderKey order)
    {
        StockClaim[] lastFirst = _orders.Find(order) is var number && number != OrderRecord.None
            ? StockFrom(_orders[number].FirstShipped) : [];
        Array.Reverse(lastFirst);
        return lastFirst;
    }

    /// <summary>What there is of an order's goods here. O(claims).</summary>
    public OrderHoldings HoldingsOf(OrderKey order) =>
        new(ClaimsOf(order), WaitsFor(order), PickedAt(order), ShippedOf(order))
        {
            HeldUntil = _orders.Find(order) is var number && number != OrderRecord.None
                && _orders[number].State == OrderOutcome.Held ? new(_orders[number].Expires) : default,
            Hands = [.. AllClaimsOf(order).Slots.Where(claim => claim.Slot.Kind == SlotKind.PickUnits)],
        };

    /// <summary>What an order claims: goods and slots.</summary>
    internal (StockClaim[] Lines, SlotClaim[] Slots) AllClaimsOf(OrderKey order) =>
        _orders.Find(order) is var number && number != OrderRecord.None ? (ClaimsOf(order), SlotsOf(number)) : ([], []);

    /// <summary>The decided orders that still claim goods at a facility from which they were to leave by a day, by ship
    /// day, then order, then facility; without those that wait for more of it there. O(open orders).</summary>
    /// <param name="through">The last ship day asked for.</param>
    public DueShipment[] Due(DateOnly through) => Due(through, waits: false);

    /// <summary>The decided orders that still wait for goods at a facility from which they were to leave by a day.
    /// O(open orders).</summary>
    /// <inheritdoc cref="Due(DateOnly)"/>
    public DueShipment[] DueAndWaiting(DateOnly through) => Due(through, waits: true);

    private DueShipment[] Due(DateOnly through, bool waits)
    {
        var due = new List<DueShipment>();
        foreach (var number in _orders.Open())
        {
            if (_orders[number].State != OrderOutcome.Decided)
            {
                continue;
            }

            var key = _orders[number].Key;
            var waiting = WaitsFor(key).Select(claim => claim.Slot.Window).ToHashSet();
            var from = waits ? waiting : ClaimsOf(key).Select(claim => claim.Facility.Value).ToHashSet();
            from.ExceptWith(waits ? [] : waiting);
            for (var i = _orders[number].FirstSlot; i != OrderRecord.None; i = _orders.Slot(i).Next)
            {
                var slot = _orders.Slot(i).Claim.Slot;
                if (slot.Kind == SlotKind.PickUnits && slot.Window <= through.DayNumber && from.Remove(slot.Place))
                {
                    due.Add(new(key, new(slot.Place), DateOnly.FromDayNumber(slot.Window)));
                }
            }
        }

        return [.. due.OrderBy(one => one.ShipDay).ThenBy(one => one.Order).ThenBy(one => one.Facility.Value)];
    }

    private StockClaim[] StockFrom(int first)
    {
        var stock = new List<StockClaim>();
        for (var i = first; i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            stock.Add(_orders.Claim(i).Claim);
        }

        return [.. stock];
    }

    /// <summary>The UTC day of the oldest decided order that has not left whole; null where there is none.
    /// O(open orders).</summary>
    public DateOnly? OldestDecided()
    {
        var oldest = int.MaxValue;
        foreach (var number in _orders.Open())
        {
            oldest = _orders[number].State == OrderOutcome.Decided ? Math.Min(oldest, _orders[number].Day) : oldest;
        }

        return oldest == int.MaxValue ? null : DateOnly.FromDayNumber(oldest);
    }
}

/// <summary>Goods of an order that are to leave a facility.</summary>
/// <param name="Order">The order.</param>
/// <param name="Facility">From where.</param>
/// <param name="ShipDay">On which day, by its claim on the facility's hands.</param>
public readonly record struct DueShipment(OrderKey Order, FacilityId Facility, DateOnly ShipDay);
