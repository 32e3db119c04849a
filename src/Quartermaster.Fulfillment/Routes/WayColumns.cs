using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Ways of one pair in flat columns, latest cut-off first, to be searched for one that beats another.
/// </summary>
internal sealed class WayColumns
{
    private int[] _entries = new int[Dominance.Width];
    private int[] _cutoffs = new int[Dominance.Width];
    private int[] _shipDays = new int[Dominance.Width];
    private int[] _deliveries = new int[Dominance.Width];
    private long[] _parcels = new long[Dominance.Width];
    private double[] _grams = new double[Dominance.Width];
    private double[] _volumes = new double[Dominance.Width];
    private int[] _marks = new int[Dominance.Width];

    /// <summary>How many ways there are.</summary>
    internal int Count { get; private set; }

    /// <summary>What was added, in order.</summary>
    internal ReadOnlySpan<int> Entries => _entries.AsSpan(0, Count);

    /// <summary>Forgets all.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Adds a way with an equal or earlier cut-off.</summary>
    /// <param name="entry">What it is called.</param>
    /// <param name="cutoff">Its latest minute to order.</param>
    /// <param name="shipDay">Its ship day.</param>
    /// <param name="keys">Its delivery and costs.</param>
    internal void Add(int entry, int cutoff, int shipDay, in Keys keys)
    {
        if (Count == _entries.Length)
        {
            Grow(2 * Count);
        }

        if (Count % Dominance.Width == 0)
        {
            _deliveries.AsSpan(Count, Dominance.Width).Fill(int.MaxValue);
        }

        (_entries[Count], _cutoffs[Count], _shipDays[Count]) = (entry, cutoff, shipDay);
        (_deliveries[Count], _parcels[Count], _grams[Count], _volumes[Count]) =
            (keys.First, keys.Second, keys.Third, keys.Fourth);
        _marks[Count] = keys.Marks;
        Count++;
    }

    /// <summary>Whether one of the ways is no worse in delivery and every cost.</summary>
    internal bool Beat(in Keys keys) => Dominance.Find(Columns, FirstBefore(keys.First), Count, in keys) >= 0;

    /// <summary>Whether one of the ways of a ship day is.</summary>
    internal bool Beat(in Keys keys, int shipDay) =>
        Dominance.Find(Columns, _shipDays, FirstBefore(keys.First), Count, in keys, shipDay) >= 0;

    private KeyColumns Columns => new(_deliveries, _parcels, _grams, _volumes, _marks);

    // Ways with a later cut-off than a delivery cannot be delivered by then.
    private int FirstBefore(int delivery)
    {
        var (start, end) = (0, Count);
        while (start < end)
        {
            var middle = (start + end) >> 1;
            if (_cutoffs[middle] > delivery)
            {
                start = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return start;
    }

    private void Grow(int size)
    {
        Array.Resize(ref _entries, size);
        Array.Resize(ref _cutoffs, size);
        Array.Resize(ref _shipDays, size);
        Array.Resize(ref _deliveries, size);
        Array.Resize(ref _parcels, size);
        Array.Resize(ref _grams, size);
        Array.Resize(ref _volumes, size);
        Array.Resize(ref _marks, size);
    }
}
