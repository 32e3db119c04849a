using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The cheapest ways in time for one speed, FCs ranked by what a usual parcel costs. Immutable.</summary>
/// <remarks>
/// Of a set of FCs the first by rank is nearly always the cheapest, and what it is certain to beat, whatever the cart
/// weighs, need not be looked at: a minimum over 64 FCs is a look at one or two of them.
/// </remarks>
internal sealed class BoardSpeed
{
    // What FCs are ranked by: any parcel would do, a usual one is fastest.
    private const double UsualGrams = 1_000;
    private const double UsualCubicCentimeters = 4_000;

    private readonly byte[] _order = new byte[BitOrder.Length];
    private readonly BoardWay[] _ways;

    /// <summary>Ranks FCs.</summary>
    /// <param name="byOrigin">The ways of each FC that has some, in the order in which equal costs are settled.</param>
    internal BoardSpeed(IEnumerable<List<BoardWay>> byOrigin)
    {
        var ranked = byOrigin.Where(ways => ways.Count > 0).OrderBy(ways => ways.Min(UsualMicros)).ToArray();
        BitOrder.Write([.. ranked.Select(ways => ways[0].Origin)], _order);
        var laid = new List<BoardWay>(ranked.Select(ways => ways[0] with { Others = OthersOf(ways, ranked) }));
        for (var rank = 0; rank < ranked.Length; rank++)
        {
            var last = rank;
            foreach (var way in ranked[rank].Skip(1))
            {
                laid[last] = laid[last] with { Next = checked((short)laid.Count) };
                last = laid.Count;
                laid.Add(way);
            }
        }

        _ways = [.. laid];
    }

    /// <summary>How many ways there are.</summary>
    internal int Count => _ways.Length;

    /// <summary>A way by its place.</summary>
    internal ref readonly BoardWay this[int place] => ref _ways[place];

    /// <summary>The cheapest way from a set of FCs; of equal ones that of the first FC, and its first.</summary>
    /// <param name="origins">The set.</param>
    /// <param name="grams">Weight.</param>
    /// <param name="cubicCentimeters">Volume.</param>
    /// <param name="micros">Its cost, exactly; <see cref="long.MaxValue"/> for none.</param>
    /// <returns>The way's place; −1 for none.</returns>
    /// <remarks>O(FCs not certain to be beaten), one or two for most sets.</remarks>
    internal int Cheapest(ulong origins, double grams, double cubicCentimeters, out long micros)
    {
        var (best, bestOrigin, ways) = (-1, 0, _ways);
        micros = long.MaxValue;
        for (var left = BitOrder.Apply(_order, origins); left != 0;)
        {
            var place = (int)ulong.TrailingZeroCount(left);
            left &= ways[place].Others;
            do
            {
                ref readonly var way = ref ways[place];
                var cost = way.ParcelMicros + RouteOption.GoodsMicros(
                    grams, cubicCentimeters, way.MicrosPerGram, way.MicrosPerCubicCentimeter);
                if (cost < micros || (cost == micros && way.Origin < bestOrigin))
                {
                    (micros, best, bestOrigin) = (cost, place, way.Origin);
                }

                place = way.Next;
            }
            while (place != 0);
        }

        return best;
    }

    // Whatever is beaten is beaten by all that beat it, so nothing is lost where each leaves out what it beats.
    private static ulong OthersOf(List<BoardWay> ways, List<BoardWay>[] ranked)
    {
        var others = 0UL;
        for (var rank = 0; rank < ranked.Length; rank++)
        {
            var isBeaten = ranked[rank].TrueForAll(other => ways.Exists(way => way.Beats(in other)));
            others |= isBeaten || ReferenceEquals(ranked[rank], ways) ? 0 : 1UL << rank;
        }

        return others;
    }

    private static double UsualMicros(BoardWay way) => way.ParcelMicros
        + (UsualGrams * way.MicrosPerGram) + (UsualCubicCentimeters * way.MicrosPerCubicCentimeter);
}
