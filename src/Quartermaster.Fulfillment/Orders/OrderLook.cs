using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>One look at an order: what can be made up from a minute on, of the units that are there by then.</summary>
internal readonly ref struct OrderLook
{
    internal required SourcingRule Rule { get; init; }

    internal required OrdersPolicy Policy { get; init; }

    internal required OrderInputs Inputs { get; init; }

    /// <summary>The order, as if it were placed in the minute of the look.</summary>
    internal required OrderRequest Request { get; init; }

    internal required ReadOnlySpan<CartLine> Lines { get; init; }

    /// <summary>Units that are there now, for each line × FC.</summary>
    internal required ReadOnlySpan<int> Here { get; init; }

    /// <summary>Units that are there when the order is made up.</summary>
    internal required ReadOnlySpan<int> Free { get; init; }

    /// <summary>For each line the FCs that have any of it by then, a bit each; overwritten.</summary>
    internal required Span<ulong> Stocked { get; init; }
}
