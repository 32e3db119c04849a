using System.Numerics;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>The lanes of a network under numbers that stay when others come and go.</summary>
/// <param name="Lanes">By number; the lanes that have gone keep theirs, unused.</param>
/// <param name="Order">The numbers of the lanes there are, in the order of the network's rows.</param>
/// <param name="Limits">Different limits of parcels, each a bit of a way's marks: one way is no worse than another in
/// what it takes if it has no mark that the other lacks.</param>
internal sealed record LaneBook(Lane[] Lanes, int[] Order, ParcelLimits[] Limits)
{
    /// <summary>The most different limits. Lanes of further ones are taken to have the last one's and theirs, the
    /// smaller of each: they take too little rather than too much.</summary>
    internal const int MostLimits = 31;

    internal static LaneBook Of(RouteNetwork network) => new(network.Lanes.Rows.ToArray(),
        [.. Enumerable.Range(0, network.Lanes.Count)], LimitsOf(network.Lanes.Rows.ToArray()));

    /// <summary>The marks of a lane.</summary>
    internal int MarksOf(int lane)
    {
        var limits = ParcelLimits.Of(in Lanes[lane]);
        return limits.IsNone ? 0
            : 1 << (Array.IndexOf(Limits, limits) is >= 0 and var at ? at : MostLimits - 1);
    }

    /// <summary>What keeps to all limits of some marks.</summary>
    internal ParcelLimits LimitsOf(int marks)
    {
        var limits = ParcelLimits.None;
        for (var left = (uint)marks; left != 0; left &= left - 1)
        {
            limits = limits.And(in Limits[BitOperations.TrailingZeroCount(left)]);
        }

        return limits;
    }

    /// <summary>The same for a changed network: lanes keep their numbers, new ones get the next.</summary>
    /// <returns>Null where that cannot be said: an identifier twice, or known lanes in another order.</returns>
    internal LaneBook? After(RouteNetwork changed)
    {
        var numberOf = new Dictionary<LaneId, int>();
        var isClear = Array.TrueForAll(Order, number => numberOf.TryAdd(Lanes[number].Id, number));
        var (lanes, order) = (new List<Lane>(Lanes), new int[changed.Lanes.Count]);
        var (seen, last) = (new HashSet<LaneId>(), -1);
        var placeOf = new int[Lanes.Length];
        for (var place = 0; place < Order.Length; place++)
        {
            placeOf[Order[place]] = place;
        }

        for (var row = 0; row < order.Length && isClear; row++)
        {
            ref readonly var lane = ref changed.Lanes.Rows[row];
            isClear = seen.Add(lane.Id);
            if (numberOf.TryGetValue(lane.Id, out var number))
            {
                isClear &= placeOf[number] > last;
                last = placeOf[number];
                lanes[number] = lane;
            }
            else
            {
                number = lanes.Count;
                lanes.Add(lane);
            }

            order[row] = number;
        }

        // Other limits may be other marks: then labels of before say nothing. Where there are so many that some share a
        // mark, a lane that has gone must not leave its limits in it.
        var isSame = LimitsOf([.. lanes]).AsSpan().SequenceEqual(Limits)
            && (Limits.Length < MostLimits
                || LimitsOf(Array.ConvertAll(order, number => lanes[number])).AsSpan().SequenceEqual(Limits));
        return isClear && isSame ? new([.. lanes], order, Limits) : null;
    }

    private static ParcelLimits[] LimitsOf(Lane[] lanes)
    {
        ParcelLimits[] all = [.. lanes.Select(lane => ParcelLimits.Of(in lane)).Where(limits => !limits.IsNone)
            .Distinct()];
        for (var i = MostLimits; i < all.Length; i++)
        {
            all[MostLimits - 1] = all[MostLimits - 1].And(in all[i]);
        }

        return all[..Math.Min(all.Length, MostLimits)];
    }
}
