using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>For each region the ways of one ship day that no other beats, found latest cut-off first.</summary>
/// <param name="regions">How many regions there are; from 0.</param>
internal sealed class RegionFronts(int regions)
{
    private readonly int[] _counts = new int[regions];
    private readonly bool[] _haveOthers = new bool[regions];
    private readonly List<int> _seen = [];
    private int _room = 2 * Dominance.Width;
    private int[] _deliveries = Never(2 * Dominance.Width * regions);
    private long[] _parcels = new long[2 * Dominance.Width * regions];
    private double[] _grams = new double[2 * Dominance.Width * regions];
    private double[] _volumes = new double[2 * Dominance.Width * regions];
    private int[] _marks = new int[2 * Dominance.Width * regions];
    private (FoundWay Way, int Cutoff)[] _ways = new (FoundWay, int)[2 * Dominance.Width * regions];

    /// <summary>Adds a way unless one found before beats it in cut-off, delivery and every cost.</summary>
    /// <returns>The place of the way that beats it; its own if none does.</returns>
    internal int Add(int region, in Keys keys, int cutoff, FoundWay way)
    {
        var (start, count) = (region * _room, _counts[region]);
        var beating = Dominance.Find(Columns, start, start + count, in keys);
        if (beating >= 0)
        {
            return beating;
        }

        // Only what has the same cut-off can be beaten by what comes later: it stands at the end.
        for (var i = start + count - 1; i >= start && _ways[i].Cutoff == cutoff; i--)
        {
            if (keys.First <= _deliveries[i] && keys.Second <= _parcels[i] && keys.Third <= _grams[i]
                && keys.Fourth <= _volumes[i] && (keys.Marks & ~_marks[i]) == 0)
            {
                Remove(i, start + --count);
            }
        }

        _haveOthers[region] = true;
        return Append(region, count, in keys, (way, cutoff));
    }

    /// <summary>Adds a way that was found before a change: where nothing else has come, nothing beats it.</summary>
    internal void Keep(int region, in Keys keys, int cutoff, FoundWay way)
    {
        if (_haveOthers[region])
        {
            Add(region, in keys, cutoff, way);
            return;
        }

        Append(region, _counts[region], in keys, (way, cutoff));
    }

    /// <summary>The keys of the way at a place.</summary>
    internal Keys this[int place] => new(
        _deliveries[place], _parcels[place], _grams[place], _volumes[place], _marks[place]);

    /// <summary>Hands over the ways of all regions, and forgets them.</summary>
    /// <param name="ways">Where they are added.</param>
    /// <param name="runs">Where is added which region has how many of them.</param>
    /// <param name="firstRegion">What region 0 is called.</param>
    internal void Drain(List<FoundWay> ways, List<(int Region, int Count)> runs, int firstRegion)
    {
        foreach (var region in _seen)
        {
            runs.Add((firstRegion + region, _counts[region]));
            _deliveries.AsSpan(region * _room, _counts[region]).Fill(int.MaxValue);
            for (var i = region * _room; i < (region * _room) + _counts[region]; i++)
            {
                ways.Add(_ways[i].Way);
            }

            (_counts[region], _haveOthers[region]) = (0, false);
        }

        _seen.Clear();
    }

    private KeyColumns Columns => new(_deliveries, _parcels, _grams, _volumes, _marks);

    private int Append(int region, int count, in Keys keys, (FoundWay, int) way)
    {
        if (count == 0 && _counts[region] == 0)
        {
            _seen.Add(region);
        }

        if (count == _room)
        {
            Grow();
        }

        var place = (region * _room) + count;
        Put(place, in keys, way);
        _counts[region] = count + 1;
        return place;
    }

    private void Put(int at, in Keys keys, (FoundWay, int) way) =>
        (_deliveries[at], _parcels[at], _grams[at], _volumes[at], _marks[at], _ways[at]) =
            (keys.First, keys.Second, keys.Third, keys.Fourth, keys.Marks, way);

    private void Remove(int at, int last)
    {
        for (var i = at; i < last; i++)
        {
            Put(i, this[i + 1], _ways[i + 1]);
        }

        _deliveries[last] = int.MaxValue;
    }

    private void Grow()
    {
        var (deliveries, parcels, grams, volumes, ways) = (_deliveries, _parcels, _grams, _volumes, _ways);
        var marks = _marks;
        var (room, size) = (_room, 2 * deliveries.Length);
        _room *= 2;
        _marks = new int[size];
        (_deliveries, _parcels, _grams, _volumes, _ways) =
            (Never(size), new long[size], new double[size], new double[size], new (FoundWay, int)[size]);
        for (var from = 0; from < deliveries.Length; from += room)
        {
            deliveries.AsSpan(from, room).CopyTo(_deliveries.AsSpan(2 * from));
            parcels.AsSpan(from, room).CopyTo(_parcels.AsSpan(2 * from));
            grams.AsSpan(from, room).CopyTo(_grams.AsSpan(2 * from));
            volumes.AsSpan(from, room).CopyTo(_volumes.AsSpan(2 * from));
            marks.AsSpan(from, room).CopyTo(_marks.AsSpan(2 * from));
            ways.AsSpan(from, room).CopyTo(_ways.AsSpan(2 * from));
        }
    }

    private static int[] Never(int count)
    {
        var never = new int[count];
        Array.Fill(never, int.MaxValue);
        return never;
    }
}
