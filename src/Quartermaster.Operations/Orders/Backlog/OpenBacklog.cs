using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>The decided orders of which nothing has left, as the ledger has them at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Orders">Each with what it claims and what was asked for, null if nobody said; by key.</param>
/// <param name="Across">How many more there are that lie in several ledgers: they stay as they are.</param>
public sealed record OpenBacklog(
    Instant At, IReadOnlyList<(UnpickedOrder Order, OrderAsk? Ask)> Orders, int Across = 0)
{
    /// <summary>All open orders, those that lie in several ledgers too.</summary>
    public int Count => Orders.Count + Across;

    /// <summary>What several ledgers that share the products between them have open.</summary>
    public static OpenBacklog Of(IReadOnlyList<OpenBacklog> ledgers)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        return new(ledgers[0].At, [.. ledgers.SelectMany(one => one.Orders).OrderBy(one => one.Order.Order)],
            ledgers.Sum(one => one.Across));
    }

    /// <summary>Reads it. O(orders in memory).</summary>
    public static OpenBacklog Read(GoodsLedger ledger, Instant at)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return new(at, [.. ledger.Unpicked().Select(order => (order, ledger.AskOf(order.Order)))],
            ledger.UnpickedAcross());
    }
}

/// <summary>Why an open order is not looked at again.</summary>
public enum LeftAlone : byte
{
    /// <summary>Its cut-off is near or past: it counts as being picked.</summary>
    BeingPicked = 1,

    /// <summary>Nobody wrote down by when it was promised.</summary>
    NoPromise = 2,

    /// <summary>Its promise is past.</summary>
    PastPromise = 3,

    /// <summary>It holds other owners' goods, claims that no plan of ours has, or goes where no routes go.</summary>
    NotOurs = 4,

    /// <summary>Others are promised earlier, and a pass looks at so many.</summary>
    BeyondLimit = 5,

    /// <summary>It lies in several shards of the ledger.</summary>
    InSeveralShards = 6,

    /// <summary>Goods of it are still on their way to a center.</summary>
    WaitsForGoods = 7,
}
