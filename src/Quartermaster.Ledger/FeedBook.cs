using System.Runtime.InteropServices;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The last number that each feed gave each product at each place: about 30 bytes each.</summary>
internal sealed class FeedBook
{
    private const int MostFeeds = 0xFFFF;

    private readonly Dictionary<FeedKey, int> _numbers = [];
    private readonly Dictionary<FeedKey, FeedCounts> _counts = [];
    private readonly SteadyMap<Place, long> _last = new();

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
    internal long Last(int feed, int product, int facility) =>
        _last.GetValueOrDefault(new(feed, product, facility));

    /// <summary>Notes the last number.</summary>
    internal void Set(int feed, int product, int facility, long sequence) =>
        _last.Set(new(feed, product, facility), sequence);

    /// <summary>All cells in the order of their keys.</summary>
    internal Cell[] Sorted()
    {
        var cells = _last.Pairs.Select(pair => new Cell(pair.Key, pair.Value)).ToArray();
        Array.Sort(cells, (left, right) => left.Place.CompareTo(right.Place));
        return cells;
    }

    /// <summary>A product at a place, as a feed knows it, in 64 bits.</summary>
    internal readonly struct Place(int feed, int product, int facility) : IEquatable<Place>, IComparable<Place>
    {
        private readonly ulong _key = ((ulong)feed << 48) | ((ulong)(uint)product << 16) | (uint)facility;

        internal int Feed => (int)(_key >> 48);

        internal int Product => (int)(_key >> 16 & 0xFFFF_FFFF);

        internal int Facility => (int)(_key & 0xFFFF);

        public bool Equals(Place other) => _key == other._key;

        public override bool Equals(object? obj) => obj is Place other && Equals(other);

        public int CompareTo(Place other) => _key.CompareTo(other._key);

        // Both halves of a product's number must count.
        public override int GetHashCode() => unchecked((int)((_key * 0x9E3779B97F4A7C15UL) >> 32));
    }

    /// <summary>The last number of a place.</summary>
    internal readonly record struct Cell(Place Place, long Sequence)
    {
        internal int Feed => Place.Feed;

        internal int Product => Place.Product;

        internal int Facility => Place.Facility;
    }
}
