using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Packing;

/// <summary>Packs goods into as few parcels as weight and volume allow.</summary>
/// <remarks>Vector packing in two dimensions. Kinds are packed one after the other, the largest first by four measures
/// of size, each unit into the first parcel that takes it; the fewest parcels count. Where that is more than
/// <see cref="PackingBound"/> says, up to <see cref="MostSearched"/> units are packed by branch and bound, exact within
/// the nodes allowed. O(kinds²), parcels that hold the same counted together; the search O(nodes × parcels).</remarks>
public static class ParcelPacking
{
    /// <summary>The most units that are searched for a better packing.</summary>
    public const int MostSearched = 24;

    /// <summary>Nodes that a search looks at unless told otherwise.</summary>
    public const int UsualNodes = 20_000;

    private const int Measures = 4;

    /// <summary>Packs goods.</summary>
    /// <param name="goods">The kinds.</param>
    /// <param name="limits">What a parcel may be at most. Sides are not looked at: a unit too long fits no parcel.
    /// </param>
    /// <param name="mostNodes">Nodes that the search may look at; 0 for none.</param>
    /// <exception cref="ArgumentException">A unit alone is above the limits.</exception>
    public static PackedGoodsPlan Pack(
        ReadOnlySpan<PackedGoods> goods, in ParcelLimits limits, int mostNodes = UsualNodes)
    {
        var units = 0L;
        foreach (ref readonly var kind in goods)
        {
            units += kind.Units;
            if (kind.Units > 0 && !limits.Hold(kind.Grams, kind.CubicCentimeters, 0))
            {
                throw new ArgumentException($"A unit of {kind.Grams} g and {kind.CubicCentimeters} cm³ is above the "
                    + $"limits {limits.Grams} g and {limits.CubicCentimeters} cm³. Leave it out first.", nameof(goods));
            }
        }

        var (bound, best, bestCount) = (PackingBound.Of(goods, in limits), new List<OpenParcels>(), int.MaxValue);
        for (var measure = 0; measure < Measures && bestCount > bound; measure++)
        {
            var parcels = FirstFit.Pack(goods, in limits, measure);
            var count = parcels.Sum(parcel => parcel.Count);
            (best, bestCount) = count < bestCount ? (parcels, count) : (best, bestCount);
        }

        if (bestCount > bound && units <= MostSearched && mostNodes > 0)
        {
            var search = new PackingSearch(goods, in limits, bound, bestCount, mostNodes);
            search.Run();
            if (search.Best is { } found)
            {
                return new(found, found.Count, search.IsCut && found.Count > bound ? bound : found.Count);
            }

            bound = search.IsCut ? bound : bestCount;
        }

        return new([.. best.Select(parcel => new PackedParcel(parcel.Count, parcel.Units))], bestCount, bound);
    }
}
