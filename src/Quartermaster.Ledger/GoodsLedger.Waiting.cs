using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Which orders wait for goods on their way.</content>
public sealed partial class GoodsLedger
{
    private static readonly Comparer<WaitingPlace> s_newestFirst =
        Comparer<WaitingPlace>.Create((one, other) => other.ComparedWith(one));

    /// <summary>Orders that wait for goods on their way, oldest first: in the turn in which they get them.</summary>
    /// <remarks>O(open slots + claims on goods on their way): orders that wait for nothing are not looked at.</remarks>
    /// <param name="after">The last that is known already; the default for none.</param>
    /// <param name="most">At most so many; 1 or more.</param>
    /// <param name="byDay">Whether they stand by the day on which they were placed, which is the same in each of
    /// several ledgers.</param>
    public WaitingPage WaitingAfter(WaitingPlace after, int most, bool byDay = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        var (waiting, units) = (new HashSet<int>(), 0L);
        foreach (var (slot, claimed) in _slots.ClaimedArrivals())
        {
            units += claimed;
            waiting.UnionWith(_orders.OrdersOf(slot).Where(number =>
                !_orders[number].IsSide && _orders.SlotAt(number, slot) != OrderRecord.None));
        }

        var first = new PriorityQueue<int, WaitingPlace>(s_newestFirst);
        foreach (var number in waiting)
        {
            var place = PlaceOf(number, byDay);
            if (place.ComparedWith(after) > 0)
            {
                first.Enqueue(number, place);
            }

            if (first.Count > most)
            {
                first.Dequeue();
            }
        }

        var orders = new WaitingOrder[first.Count];
        while (first.Count > 0)
        {
            orders[first.Count - 1] = WaitingOf(first.Dequeue(), byDay);
        }

        return new(orders, waiting.Count, units);
    }

    private WaitingOrder WaitingOf(int number, bool byDay)
    {
        var record = _orders[number];
        return new(PlaceOf(number, byDay), record.State, AskOf(record.Key), WaitsFor(record.Key));
    }

    private WaitingPlace PlaceOf(int number, bool byDay) => _orders[number] is var record && byDay
        ? new(record.Day, record.Key) : new(record.Sequence, record.Key);
}
