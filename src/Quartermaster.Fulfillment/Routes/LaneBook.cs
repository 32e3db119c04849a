using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>The lanes of a network under numbers that stay when others come and go.</summary>
/// <param name="Lanes">By number; the lanes that have gone keep theirs, unused.</param>
/// <param name="Order">The numbers of the lanes there are, in the order of the network's rows.</param>
internal sealed record LaneBook(Lane[] Lanes, int[] Order)
{
    internal static LaneBook Of(RouteNetwork network) =>
        new(network.Lanes.Rows.ToArray(), [.. Enumerable.Range(0, network.Lanes.Count)]);

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

        return isClear ? new([.. lanes], order) : null;
    }
}
