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

    /// <summary>Adds to what orders that move cost what orders that stay cost more for it: who leaves a parcel that was
    /// shared leaves all of it to them, and who comes into one does not bring another.</summary>
    /// <param name="moves">The orders that move.</param>
    /// <param name="stays">What the orders that stay cost before and after.</param>
    internal static List<PlannedMove> WithWhoStays(
        List<PlannedMove> moves, IEnumerable<OrderBill> stays)
    {
        foreach (var bill in stays)
        {
            var with = bill.More == default ? -1 : moves.FindIndex(move =>
                move.Bill.TogetherAfter == bill.TogetherAfter || move.Bill.TogetherBefore == bill.TogetherBefore);
            if (with >= 0)
            {
                var order = moves[with].Order;
                moves[with] = moves[with] with { Order = order with { After = order.After + bill.More } };
            }
        }

        return moves;
    }

    private static (CustomerKey, RegionId) KeyOf(WaitingOrder order) => (order.Ask.Customer, order.Ask.GoesTo);
}
