using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>All that a region can be promised from any FC while no cut-off passes: FCs in order of delivery, and for
/// each speed in order of cost. Immutable.</summary>
/// <remarks>What every promise reads stands in the row itself, in one stretch of memory (700 bytes); of its ways, 48
/// bytes each, a promise reads one or two per speed.</remarks>
internal sealed class BoardRow
{
    // Of most sets the earliest is one of so many.
    private const int FirstRanks = 24;

    private readonly BoardOrders _orders;
    private readonly BoardMinutes _earliest;
    private readonly BoardStarts _starts;
    private readonly Deadlines _deadlines;
    private readonly BoardWay[] _ways;
    private readonly BoardGates _gates;
    private readonly LiveRooms? _rooms;

    /// <summary>Lays a row out.</summary>
    /// <param name="earliest">The earliest delivery from each FC; <see cref="int.MaxValue"/> for none.</param>
    /// <param name="speeds">The cheapest ways in time, by speed; none for a row that does not answer.</param>
    /// <param name="gates">What it took for granted of the room on the way.</param>
    /// <param name="deadlines">By when each speed delivers; the first moves on with the request.</param>
    internal BoardRow(ReadOnlySpan<int> earliest, BoardSpeed[] speeds, BoardGates gates, in Deadlines deadlines)
    {
        (_gates, _rooms, _deadlines, HasGates) = (gates, gates.Rooms, deadlines, gates.AreAny);
        HasSizeGates = gates.AreOfSize;
        var minutes = earliest.ToArray();
        var origins = Enumerable.Range(0, minutes.Length)
            .Where(origin => minutes[origin] < int.MaxValue).OrderBy(origin => minutes[origin]).ToArray();
        Span<byte> orders = _orders;
        Span<int> byRank = _earliest;
        BitOrder.Write(origins, orders);
        byRank.Fill(int.MaxValue);
        for (var rank = 0; rank < origins.Length; rank++)
        {
            byRank[rank] = minutes[origins[rank]];
        }

        for (var speed = 0; speed < speeds.Length; speed++)
        {
            BitOrder.Write(speeds[speed].Origins, orders[((speed + 1) * BitOrder.Length)..]);
            _starts[speed + 1] = _starts[speed] + speeds[speed].Ways.Length;
        }

        _ways = [.. speeds.SelectMany(speed => speed.Ways)];
    }

    /// <summary>The first minute that the row answers for.</summary>
    internal required int From { get; init; }

    /// <summary>The minute after the last one.</summary>
    internal required int Until { get; init; }

    /// <summary>The FCs one of whose ways has room for some carts and not for others.</summary>
    internal required ulong Narrow { get; init; }

    /// <summary>Whether the row answers at all; otherwise the engine must.</summary>
    internal required bool IsPlain { get; init; }

    /// <summary>Which FCs' ways leave on which ship day.</summary>
    internal required (int Day, ulong Origins)[] ShipDays { get; init; }

    /// <summary>Whether any way needs room on a departure or a delivery day.</summary>
    internal bool HasGates { get; }

    /// <summary>Whether any of them needs room by weight or volume.</summary>
    internal bool HasSizeGates { get; }

    /// <summary>By when a speed but the first delivers.</summary>
    /// <param name="speed">The speed's index, 1 or more.</param>
    internal int DeadlineOf(int speed) => _deadlines[speed];

    /// <summary>Whether the row answers for a minute, given the room there is.</summary>
    internal bool Holds(int minute, LiveRooms? rooms) => minute >= From && minute < Until
        && ReferenceEquals(rooms, _rooms) && (rooms is null || _gates.Hold(rooms));

    /// <summary>The earliest delivery from a set of FCs; <see cref="int.MaxValue"/> if there is none.</summary>
    /// <param name="origins">The set, bit i for FC i.</param>
    internal int EarliestOf(ulong origins)
    {
        var ranks = BitOrder.Apply(((ReadOnlySpan<byte>)_orders)[..BitOrder.Length], origins);
        return ranks == 0 ? int.MaxValue : _earliest[(int)ulong.TrailingZeroCount(ranks)];
    }

    /// <summary>A set of FCs by rank at a speed.</summary>
    internal ulong RanksOf(int speed, ulong origins) =>
        BitOrder.Apply(((ReadOnlySpan<byte>)_orders).Slice((speed + 1) * BitOrder.Length, BitOrder.Length), origins);

    /// <summary>A way by its place.</summary>
    internal ref readonly BoardWay this[int place] => ref _ways[place];

    /// <summary>The cheapest way from a set of FCs; of equal ones that of the first FC, and its first.</summary>
    /// <param name="speed">The speed's index.</param>
    /// <param name="ranks">The set, by rank.</param>
    /// <param name="grams">Weight.</param>
    /// <param name="cubicCentimeters">Volume.</param>
    /// <param name="micros">Its cost, exactly; <see cref="long.MaxValue"/> for none.</param>
    /// <returns>The way's place; −1 for none.</returns>
    /// <remarks>O(FCs not certain to be beaten), one or two for most sets.</remarks>
    internal int Cheapest(int speed, ulong ranks, double grams, double cubicCentimeters, out long micros)
    {
        var (best, bestOrigin, start) = (-1, 0, _starts[speed]);
        var ways = _ways.AsSpan(start, _starts[speed + 1] - start);
        micros = long.MaxValue;
        for (var left = ranks; left != 0;)
        {
            var place = BoardSpeed.Pair * (int)ulong.TrailingZeroCount(left);
            left &= ways[place].Others;
            do
            {
                ref readonly var way = ref ways[place];
                var cost = way.ParcelMicros + RouteOption.GoodsMicros(
                    grams, cubicCentimeters, way.MicrosPerGram, way.MicrosPerCubicCentimeter);
                if (cost < micros || (cost == micros && way.Origin < bestOrigin))
                {
                    (micros, best, bestOrigin) = (cost, start + place, way.Origin);
                }

                place = way.Next;
            }
            while (place != 0);
        }

        return best;
    }

    /// <summary>The FCs on whose ship days there may be too little room.</summary>
    /// <param name="open">For each ship day from the first one on the FCs that have plenty of room.</param>
    /// <param name="firstDay">The first day.</param>
    internal ulong Tight(ReadOnlySpan<ulong> open, int firstDay)
    {
        var tight = Narrow;
        foreach (var (day, leaving) in ShipDays)
        {
            var at = day - firstDay;
            tight |= leaving & ~((uint)at < (uint)open.Length ? open[at] : 0);
        }

        return tight;
    }

    /// <summary>Asks for what every promise of the region reads.</summary>
    /// <param name="speeds">The speeds asked for.</param>
    internal void Fetch(ReadOnlySpan<Speed> speeds)
    {
        Prefetch.Of(in _starts);
        Prefetch.Of(in _deadlines);
        FetchOrder(0);
        Prefetch.Of(((ReadOnlySpan<int>)_earliest)[..FirstRanks]);
        foreach (var speed in speeds)
        {
            FetchOrder(Deadlines.IndexOf(speed) + 1);
        }
    }

    /// <summary>Asks for the first way of a set of FCs by rank.</summary>
    internal void Fetch(int speed, ulong ranks)
    {
        if (ranks != 0)
        {
            var place = _starts[speed] + (BoardSpeed.Pair * (int)ulong.TrailingZeroCount(ranks));
            Prefetch.Of(ref _ways[place]);
            Prefetch.Of(ref _ways[place + 1]);
        }
    }

    private void FetchOrder(int order)
    {
        Prefetch.Of(in _orders[order * BitOrder.Length]);
        Prefetch.Of(in _orders[((order + 1) * BitOrder.Length) - 1]);
    }
}
