using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Fulfillment.Orders.Backlog;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>Who may share parcels: open orders of one customer to one region.</summary>
internal static class BacklogParties
{
    /// <summary>A number for each customer of several orders to a region, one per order; 0 for orders that share with
    /// none.</summary>
    internal static int[] Of(WaitingOrder[] orders)
    {
        var numbers = orders.Where(order => order.Ask.Customer.IsNamed).GroupBy(KeyOf)
            .Where(party => party.Skip(1).Any()).Select((party, i) => (party.Key, Number: i + 1))
            .ToDictionary(party => party.Key, party => party.Number);
        return Array.ConvertAll(orders, order => numbers.GetValueOrDefault(KeyOf(order)));
    }

    /// <summary>A number for those that share parcels, or did, directly or through others, one per order: what one of
    /// them costs hangs on what becomes of the others.</summary>
    internal static int[] UnitsOf(OrderBill[] bills)
    {
        var first = Enumerable.Range(0, bills.Length).ToArray();
        for (var order = 0; order < bills.Length; order++)
        {
            first[Find(order)] = Find(bills[order].TogetherBefore);
            first[Find(order)] = Find(bills[order].TogetherAfter);
        }

        return [.. Enumerable.Range(0, bills.Length).Select(Find)];

        int Find(int order)
        {
            while (first[order] != order)
            {
                (first[order], order) = (first[first[order]], first[order]);
            }

            return order;
        }
    }

    /// <summary>Adds to what orders that move cost what orders that stay cost more for it: who leaves a parcel that was
    /// shared leaves all of it to them, and who comes into one does not bring another.</summary>
    /// <param name="moves">The orders that move.</param>
    /// <param name="stays">What the orders that stay cost more, by the number of those they share parcels with.</param>
    internal static List<PlannedMove> WithWhoStays(
        List<PlannedMove> moves, IEnumerable<(int Unit, PlanBill More)> stays)
    {
        foreach (var (unit, more) in stays)
        {
            var with = more == default ? -1 : moves.FindIndex(move => move.Unit == unit);
            if (with >= 0)
            {
                var order = moves[with].Order;
                moves[with] = moves[with] with { Order = order with { After = order.After + more } };
            }
        }

        return moves;
    }

    private static (CustomerKey, RegionId) KeyOf(WaitingOrder order) => (order.Ask.Customer, order.Ask.GoesTo);
}
