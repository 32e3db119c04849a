using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger;

/// <summary>What a batch that is safe on disk did to orders.</summary>
/// <param name="Batch">Its number in the log.</param>
/// <param name="Changes">The steps of orders, in turn; none is about a part whose home is another ledger.</param>
public sealed record LedgerBatch(long Batch, IReadOnlyList<NamedChange> Changes)
{
    /// <summary>Its place among the batches that tell of orders: over all shards, where there are several; else its
    /// number in the log.</summary>
    public long Turn { get; init; } = Batch;
}

/// <summary>A step of an order, with what was asked for.</summary>
/// <param name="Change">The step.</param>
/// <param name="Ask">What was asked for under the order; null if nobody said.</param>
public readonly record struct NamedChange(OrderChange Change, OrderAsk? Ask);
