namespace Quartermaster.Fulfillment.Promise;

/// <summary>The cheapest ways in time for one speed, FCs ranked by what a usual parcel costs: how a row lays them out.
/// </summary>
/// <remarks>
/// Of a set of FCs the first by rank is nearly always the cheapest, and what it is certain to beat, whatever the cart
/// weighs, need not be looked at: a minimum over 64 FCs is a look at one or two of them.
/// </remarks>
internal sealed class BoardSpeed
{
    // What FCs are ranked by: any parcel would do, a usual one is fastest.
    private const double UsualGrams = 1_000;
    private const double UsualCubicCentimeters = 4_000;

    /// <summary>How far one FC's ways are from the next one's: nearly all have one or two.</summary>
    internal const int Pair = 2;

    /// <summary>Ranks FCs.</summary>
    /// <param name="byOrigin">The ways of each FC that has some, in the order in which equal costs are settled.</param>
    internal BoardSpeed(IEnumerable<List<BoardWay>> byOrigin)
    {
        var ranked = byOrigin.Where(ways => ways.Count > 0).OrderBy(ways => ways.Min(UsualMicros)).ToArray();
        Origins = [.. ranked.Select(ways => ways[0].Origin)];
        var laid = new List<BoardWay>();
        foreach (var ways in ranked)
        {
            laid.Add(ways[0] with { Others = OthersOf(ways, ranked) });
            laid.Add(ways[^1]);
        }

        for (var rank = 0; rank < ranked.Length; rank++)
        {
            var last = Pair * rank;
            foreach (var way in ranked[rank].Skip(1))
            {
                var place = last == Pair * rank ? last + 1 : laid.Count;
                laid[last] = laid[last] with { Next = checked((short)place) };
                if (place < laid.Count)
                {
                    laid[place] = way;
                }
                else
                {
                    laid.Add(way);
                }

                last = place;
            }
        }

        Ways = [.. laid];
    }

    /// <summary>The FCs by rank.</summary>
    internal int[] Origins { get; }

    /// <summary>The first two ways of each FC by rank (the first one twice where there is no other), then all further
    /// ones.</summary>
    internal BoardWay[] Ways { get; }

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
