using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>The decided orders of which nothing has left, as the ledger has them at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Orders">Each with what it claims and what was asked for, null if nobody said; by key.</param>
public sealed record OpenBacklog(Instant At, IReadOnlyList<(UnpickedOrder Order, OrderAsk? Ask)> Orders)
{
    /// <summary>Reads it. O(orders in memory).</summary>
    public static OpenBacklog Read(GoodsLedger ledger, Instant at)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return new(at, [.. ledger.Unpicked().Select(order => (order, ledger.AskOf(order.Order)))]);
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
}
