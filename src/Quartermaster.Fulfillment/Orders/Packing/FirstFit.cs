using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Packing;

/// <summary>Parcels that hold the same so far.</summary>
internal sealed class OpenParcels(int count, int[] units, long grams, long cubicCentimeters)
{
    internal int Count { get; set; } = count;

    /// <summary>Units of each kind.</summary>
    internal int[] Units { get; } = units;

    /// <summary>What may still be added.</summary>
    internal long Grams { get; private set; } = grams;

    /// <summary>The same.</summary>
    internal long CubicCentimeters { get; private set; } = cubicCentimeters;

    /// <summary>How many units of a kind fit besides.</summary>
    internal int Room(in PackedGoods kind)
    {
        var most = kind.Grams == 0 ? int.MaxValue : Grams / kind.Grams;
        return (int)Math.Min(int.MaxValue,
            kind.CubicCentimeters == 0 ? most : Math.Min(most, CubicCentimeters / kind.CubicCentimeters));
    }

    /// <summary>Adds units to each.</summary>
    internal void Add(int index, in PackedGoods kind, int units)
    {
        Units[index] += units;
        (Grams, CubicCentimeters) = (Grams - ((long)units * kind.Grams),
            CubicCentimeters - ((long)units * kind.CubicCentimeters));
    }

    /// <summary>Takes some of these parcels apart from the others.</summary>
    internal OpenParcels Split(int count)
    {
        Count -= count;
        return new(count, (int[])Units.Clone(), Grams, CubicCentimeters);
    }
}

/// <summary>First fit decreasing for kinds of many units: like parcels are filled together.</summary>
internal static class FirstFit
{
    /// <summary>Packs goods of which each unit fits a parcel alone.</summary>
    /// <param name="goods">The kinds.</param>
    /// <param name="limits">What a parcel may be at most.</param>
    /// <param name="measure">How size is measured: 0 by the greater share of the limits, 1 by their sum, 2 by weight,
    /// 3 by volume.</param>
    internal static List<OpenParcels> Pack(ReadOnlySpan<PackedGoods> goods, in ParcelLimits limits, int measure)
    {
        var (order, sizes) = (new int[goods.Length], new double[goods.Length]);
        for (var i = 0; i < goods.Length; i++)
        {
            (order[i], sizes[i]) = (i, -SizeOf(in goods[i], in limits, measure));
        }

        // Equal sizes in their order.
        Array.Sort(order, (one, other) => sizes[one] != sizes[other] ? sizes[one].CompareTo(sizes[other])
            : one.CompareTo(other));
        var parcels = new List<OpenParcels>();
        foreach (var kind in order)
        {
            Pack(goods.Length, kind, in goods[kind], in limits, parcels);
        }

        return parcels;
    }

    /// <summary>How large a unit is by a measure.</summary>
    internal static double SizeOf(in PackedGoods kind, in ParcelLimits limits, int measure)
    {
        var (weight, volume) =
            (kind.Grams / (double)limits.Grams, kind.CubicCentimeters / (double)limits.CubicCentimeters);
        return measure switch
        {
            0 => Math.Max(weight, volume),
            1 => weight + volume,
            2 => weight,
            _ => volume,
        };
    }

    private static void Pack(
        int kinds, int index, in PackedGoods kind, in ParcelLimits limits, List<OpenParcels> parcels)
    {
        var left = kind.Units;
        for (var i = 0; i < parcels.Count && left > 0; i++)
        {
            var room = parcels[i].Room(in kind);
            if (room == 0)
            {
                continue;
            }

            // Filled ones before those that stay as they are, between them one with what is left.
            var filled = Math.Min(parcels[i].Count, left / room);
            if (filled < parcels[i].Count)
            {
                var rest = left - (filled * room);
                if (filled > 0)
                {
                    parcels.Insert(i, parcels[i].Split(filled));
                    parcels[i].Add(index, in kind, room);
                    i++;
                }

                if (rest > 0)
                {
                    var one = parcels[i].Count > 1 ? parcels[i].Split(1) : parcels[i];
                    one.Add(index, in kind, rest);
                    if (one != parcels[i])
                    {
                        parcels.Insert(i, one);
                    }
                }

                return;
            }

            parcels[i].Add(index, in kind, room);
            left -= filled * room;
        }

        if (left > 0)
        {
            var room = Math.Min(left, new OpenParcels(1, [], limits.Grams, limits.CubicCentimeters).Room(in kind));
            Open(left / room, room, in limits, in kind);
            Open(left % room == 0 ? 0 : 1, left % room, in limits, in kind);
        }

        void Open(int count, int units, in ParcelLimits limits, in PackedGoods kind)
        {
            if (count > 0)
            {
                var opened = new OpenParcels(count, new int[kinds], limits.Grams, limits.CubicCentimeters);
                opened.Add(index, in kind, units);
                parcels.Add(opened);
            }
        }
    }
}
