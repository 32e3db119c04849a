using System.Diagnostics.CodeAnalysis;

namespace Quartermaster.Ledger;

/// <summary>A dictionary in 256 parts, so that growing stops nobody for long: one part grows at a time.</summary>
internal sealed class SplitDictionary<TKey, TValue> where TKey : notnull
{
    private const int Parts = 256;

    private readonly Dictionary<TKey, TValue>[] _parts =
        [.. Enumerable.Range(0, Parts).Select(_ => new Dictionary<TKey, TValue>())];

    internal int Count { get; private set; }

    /// <summary>All pairs, in no order.</summary>
    internal IEnumerable<KeyValuePair<TKey, TValue>> Pairs => _parts.SelectMany(part => part);

    internal bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) =>
        PartOf(key).TryGetValue(key, out value);

    internal bool ContainsKey(TKey key) => PartOf(key).ContainsKey(key);

    internal bool TryAdd(TKey key, TValue value)
    {
        var isNew = PartOf(key).TryAdd(key, value);
        Count += isNew ? 1 : 0;
        return isNew;
    }

    internal void Remove(TKey key) => Count -= PartOf(key).Remove(key) ? 1 : 0;

    /// <summary>Takes out all that something holds for. O(pairs).</summary>
    internal void RemoveAll(Func<TKey, TValue, bool> holds)
    {
        foreach (var part in _parts)
        {
            foreach (var (key, value) in part)
            {
                if (holds(key, value))
                {
                    part.Remove(key);
                    Count--;
                }
            }
        }
    }

    // The dictionary itself uses the low bits.
    private Dictionary<TKey, TValue> PartOf(TKey key) =>
        _parts[(int)(unchecked((uint)key.GetHashCode() * 0x9E3779B1U) >> 24)];
}
