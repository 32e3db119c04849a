using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The orders in memory, their claims, and which of them expires next.</summary>
internal sealed class OrderBook
{
    private readonly SteadyMap<OrderKey, int> _numbers = new();
    private readonly Slab<OrderRecord> _records = new();
    private readonly Slab<HeldClaim> _claims = new();
    private readonly Slab<HeldSlot> _slots = new();
    private readonly ExpiryHeap _expiry;
    private readonly ExpiryHeap _foreign;

    internal OrderBook() => (_expiry, _foreign) = (new(_records), new(_records));

    internal int Count => _numbers.Count;

    /// <summary>What customers asked for, of the orders for which somebody said so.</summary>
    internal SteadyMap<OrderKey, OrderAsk> Asks { get; } = new();

    /// <summary>What happened to parts of orders that lie in several ledgers: to ours here, and to others' as far as
    /// their home has heard.</summary>
    internal SteadyMap<OrderKey, PartNews> News { get; } = new();

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
            HeapAt = OrderRecord.None,
        });
        _numbers.TryAdd(record.Key, number);
        if (record is { State: OrderOutcome.Held, Expires: > 0 })
        {
            HeapOf(number).Add(number);
        }

        return number;
    }

    /// <summary>Adds the claims, so that the first line is found first.</summary>
    internal void AddClaims(int number, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        ref var record = ref _records[number];
        for (var line = lines.Length - 1; line >= 0; line--)
        {
            record.FirstClaim = _claims.Take(new(lines[line], line, record.FirstClaim));
        }

        for (var slot = slots.Length - 1; slot >= 0; slot--)
        {
            record.FirstSlot = _slots.Take(new(slots[slot], record.FirstSlot));
        }
    }

    /// <summary>Adds one claim before the others: for reading a snapshot back.</summary>
    internal void AddClaim(int number, in StockClaim claim, int line)
    {
        ref var record = ref _records[number];
        record.FirstClaim = _claims.Take(new(claim, line, record.FirstClaim));
    }

    /// <summary>Removes a claim. <paramref name="before"/> is the claim before it, or none for the first.</summary>
    internal void RemoveClaim(int number, int claim, int before)
    {
        var next = _claims[claim].Next;
        if (before == OrderRecord.None)
        {
            _records[number].FirstClaim = next;
        }
        else
        {
            _claims[before] = _claims[before] with { Next = next };
        }

        _claims.Give(claim);
    }

    internal void RemoveSlots(int number)
    {
        ref var record = ref _records[number];
        while (record.FirstSlot != OrderRecord.None)
        {
            var slot = record.FirstSlot;
            record.FirstSlot = _slots[slot].Next;
            _slots.Give(slot);
        }
    }

    /// <summary>The first claim of an order on a slot; none if it has none.</summary>
    internal int SlotAt(int number, Slot slot)
    {
        var at = _records[number].FirstSlot;
        while (at != OrderRecord.None && _slots[at].Claim.Slot != slot)
        {
            at = _slots[at].Next;
        }

        return at;
    }

    internal void RemoveSlot(int number, int slot)
    {
        ref var record = ref _records[number];
        var next = _slots[slot].Next;
        if (record.FirstSlot == slot)
        {
            record.FirstSlot = next;
        }
        else
        {
            var before = record.FirstSlot;
            while (_slots[before].Next != slot)
            {
                before = _slots[before].Next;
            }

            _slots[before] = _slots[before] with { Next = next };
        }

        _slots.Give(slot);
    }

    /// <summary>Changes the state; what is no longer only held no longer expires.</summary>
    internal void SetState(int number, OrderOutcome state)
    {
        _records[number].State = state;
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
        .. _foreign.Numbers.ToArray().Where(number => _records[number].Expires <= byUnixMilliseconds)
            .Select(number => new WaitingPart(_records[number].Key, _records[number].Ledgers))
            .OrderBy(part => part.Order),
    ];

    /// <summary>The newest open order for which something holds; none if there is no such order. O(orders).</summary>
    internal int Newest<TArgument>(TArgument argument, Func<OrderBook, int, TArgument, bool> holds)
    {
        var newest = OrderRecord.None;
        for (var number = 0; number < _records.Used; number++)
        {
            ref var record = ref _records[number];
            if (record.IsOpen && (newest == OrderRecord.None || record.Sequence > _records[newest].Sequence)
                && holds(this, number, argument))
            {
                newest = number;
            }
        }

        return newest;
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

    /// <summary>The open orders that lie in several ledgers. O(orders).</summary>
    internal WaitingPart[] OpenAcross() =>
    [
        .. Sorted().Where(number => _records[number].Ledgers != 0 && _records[number].IsOpen)
            .Select(number => new WaitingPart(_records[number].Key, _records[number].Ledgers)),
    ];

    /// <summary>How many decided orders of which nothing has left lie in several ledgers, with their home here.
    /// O(orders), nothing is made.</summary>
    internal int UnpickedAcross()
    {
        var count = 0;
        foreach (var (_, number) in _numbers.Pairs)
        {
            ref var record = ref _records[number];
            count += record.Ledgers != 0
                && record is { State: OrderOutcome.Decided, HasShipped: false, IsForeign: false } ? 1 : 0;
        }

        return count;
    }

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
        Asks.Remove(_records[number].Key);
        News.Remove(_records[number].Key);
        _records.Give(number);
    }

    /// <summary>The orders that are only held until an instant, those of other homes too. In no order.</summary>
    internal int[] Expiring() => [.. _expiry.Numbers, .. _foreign.Numbers];

    private ExpiryHeap HeapOf(int number) => _records[number].IsForeign ? _foreign : _expiry;

    /// <summary>All orders in key order.</summary>
    internal IEnumerable<int> Sorted() => _numbers.Pairs.OrderBy(pair => pair.Key).Select(pair => pair.Value);
}
