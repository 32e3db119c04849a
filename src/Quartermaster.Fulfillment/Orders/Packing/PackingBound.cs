using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Packing;

/// <summary>Parcels that goods need at least.</summary>
/// <remarks>The bound L2 of Martello and Toth ("Lower bounds and reduction procedures for the bin packing problem",
/// Discrete Applied Mathematics 28 (1990) 59–70) for weight, for volume, and for their mean as shares of the limits:
/// what fits a parcel by both fits it by any mean of them. O(kinds²).</remarks>
internal static class PackingBound
{
    /// <summary>Fewer parcels do not do.</summary>
    /// <param name="goods">Goods of which each unit fits a parcel alone.</param>
    /// <param name="limits">What a parcel may be at most.</param>
    internal static int Of(ReadOnlySpan<PackedGoods> goods, in ParcelLimits limits)
    {
        var (sizes, most, any) = (new long[goods.Length], 0L, false);
        for (var i = 0; i < goods.Length; i++)
        {
            (sizes[i], any) = (goods[i].Grams, any || goods[i].Units > 0);
        }

        most = L2(goods, sizes, limits.Grams);
        for (var i = 0; i < goods.Length; i++)
        {
            sizes[i] = goods[i].CubicCentimeters;
        }

        most = Math.Max(most, L2(goods, sizes, limits.CubicCentimeters));
        if (limits.Grams < int.MaxValue && limits.CubicCentimeters < int.MaxValue)
        {
            // Each at most 2·10⁸·10⁸, so that 10² parcels' worth of them can be added up; beyond, the others must do.
            var (weight, volume, sum) = ((long)limits.CubicCentimeters, (long)limits.Grams, 0.0);
            for (var i = 0; i < goods.Length; i++)
            {
                sizes[i] = (goods[i].Grams * weight) + (goods[i].CubicCentimeters * volume);
                sum += (double)sizes[i] * goods[i].Units;
            }

            most = sum < 4e18 ? Math.Max(most, L2(goods, sizes, 2 * weight * volume)) : most;
        }

        return (int)Math.Max(most, any ? 1 : 0);
    }

    private static long L2(ReadOnlySpan<PackedGoods> goods, ReadOnlySpan<long> sizes, long limit)
    {
        var most = At(goods, sizes, limit, 0);
        foreach (var size in sizes)
        {
            most = size <= limit / 2 ? Math.Max(most, At(goods, sizes, limit, size)) : most;
        }

        return most;
    }

    // Units above limit − small are alone; those above half of it are in parcels of their own, whose rest takes some of
    // the units from small on; the others fill further parcels.
    private static long At(ReadOnlySpan<PackedGoods> goods, ReadOnlySpan<long> sizes, long limit, long small)
    {
        var (large, room, filling) = (0L, 0L, 0L);
        for (var i = 0; i < goods.Length; i++)
        {
            var (size, units) = (sizes[i], goods[i].Units);
            if (size > limit / 2.0)
            {
                large += units;
                room += size > limit - small ? 0 : units * (limit - size);
            }
            else if (size >= small)
            {
                filling += units * size;
            }
        }

        return large + (filling > room ? (filling - room + limit - 1) / limit : 0);
    }
}
