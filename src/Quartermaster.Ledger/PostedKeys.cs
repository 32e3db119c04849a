using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Which entries were posted, from a day on: what makes repetitions harmless.</summary>
/// <remarks>36 to 72 bytes per key. Keys of days before <see cref="FirstDay"/> are forgotten, and entries of those days
/// refused, so that forgetting never lets a repetition through.</remarks>
internal sealed class PostedKeys
{
    /// <summary>The row of keys that are never forgotten: names of whole files, a few a day.</summary>
    internal const ulong OfFile = ulong.MaxValue;

    private readonly SteadyMap<EntryKey, int> _days = new();

    // The highest row of causes that somebody has asked for, null for none; only AddNamed adds to such causes.
    private readonly Dictionary<ulong, ulong?> _lasts = [];

    /// <summary>The day number of the first day that is remembered.</summary>
    internal int FirstDay { get; private set; }

    internal int Count => _days.Count;

    /// <summary>All keys, in no order.</summary>
    internal IEnumerable<EntryKey> All => _days.Pairs.Select(pair => pair.Key);

    internal bool Has(EntryKey key) => _days.ContainsKey(key);

    internal bool Add(EntryKey key, int day) => _days.TryAdd(key, day);

    /// <summary>Adds a key by which something is known beside its entries (<see cref="LastRowOf"/>).</summary>
    internal void AddNamed(EntryKey key, int day)
    {
        if (_days.TryAdd(key, day) && _lasts.TryGetValue(key.Cause, out var last) && (last is null || key.Row > last))
        {
            _lasts[key.Cause] = key.Row;
        }
    }

    internal void Remove(EntryKey key)
    {
        _days.Remove(key);
        _lasts.Remove(key.Cause);
    }

    /// <summary>Moves a key to another day.</summary>
    /// <returns>Whether it is there and was of another day.</returns>
    internal bool Move(EntryKey key, int day)
    {
        var isOther = _days.TryGetValue(key, out var was) && was != day;
        if (isOther)
        {
            _days.Set(key, day);
        }

        return isOther;
    }

    /// <summary>From now on the keys of days before one are forgotten.</summary>
    internal void Start(int firstDay) => FirstDay = Math.Max(FirstDay, firstDay);

    /// <summary>Forgets all keys of days before one, but those of whole files and others that are to stay. O(keys).
    /// </summary>
    internal void Forget(int firstDay, HashSet<EntryKey> stay)
    {
        Start(firstDay);
        _lasts.Clear();
        _days.RemoveAll((key, day) => day < FirstDay && key.Row != OfFile && !stay.Contains(key));
    }

    /// <summary>The latest day of a key, up to one; 0 for none. O(keys).</summary>
    internal int LastDay(int through)
    {
        var last = 0;
        foreach (var (_, day) in _days.Pairs)
        {
            last = day <= through ? Math.Max(last, day) : last;
        }

        return last;
    }

    /// <summary>The highest row that was noted under a cause with <see cref="AddNamed"/>; null for none. O(keys) the
    /// first time after something was forgotten, then O(1).</summary>
    internal ulong? LastRowOf(ulong cause)
    {
        if (!_lasts.TryGetValue(cause, out var last))
        {
            foreach (var (key, _) in _days.Pairs)
            {
                last = key.Cause == cause && (last is null || key.Row > last) ? key.Row : last;
            }

            _lasts.Add(cause, last);
        }

        return last;
    }

    internal KeyValuePair<EntryKey, int>[] Sorted()
    {
        var (pairs, count) = (new KeyValuePair<EntryKey, int>[Count], 0);
        foreach (var pair in _days.Pairs)
        {
            pairs[count++] = pair;
        }

        Array.Sort(pairs, (one, other) => (one.Key.Cause, one.Key.Row).CompareTo((other.Key.Cause, other.Key.Row)));
        return pairs;
    }
}
