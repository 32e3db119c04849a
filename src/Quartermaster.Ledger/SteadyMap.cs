using System.Diagnostics.CodeAnalysis;

namespace Quartermaster.Ledger;

/// <summary>A dictionary that no insertion holds up: it grows by one bucket at a time and never copies what is in it.
/// </summary>
/// <remarks>Linear hashing (Litwin, "Linear hashing: a new tool for file and table addressing", VLDB 1980) with chains
/// in chunks: no insertion costs more than a chunk of 4,096. 9 to 16 bytes per pair besides key and value.
/// </remarks>
/// <typeparam name="TKey">Keys, with a hash of 32 bits.</typeparam>
/// <typeparam name="TValue">Values.</typeparam>
public sealed class SteadyMap<TKey, TValue> where TKey : struct, IEquatable<TKey>
{
    private const int LeastBits = 8;

    // Numbers of entries are kept one higher, so that 0 is none.
    private readonly Slab<Entry> _entries = new();
    private readonly Slab<int> _firsts = new();
    private int _bits = LeastBits;

    /// <summary>An empty one.</summary>
    public SteadyMap()
    {
        while (_firsts.Used < 1 << LeastBits)
        {
            _firsts.Take(0);
        }
    }

    /// <summary>The number of pairs.</summary>
    public int Count { get; private set; }

    /// <summary>All pairs, in no order.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Pairs
    {
        get
        {
            for (var at = 0; at < _entries.Used; at++)
            {
                if (_entries[at].IsUsed)
                {
                    yield return new(_entries[at].Key, _entries[at].Value);
                }
            }
        }
    }

    /// <summary>Finds the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">Its value, or the default.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        var at = Find(key);
        value = at > 0 ? _entries[at - 1].Value : default;
        return at > 0;
    }

    /// <summary>Whether there is a pair of a key.</summary>
    public bool ContainsKey(TKey key) => Find(key) > 0;

    /// <summary>The value of a key; the default if there is none.</summary>
    public TValue? GetValueOrDefault(TKey key) => TryGetValue(key, out var value) ? value : default;

    /// <summary>Adds a pair, unless there is one of the key.</summary>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(TKey key, TValue value)
    {
        if (Find(key) > 0)
        {
            return false;
        }

        if (++Count > _firsts.Used)
        {
            SplitNext();
        }

        ref var first = ref _firsts[BucketOf(HashOf(key))];
        first = _entries.Take(new() { Key = key, Value = value, Next = first, IsUsed = true }) + 1;
        return true;
    }

    /// <summary>Adds a pair, or changes the value of the key's.</summary>
    public void Set(TKey key, TValue value)
    {
        if (Find(key) is > 0 and var at)
        {
            _entries[at - 1].Value = value;
        }
        else
        {
            TryAdd(key, value);
        }
    }

    /// <summary>Takes a pair out, if there is one.</summary>
    public void Remove(TKey key)
    {
        ref var link = ref _firsts[BucketOf(HashOf(key))];
        while (link > 0 && !_entries[link - 1].Key.Equals(key))
        {
            link = ref _entries[link - 1].Next;
        }

        if (link > 0)
        {
            var gone = link - 1;
            link = _entries[gone].Next;
            _entries.Give(gone);
            Count--;
        }
    }

    /// <summary>Takes out all that something holds for. O(pairs).</summary>
    public void RemoveAll(Func<TKey, TValue, bool> holds)
    {
        for (var at = 0; at < _entries.Used; at++)
        {
            var entry = _entries[at];
            if (entry.IsUsed && holds(entry.Key, entry.Value))
            {
                Remove(entry.Key);
            }
        }
    }

    private int Find(TKey key)
    {
        var at = _firsts[BucketOf(HashOf(key))];
        while (at > 0)
        {
            ref var entry = ref _entries[at - 1];
            if (entry.Key.Equals(key))
            {
                return at;
            }

            at = entry.Next;
        }

        return 0;
    }

    // The buckets of this round that were split already have one more bit.
    private int BucketOf(uint hash)
    {
        var bucket = (int)(hash & ((2U << _bits) - 1));
        return bucket < _firsts.Used ? bucket : bucket - (1 << _bits);
    }

    private void SplitNext()
    {
        var (bit, left) = (1U << _bits, _firsts[_firsts.Used - (1 << _bits)]);
        var (stay, go) = (0, 0);
        while (left > 0)
        {
            ref var entry = ref _entries[left - 1];
            var (at, next) = (left, entry.Next);
            ref var chain = ref (HashOf(entry.Key) & bit) == 0 ? ref stay : ref go;
            (entry.Next, chain, left) = (chain, at, next);
        }

        _firsts[_firsts.Used - (1 << _bits)] = stay;
        _firsts.Take(go);
        _bits += _firsts.Used == 2 << _bits ? 1 : 0;
    }

    // Spread over all bits: buckets go by the last ones.
    private static uint HashOf(TKey key) =>
        unchecked((uint)(((uint)key.GetHashCode() * 0x9E3779B97F4A7C15UL) >> 32));

    private struct Entry
    {
        internal TKey Key;
        internal TValue Value;
        internal int Next;
        internal bool IsUsed;
    }
}
