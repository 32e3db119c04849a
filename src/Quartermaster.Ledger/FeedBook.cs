using System.Runtime.InteropServices;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The last number that each feed gave each product at each place: a cell of 16 bytes each.</summary>
/// <remarks>Open addressing with linear steps, at most two thirds full; nothing is ever taken out. In 1,024 parts, so
/// that growing stops nobody for long.</remarks>
internal sealed class FeedBook
{
    private const int MostFeeds = 0xFFFF;
    private const int Parts = 1_024;
    private const int LeastCells = 16;

    private readonly Dictionary<FeedKey, int> _numbers = [];
    private readonly Dictionary<FeedKey, FeedCounts> _counts = [];
    private readonly Part[] _parts = new Part[Parts];

    /// <summary>The feeds of which something was taken in, in the order of their numbers.</summary>
    internal IEnumerable<FeedKey> Feeds => _numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    /// <summary>The number of a feed, from 1; 0 if nothing of it was taken in yet.</summary>
    internal int NumberOf(FeedKey feed) => _numbers.GetValueOrDefault(feed);

    /// <summary>Gives a feed its number; 0 if there are too many.</summary>
    internal int Add(FeedKey feed)
    {
        if (_numbers.Count >= MostFeeds)
        {
            return 0;
        }

        _numbers.Add(feed, _numbers.Count + 1);
        return _numbers.Count;
    }

    /// <summary>How a feed's updates fared.</summary>
    internal FeedCounts CountsOf(FeedKey feed) => _counts.GetValueOrDefault(feed);

    internal void Note(FeedKey feed, FeedCounts more)
    {
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, feed, out _);
        counts = new(counts.Applied + more.Applied, counts.Repeated + more.Repeated,
            counts.Late + more.Late, counts.Refused + more.Refused);
    }

    /// <summary>The last number that a feed gave; 0 if it gave none.</summary>
    internal long Last(int feed, int product, int facility)
    {
        var (key, hash) = KeyOf(feed, product, facility);
        return feed == 0 || _parts[hash >> 54].Cells is not { } cells ? 0 : cells[PlaceOf(cells, key, hash)].Sequence;
    }

    /// <summary>Notes the last number.</summary>
    internal void Set(int feed, int product, int facility, long sequence)
    {
        var (key, hash) = KeyOf(feed, product, facility);
        ref var part = ref _parts[hash >> 54];
        part.Cells ??= new Cell[LeastCells];
        if (3 * (part.Used + 1) > 2 * part.Cells.Length)
        {
            part.Cells = Grown(part.Cells);
        }

        ref var cell = ref part.Cells[PlaceOf(part.Cells, key, hash)];
        part.Used += cell.Key == 0 ? 1 : 0;
        (cell.Key, cell.Sequence) = (key, sequence);
    }

    /// <summary>All cells in the order of their keys.</summary>
    internal Cell[] Sorted()
    {
        var cells = _parts.SelectMany(part => part.Cells ?? []).Where(cell => cell.Key != 0).ToArray();
        Array.Sort(cells, (left, right) => left.Key.CompareTo(right.Key));
        return cells;
    }

    private static Cell[] Grown(Cell[] cells)
    {
        var grown = new Cell[cells.Length * 2];
        foreach (ref readonly var cell in cells.AsSpan())
        {
            if (cell.Key != 0)
            {
                grown[PlaceOf(grown, cell.Key, HashOf(cell.Key))] = cell;
            }
        }

        return grown;
    }

    private static int PlaceOf(Cell[] cells, ulong key, ulong hash)
    {
        var at = (int)((hash >> 20) & (ulong)(cells.Length - 1));
        while (cells[at].Key != 0 && cells[at].Key != key)
        {
            at = (at + 1) & (cells.Length - 1);
        }

        return at;
    }

    private static ulong HashOf(ulong key) => unchecked(key * 0x9E3779B97F4A7C15UL);

    // Feeds count from 1, so no key is 0.
    private static (ulong Key, ulong Hash) KeyOf(int feed, int product, int facility)
    {
        var key = ((ulong)feed << 48) | ((ulong)(uint)product << 16) | (uint)facility;
        return (key, HashOf(key));
    }

    private struct Part
    {
        internal Cell[]? Cells;
        internal int Used;
    }

    /// <summary>A product at a place, as a feed knows it.</summary>
    internal struct Cell
    {
        internal ulong Key;
        internal long Sequence;

        internal readonly int Feed => (int)(Key >> 48);

        internal readonly int Product => (int)(Key >> 16 & 0xFFFF_FFFF);

        internal readonly int Facility => (int)(Key & 0xFFFF);
    }
}
