using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The ways in time for one speed, one per FC at most, of those FCs that have one, side by side: a stretch of
/// its row's block.</summary>
/// <param name="Origins">The FCs that have a way here.</param>
/// <param name="FirstTerm">Where what they cost begins in the row's block.</param>
/// <param name="Width">How many numbers each part of it has: 16, 32, 48 or 64; 0 where there is no way.</param>
/// <param name="FirstWay">Where the ways begin among the row's.</param>
internal readonly record struct BoardLayer(ulong Origins, int FirstTerm, int Width, int FirstWay);

/// <summary>The cheapest ways in time for one speed. Each FC's first way stands in the first layer; the next layers
/// have those that are cheaper for some carts.</summary>
/// <param name="First">The first layer.</param>
/// <param name="More">The next ones; most rows have none.</param>
internal readonly record struct BoardSpeed(BoardLayer First, BoardLayer[] More)
{
    /// <summary>The cheapest way from a set of FCs; of equal ones that of the first FC, and its first.</summary>
    /// <param name="row">The row.</param>
    /// <param name="origins">The set.</param>
    /// <param name="grams">Weight.</param>
    /// <param name="cubicCentimeters">Volume.</param>
    /// <param name="way">The way's place among the row's; −1 for none.</param>
    /// <returns>Its cost, exactly; <see cref="long.MaxValue"/> for none.</returns>
    internal long Cheapest(BoardRow row, ulong origins, double grams, double cubicCentimeters, out int way)
    {
        var best = long.MaxValue;
        way = -1;
        Look(row, First, origins, grams, cubicCentimeters, ref best, ref way);
        foreach (var layer in More)
        {
            Look(row, layer, origins, grams, cubicCentimeters, ref best, ref way);
        }

        return best;
    }

    private static void Look(
        BoardRow row, in BoardLayer layer, ulong origins, double grams, double cubicCentimeters, ref long best,
        ref int way)
    {
        var counting = MaskedMinimum.Among(origins, layer.Origins);
        if (counting == 0)
        {
            return;
        }

        // Most further layers have nothing that is as cheap: then their ways need not be looked at.
        var near = MaskedMinimum.NearLeast(
            row.Block.AsSpan(layer.FirstTerm, 3 * layer.Width), (float)grams, (float)cubicCentimeters, counting, best);
        for (; near != 0; near &= near - 1)
        {
            var place = layer.FirstWay + (int)ulong.TrailingZeroCount(near);
            ref readonly var found = ref row.Ways[place];
            var cost = found.ParcelMicros + RouteOption.GoodsMicros(
                grams, cubicCentimeters, found.MicrosPerGram, found.MicrosPerCubicCentimeter);
            if (cost < best || (cost == best && found.Origin < row.Ways[way].Origin))
            {
                (best, way) = (cost, place);
            }
        }
    }
}
