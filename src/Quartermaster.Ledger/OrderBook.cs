using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The orders in memory, their claims, which of them are open, which claim what, and which expires next.
/// </summary>
internal sealed partial class OrderBook
{
    private readonly SteadyMap<OrderKey, int> _numbers = new();
    private readonly Slab<OrderRecord> _records = new();
    private readonly Slab<HeldClaim> _claims = new();
    private readonly Slab<HeldSlot> _slots = new();
    private readonly ClaimIndex _claimed = new();
    private readonly ClaimIndex _claimedSlots = new();
    private readonly OpenOrders _open;
    private readonly ExpiryHeap _expiry;
    private readonly ExpiryHeap _foreign;

    internal OrderBook() => (_open, _expiry, _foreign) = (new(_records), new(_records), new(_records));

    internal int Count => _numbers.Count;

    /// <summary>The most claims, and lines that left, that stood in memory at a time.</summary>
    internal int ClaimsEver => _claims.Used;

    /// <summary>What customers asked for, of the orders for which somebody said so.</summary>
    internal SteadyMap<OrderKey, OrderAsk> Asks { get; } = new();

    /// <summary>What happened to parts of orders that lie in several ledgers: to ours here, and to others' as far as
    /// their home has heard.</summary>
    internal SteadyMap<OrderKey, PartNews> News { get; } = new();

    /// <summary>The orders of which a change is held and not known to be decided.</summary>
    internal SteadyMap<OrderKey, PendingChange> Pending { get; } = new();

    internal ref OrderRecord this[int number] => ref _records[number];

    internal ref readonly HeldClaim Claim(int number) => ref _claims[number];

    internal ref readonly HeldSlot Slot(int number) => ref _slots[number];

    internal int Find(OrderKey key) => _numbers.TryGetValue(key, out var number) ? number : OrderRecord.None;

    /// <summary>Adds an order without claims.</summary>
    internal int Add(in OrderRecord record)
    {
        var number = _records.Take(record with
        {
            FirstClaim = OrderRecord.None,
            FirstSlot = OrderRecord.None,
            FirstShipped = OrderRecord.None,
            HeapAt = OrderRecord.None,
            OpenAt = OrderRecord.None,
        });
        _numbers.TryAdd(record.Key, number);
        if (record.IsOpen)
        {
            _open.Add(number);
        }

        if (record is { State: OrderOutcome.Held, Expires: > 0 })
        {
            HeapOf(number).Add(number);
        }

        return number;
    }

    /// <summary>Changes the state; what is no longer only held no longer expires.</summary>
    internal void SetState(int number, OrderOutcome state)
    {
        _records[number].State = state;
        if (!_records[number].IsOpen && _records[number].OpenAt != OrderRecord.None)
        {
            _open.Remove(number);
        }

        if (_records[number].HeapAt != OrderRecord.None)
        {
            HeapOf(number).Remove(number);
        }
    }

    /// <summary>The order that expires first, if it does so by an instant; none otherwise.</summary>
    internal int FirstExpired(long byUnixMilliseconds) => _expiry.First is var first
        && first != OrderRecord.None && _records[first].Expires <= byUnixMilliseconds ? first : OrderRecord.None;

    /// <summary>The held parts of orders whose home is another ledger, if their time is over. O(such parts).</summary>
    internal WaitingPart[] Waiting(long byUnixMilliseconds) =>
    [
        .. _foreign.Numbers.ToArray()
            .Where(number => _records[number].Expires <= byUnixMilliseconds && !_records[number].IsSide)
            .Select(number => new WaitingPart(_records[number].Key, _records[number].Ledgers))
            .OrderBy(part => part.Order),
    ];

    /// <summary>The open orders that claim such stock, newest first, once for each claim; now and then also another.
    /// O(claims on it).</summary>
    internal PriorityQueue<int, long> NewestOf(in StockClaim stock) =>
        Queue(_claimed.OrdersOf(HashOf(in stock)), -1);

    /// <summary>The open orders that claim a slot, newest first; now and then also another. O(claims on it).</summary>
    internal PriorityQueue<int, long> NewestOf(Slot slot) => Queue(_claimedSlots.OrdersOf(HashOf(slot)), -1);

    /// <summary>The same, oldest first.</summary>
    internal PriorityQueue<int, long> OldestOf(Slot slot) => Queue(_claimedSlots.OrdersOf(HashOf(slot)), 1);

    /// <summary>The open orders that claim a slot, in no order, once for each claim; now and then also another.
    /// O(claims on it).</summary>
    internal IEnumerable<int> OrdersOf(Slot slot) => _claimedSlots.OrdersOf(HashOf(slot));

    /// <summary>The open orders, in no order.</summary>
    internal IEnumerable<int> Open()
    {
        for (var index = 0; index < _open.Count; index++)
        {
            yield return _open[index];
        }
    }

    internal PartNews NewsOf(OrderKey order) => News.GetValueOrDefault(order);

    internal void SetNews(OrderKey order, PartNews news)
    {
        if (news != default)
        {
            News.Set(order, news);
        }
    }

    internal void AddNews(OrderKey order, PartNews more) => SetNews(order, NewsOf(order).And(more));

    /// <summary>The open orders that lie in several ledgers, by key. O(open orders).</summary>
    internal WaitingPart[] OpenAcross() =>
    [
        .. Open().Where(number => _records[number].Ledgers != 0).OrderBy(number => _records[number].Key)
            .Select(number => new WaitingPart(_records[number].Key, _records[number].Ledgers)),
    ];

    /// <summary>The orders whose home is here. O(orders).</summary>
    internal IEnumerable<WaitingPart> HomeOrders()
    {
        foreach (var (key, number) in _numbers.Pairs)
        {
            if (!_records[number].IsForeign)
            {
                yield return new(key, _records[number].Ledgers);
            }
        }
    }

    /// <summary>Forgets a closed order.</summary>
    internal void Remove(int number)
    {
        _numbers.Remove(_records[number].Key);
        Drop(number);
    }

    /// <summary>The orders that are only held until an instant, those of other homes too. In no order.</summary>
    internal int[] Expiring() => [.. _expiry.Numbers, .. _foreign.Numbers];

    private PriorityQueue<int, long> Queue(IEnumerable<int> orders, int direction)
    {
        var queue = new PriorityQueue<int, long>();
        queue.EnqueueRange(orders.Select(number => (number, direction * _records[number].Sequence)));
        return queue;
    }

    private static uint HashOf(in StockClaim claim) => (uint)(
        OrderContent.Mix((uint)claim.Owner.Value, claim.Product.Value, claim.Facility.Value) >> 32);

    private static uint HashOf(Slot slot) => (uint)(OrderContent.Mix((uint)slot.Kind, slot.Place, slot.Window) >> 32);

    private ExpiryHeap HeapOf(int number) => _records[number].IsForeign ? _foreign : _expiry;

    /// <summary>All orders in key order.</summary>
    internal int[] Sorted()
    {
        var (numbers, count) = (new int[Count], 0);
        foreach (var (_, number) in _numbers.Pairs)
        {
            numbers[count++] = number;
        }

        Array.Sort(numbers, (one, other) => _records[one].Key.CompareTo(_records[other].Key));
        return numbers;
    }
}
