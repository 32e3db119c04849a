namespace Quartermaster.Ledger;

/// <summary>Held orders by expiry, then by age: a binary heap from which any order can be taken out.</summary>
internal sealed class ExpiryHeap(Slab<OrderRecord> records)
{
    private int[] _numbers = new int[16];
    private int _count;

    /// <summary>All that are in it, in no order.</summary>
    internal ReadOnlySpan<int> Numbers => _numbers.AsSpan(0, _count);

    internal int First => _count == 0 ? OrderRecord.None : _numbers[0];

    internal void Add(int number)
    {
        if (_count == _numbers.Length)
        {
            Array.Resize(ref _numbers, _count * 2);
        }

        Put(_count, number);
        Rise(_count++);
    }

    internal void Remove(int number)
    {
        var at = records[number].HeapAt;
        records[number].HeapAt = OrderRecord.None;
        if (at != --_count)
        {
            Put(at, _numbers[_count]);
            Rise(at);
            Sink(at);
        }
    }

    private void Rise(int at)
    {
        while (at > 0 && IsBefore(at, (at - 1) / 2))
        {
            Swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void Sink(int at)
    {
        for (var child = (2 * at) + 1; child < _count; child = (2 * at) + 1)
        {
            child += child + 1 < _count && IsBefore(child + 1, child) ? 1 : 0;
            if (!IsBefore(child, at))
            {
                return;
            }

            Swap(at, child);
            at = child;
        }
    }

    private bool IsBefore(int left, int right)
    {
        ref var a = ref records[_numbers[left]];
        ref var b = ref records[_numbers[right]];
        return a.Expires != b.Expires ? a.Expires < b.Expires : a.Sequence < b.Sequence;
    }

    private void Swap(int left, int right)
    {
        var number = _numbers[left];
        Put(left, _numbers[right]);
        Put(right, number);
    }

    private void Put(int at, int number)
    {
        _numbers[at] = number;
        records[number].HeapAt = at;
    }
}
