using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>The settings of the backlog engine.</summary>
public sealed record BacklogPolicy
{
    /// <summary>How single orders are decided.</summary>
    public OrdersPolicy Orders { get; init; } = new();

    /// <summary>What a change must save at least: warehouses do not like plans that move for a cent. 0 to a million.
    /// </summary>
    [Setting("currency per change", AtLeast = 0, AtMost = 1e6)]
    public Money LeastGain { get; init; } = Money.Of(0.01m);

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
}
