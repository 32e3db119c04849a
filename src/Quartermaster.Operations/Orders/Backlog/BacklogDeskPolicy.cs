using Quartermaster.Domain;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>The settings of looking at open orders again.</summary>
public sealed record BacklogDeskPolicy
{
    /// <summary>Minutes before the cut-off of its way from which an order counts as being picked, and stays as it is. 5
    /// to 10,080.</summary>
    [Setting("minutes", AtLeast = 5, AtMost = 10_080)]
    public int PickMinutes { get; init; } = 60;

    /// <summary>Orders that are looked at in one pass, those promised first; 1 to 10,000.</summary>
    [Setting("orders", AtLeast = 1, AtMost = 10_000)]
    public int MostOrders { get; init; } = 10_000;

    /// <summary>What a change must save at least: warehouses do not like plans that move for a cent. 0 to a million.
    /// </summary>
    [Setting("currency per change", AtLeast = 0, AtMost = 1e6)]
    public Money LeastGain { get; init; } = Money.Of(0.1m);

    /// <summary>How many orders one change may touch: 1 replans each alone, 2 exchanges units between two, 3 passes
    /// them on once more. 1 to 3.</summary>
    [Setting("orders", AtLeast = 1, AtMost = 3)]
    public int LongestChain { get; init; } = 3;

    /// <summary>Orders asked to make way for one order; the first so many that hold what it would like. 1 to 1,000.
    /// </summary>
    [Setting("orders", AtLeast = 1, AtMost = 1_000)]
    public int MostBlockers { get; init; } = 8;

    /// <summary>Plans made for each open order on average before the best so far is taken. 1 to 10,000.</summary>
    [Setting("plans per order", AtLeast = 1, AtMost = 10_000)]
    public int MostPlansPerOrder { get; init; } = 60;

    /// <summary>The engine's settings.</summary>
    /// <param name="orders">How single orders are decided.</param>
    public BacklogPolicy ForEngine(OrdersPolicy orders) => new()
    {
        Orders = orders, LeastGain = LeastGain, LongestChain = LongestChain, MostBlockers = MostBlockers,
        MostPlansPerOrder = MostPlansPerOrder,
    };
}
