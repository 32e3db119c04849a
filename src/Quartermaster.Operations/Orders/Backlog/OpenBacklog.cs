using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>The decided orders of which nothing has left, as the ledger has them at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Orders">Each with what it claims and what was asked for, null if nobody said; by key.</param>
public sealed record OpenBacklog(Instant At, IReadOnlyList<(UnpickedOrder Order, OrderAsk? Ask)> Orders)
{
    /// <summary>Those of them that lie in several ledgers: they move by steps of all of them.</summary>
    public IReadOnlySet<OrderKey> Across { get; init; } = new HashSet<OrderKey>();

    /// <summary>What one of several ledgers has of orders that lie in several, and what was asked for where it is their
    /// home.</summary>
    private IReadOnlyList<(UnpickedPart Part, OrderAsk? Ask)> Parts { get; init; } = [];

    /// <summary>How many orders are open.</summary>
    public int Count => Orders.Count;

    /// <summary>What several ledgers that share the products between them have open.</summary>
    /// <param name="ledgers">By number.</param>
    public static OpenBacklog Of(IReadOnlyList<OpenBacklog> ledgers)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        var asks = ledgers.SelectMany(one => one.Parts).Where(one => one.Ask is not null)
            .ToDictionary(one => one.Part.Order, one => one.Ask);
        UnpickedOrder[] whole = [.. UnpickedPart.Whole([.. ledgers.Select(UnpickedPart[] (one) =>
            [.. one.Parts.Select(part => part.Part)])])];
        return new(ledgers[0].At, [.. ledgers.SelectMany(one => one.Orders)
            .Concat(whole.Select(order => (Order: order, Ask: asks.GetValueOrDefault(order.Order))))
            .OrderBy(one => one.Order.Order)])
        {
            Across = whole.Select(order => order.Order).ToHashSet(),
        };
    }

    /// <summary>Reads it. O(orders in memory).</summary>
    public static OpenBacklog Read(GoodsLedger ledger, Instant at)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return new(at, [.. ledger.Unpicked().Select(order => (order, ledger.AskOf(order.Order)))])
        {
            Parts = [.. ledger.UnpickedParts().Select(part => (part, ledger.AskOf(part.Order)))],
        };
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

    /// <summary>Goods of it are still on their way to a center.</summary>
    WaitsForGoods = 7,
}
