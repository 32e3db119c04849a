using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Which entries were posted, from a day on: what makes repetitions harmless.</summary>
/// <remarks>36 to 72 bytes per key. Keys of days before <see cref="FirstDay"/> are forgotten, and entries of those days
/// refused, so that forgetting never lets a repetition through.</remarks>
internal sealed class PostedKeys
{
    private readonly SteadyMap<EntryKey, int> _days = new();

    /// <summary>The day number of the first day that is remembered.</summary>
    internal int FirstDay { get; private set; }

    internal int Count => _days.Count;

    internal bool Has(EntryKey key) => _days.ContainsKey(key);

    internal bool Add(EntryKey key, int day) => _days.TryAdd(key, day);

    internal void Remove(EntryKey key) => _days.Remove(key);

    /// <summary>Forgets all keys of days before one. O(keys).</summary>
    internal void Forget(int firstDay)
    {
        FirstDay = Math.Max(FirstDay, firstDay);
        _days.RemoveAll((_, day) => day < FirstDay);
    }

    /// <summary>The highest row that was posted under a cause; null for none. O(keys).</summary>
    internal ulong? LastRowOf(ulong cause)
    {
        ulong? last = null;
        foreach (var (key, _) in _days.Pairs)
        {
            last = key.Cause == cause && (last is null || key.Row > last) ? key.Row : last;
        }

        return last;
    }

    internal IEnumerable<KeyValuePair<EntryKey, int>> Sorted() =>
        _days.Pairs.OrderBy(pair => pair.Key.Cause).ThenBy(pair => pair.Key.Row);
}
