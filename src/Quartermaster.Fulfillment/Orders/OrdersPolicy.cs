using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>The settings of the order engines.</summary>
public sealed record OrdersPolicy
{
    /// <summary>What a further parcel costs beyond freight and handling: the customer's trouble. 0 or more.</summary>
    public Money SplitCost { get; init; }

    /// <summary>The most sets of FCs looked at for one order; then the best so far is taken, with a remark.</summary>
    public int MostSets { get; init; } = 200_000;
}
