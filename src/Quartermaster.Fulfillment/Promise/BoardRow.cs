using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>All that a region can be promised from any FC while no cut-off passes: arrays by FC, ready for
/// <see cref="MaskedMinimum"/>. Immutable.</summary>
internal sealed class BoardRow
{
    /// <summary>The first minute that the row answers for.</summary>
    internal required int From { get; init; }

    /// <summary>The minute after the last one.</summary>
    internal required int Until { get; init; }

    /// <summary>Whether the row answers at all; otherwise the engine must.</summary>
    internal required bool IsPlain { get; init; }

    /// <summary>By when each speed delivers; the first moves on with the request.</summary>
    internal required Deadlines Deadlines { get; init; }

    /// <summary>Earliest delivery by FC; <see cref="int.MaxValue"/> for none.</summary>
    internal required int[] Earliest { get; init; }

    /// <summary>The cheapest ways in time, by speed.</summary>
    internal required BoardSpeed[] Speeds { get; init; }

    /// <summary>Which FCs' ways leave on which ship day.</summary>
    internal required (int Day, ulong Origins)[] ShipDays { get; init; }

    /// <summary>Whether the row answers for a minute.</summary>
    internal bool Holds(int minute) => minute >= From && minute < Until;

    /// <summary>The FCs of a set on whose ship days there may be too little room.</summary>
    /// <param name="origins">The set.</param>
    /// <param name="open">For each ship day from the first one on the FCs that have plenty of room.</param>
    /// <param name="firstDay">The first day.</param>
    internal ulong Tight(ulong origins, ReadOnlySpan<ulong> open, int firstDay)
    {
        var tight = 0UL;
        foreach (var (day, leaving) in ShipDays)
        {
            var at = day - firstDay;
            tight |= leaving & ~((uint)at < (uint)open.Length ? open[at] : 0);
        }

        return tight & origins;
    }
}

/// <summary>The ways in time for one speed. Layer 0 has each FC's first way; the next layers those that are cheaper for
/// some carts.</summary>
internal sealed class BoardSpeed
{
    private const int LayerTerms = 3 * MaskedMinimum.Count;

    private readonly float[] _terms;
    private readonly BoardWay[] _ways;

    /// <summary>From each FC's ways, in the order in which equal costs are settled.</summary>
    internal BoardSpeed(List<BoardWay>[] byOrigin)
    {
        Layers = byOrigin.Max(ways => ways.Count);
        _terms = new float[Layers * LayerTerms];
        _ways = new BoardWay[Layers * MaskedMinimum.Count];
        Array.Fill(_terms, float.PositiveInfinity);
        for (var layer = 0; layer < Layers; layer++)
        {
            var terms = _terms.AsSpan(layer * LayerTerms, LayerTerms);
            terms[MaskedMinimum.Count..].Clear();
            for (var origin = 0; origin < byOrigin.Length; origin++)
            {
                if (layer < byOrigin[origin].Count)
                {
                    var way = byOrigin[origin][layer];
                    terms[origin] = way.ParcelMicros;
                    terms[MaskedMinimum.Count + origin] = (float)way.MicrosPerGram;
                    terms[(2 * MaskedMinimum.Count) + origin] = (float)way.MicrosPerCubicCentimeter;
                    _ways[(layer * MaskedMinimum.Count) + origin] = way;
                }
            }
        }
    }

    /// <summary>The number of layers.</summary>
    internal int Layers { get; }

    /// <summary>The cheapest way from a set of FCs; of equal ones that of the first FC, and its first.</summary>
    /// <param name="origins">The set.</param>
    /// <param name="grams">Weight.</param>
    /// <param name="cubicCentimeters">Volume.</param>
    /// <param name="way">The place of the way; −1 for none.</param>
    /// <returns>Its cost, exactly; <see cref="long.MaxValue"/> for none.</returns>
    internal long Cheapest(ulong origins, double grams, double cubicCentimeters, out int way)
    {
        var (best, bestOrigin) = (long.MaxValue, int.MaxValue);
        way = -1;
        for (var layer = 0; layer < Layers; layer++)
        {
            var near = MaskedMinimum.NearLeast(
                _terms.AsSpan(layer * LayerTerms, LayerTerms), (float)grams, (float)cubicCentimeters, origins);
            for (; near != 0; near &= near - 1)
            {
                var origin = (int)ulong.TrailingZeroCount(near);
                var place = (layer * MaskedMinimum.Count) + origin;
                ref readonly var found = ref _ways[place];
                var cost = found.ParcelMicros + Domain.Routes.RouteOption.GoodsMicros(
                    grams, cubicCentimeters, found.MicrosPerGram, found.MicrosPerCubicCentimeter);
                if (cost < best || (cost == best && origin < bestOrigin))
                {
                    (best, bestOrigin, way) = (cost, origin, place);
                }
            }
        }

        return best;
    }

    /// <summary>The way at a place.</summary>
    internal ref readonly BoardWay this[int way] => ref _ways[way];

    /// <summary>The FC of a place.</summary>
    internal static int OriginOf(int way) => way & (MaskedMinimum.Count - 1);
}
