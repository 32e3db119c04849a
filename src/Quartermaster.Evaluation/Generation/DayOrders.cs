using Quartermaster.Domain;

namespace Quartermaster.Evaluation.Generation;

/// <summary>The orders of one day, sorted by instant, in memory that is used again for the next day.</summary>
public sealed class DayOrders
{
    private WantedOrder[] _orders = new WantedOrder[256];
    private WantedOrder[] _sorted = new WantedOrder[256];
    private WantedLine[] _lines = new WantedLine[512];
    private long[] _ranks = new long[256];
    private int _lineCount;

    /// <summary>The number of orders.</summary>
    public int Count { get; private set; }

    /// <summary>The orders, by instant once <see cref="Sort"/> was called.</summary>
    public ReadOnlySpan<WantedOrder> Orders => _orders.AsSpan(0, Count);

    /// <summary>The lines of all orders.</summary>
    public ReadOnlySpan<WantedLine> Lines => _lines.AsSpan(0, _lineCount);

    /// <summary>The lines of one order.</summary>
    public ReadOnlySpan<WantedLine> LinesOf(in WantedOrder order) =>
        _lines.AsSpan(order.FirstLine, order.LineCount);

    /// <summary>Forgets all orders, and keeps the memory.</summary>
    public void Clear() => (Count, _lineCount) = (0, 0);

    /// <summary>Adds a line to the order that is added next.</summary>
    public void AddLine(WantedLine line)
    {
        if (_lineCount == _lines.Length)
        {
            Array.Resize(ref _lines, 2 * _lineCount);
        }

        _lines[_lineCount++] = line;
    }

    /// <summary>Adds an order of the lines added since the last one.</summary>
    /// <param name="key">The order's key.</param>
    /// <param name="at">When.</param>
    /// <param name="region">Where to.</param>
    /// <param name="patience">In [0, 1).</param>
    /// <param name="decayPerDay">Share of customers lost per day of waiting after the first.</param>
    public void AddOrder(ulong key, Instant at, RegionId region, double patience, double decayPerDay)
    {
        if (Count == _orders.Length)
        {
            Array.Resize(ref _orders, 2 * Count);
        }

        var first = Count == 0 ? 0 : _orders[Count - 1].FirstLine + _orders[Count - 1].LineCount;
        _orders[Count++] = new(key, at, region, first, _lineCount - first, (float)patience, (float)decayPerDay);
    }

    /// <summary>Sorts the orders by instant; equal instants stay in the order in which they were added.</summary>
    public void Sort()
    {
        if (_sorted.Length < Count)
        {
            (_sorted, _ranks) = (new WantedOrder[_orders.Length], new long[_orders.Length]);
        }

        if (Count == 0)
        {
            return;
        }

        // Milliseconds since midnight of the first order's day take 28 bits: the rest says who was first.
        var start = Instant.Of(_orders[0].At.UtcDay).UnixMilliseconds;
        for (var i = 0; i < Count; i++)
        {
            _ranks[i] = ((_orders[i].At.UnixMilliseconds - start) << 32) | (uint)i;
        }

        Array.Sort(_ranks, 0, Count);
        for (var i = 0; i < Count; i++)
        {
            _sorted[i] = _orders[(int)(_ranks[i] & uint.MaxValue)];
        }

        (_orders, _sorted) = (_sorted, _orders);
    }
}
