using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>The settings of the order engines.</summary>
public sealed record OrdersPolicy
{
    /// <summary>What a further parcel costs beyond freight and handling: the customer's trouble. 0 to a million.
    /// </summary>
    [Setting("currency per parcel", AtLeast = 0, AtMost = 1e6)]
    public Money SplitCost { get; init; }

    /// <summary>The most sets of FCs looked at for one order; then the best so far is taken, with a remark. 1 to
    /// 10 million.</summary>
    [Setting("sets", AtLeast = 1, AtMost = 10_000_000)]
    public int MostSets { get; init; } = 200_000;

    /// <summary>Whether orders that name a customer are held where waiting is free: of ways that cost the same and keep
    /// the promise they leave by the last, so that the customer's next order can share their parcels.</summary>
    [Setting("yes or no")]
    public bool HoldForConsolidation { get; init; } = true;
}
