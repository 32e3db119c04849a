using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What is forgotten of orders.</content>
internal sealed partial class OrderBook
{
    internal void ForgetNews(OrderKey order) => News.Remove(order);

    /// <summary>Forgets closed orders of days before one. O(orders).</summary>
    internal void Forget(int firstDay)
    {
        _numbers.RemoveAll((_, number) =>
        {
            var isOld = !_records[number].IsOpen && _records[number].Day < firstDay;
            if (isOld)
            {
                Drop(number);
            }

            return isOld;
        });
    }

    // All but its number, of an order that claims nothing any more.
    private void Drop(int number)
    {
        ref var record = ref _records[number];
        Asks.Remove(record.Key);
        News.Remove(record.Key);
        while (record.FirstShipped != OrderRecord.None)
        {
            var line = record.FirstShipped;
            record.FirstShipped = _claims[line].Next;
            _claims.Give(line);
        }

        _records.Give(number);
    }

    /// <summary>The latest day of an order, up to one; 0 for none. O(orders).</summary>
    internal int LastDay(int through)
    {
        var last = 0;
        foreach (var (_, number) in _numbers.Pairs)
        {
            last = _records[number].Day <= through ? Math.Max(last, _records[number].Day) : last;
        }

        return last;
    }
}
