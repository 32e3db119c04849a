using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What is forgotten of orders.</content>
internal sealed partial class OrderBook
{
    internal void ForgetNews(OrderKey order) => News.Remove(order);

    /// <summary>Forgets closed orders of days before one. O(orders).</summary>
    internal void Forget(int firstDay)
    {
        _numbers.RemoveAll((key, number) =>
        {
            var isOld = !_records[number].IsOpen && _records[number].Day < firstDay;
            if (isOld)
            {
                Asks.Remove(key);
                News.Remove(key);
                _records.Give(number);
            }

            return isOld;
        });
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
