using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger;

/// <summary>An operation that waits for the writer, and whoever waits for it.</summary>
public abstract class LedgerWork
{
    /// <summary>Does it in memory and keeps the answer back.</summary>
    /// <remarks>What it throws stops the writer: memory and tape may differ.</remarks>
    internal abstract void Run(GoodsLedger ledger);

    /// <summary>Hands the answer over: the batch is safe.</summary>
    internal abstract void Complete();

    /// <summary>Tells the caller that it is not safe.</summary>
    internal abstract void Fail(Exception cause);
}

/// <summary>An operation with an answer.</summary>
public abstract class LedgerWork<TAnswer> : LedgerWork
{
    private readonly TaskCompletionSource<TAnswer> _waiting;
    private Exception? _thrown;
    private TAnswer _answer = default!;

    /// <summary>Work.</summary>
    /// <param name="isInline">Whether who waits goes on within <see cref="LedgerWork.Complete"/>: for simulations, in
    /// which nothing happens elsewhere. Otherwise no caller's code holds the writer up.</param>
    protected LedgerWork(bool isInline = false) => _waiting = new(
        isInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer, when it is safe.</summary>
    public Task<TAnswer> Answer => _waiting.Task;

    internal sealed override void Run(GoodsLedger ledger)
    {
        try
        {
            _answer = Do(ledger);
        }
        catch (Exception thrown) when (IsCallersOwn && !ledger.IsMidway)
        {
            // Whatever a caller's own function throws goes back to that caller, unless an operation of the ledger did
            // it.
            _thrown = thrown;
        }
    }

    internal sealed override void Complete()
    {
        if (_thrown is null)
        {
            _waiting.SetResult(_answer);
        }
        else
        {
            _waiting.SetException(_thrown);
        }
    }

    internal sealed override void Fail(Exception cause) => _waiting.TrySetException(cause);

    /// <summary>Whether it is a caller's own function, which may throw between operations of the ledger.</summary>
    protected virtual bool IsCallersOwn => false;

    /// <summary>Does it.</summary>
    protected abstract TAnswer Do(GoodsLedger ledger);
}

/// <summary>Places an order.</summary>
internal sealed class PlaceWork(OrderRequest order) : LedgerWork<OrderOutcome>
{
    protected override OrderOutcome Do(GoodsLedger ledger) =>
        ledger.Place(order.Order, order.At, order.Lines, order.Slots);
}

/// <summary>Takes in a feed's updates.</summary>
internal sealed class FeedWork(FeedKey feed, Instant at, FeedUpdate[] updates, ICollection<ClaimCut>? cuts)
    : LedgerWork<FeedOutcome[]>
{
    protected override FeedOutcome[] Do(GoodsLedger ledger)
    {
        var outcomes = new FeedOutcome[updates.Length];
        ledger.Feed(feed, at, updates, outcomes, cuts);
        return outcomes;
    }
}

/// <summary>Does whatever the caller wants done.</summary>
public sealed class CallWork<TAnswer>(Func<GoodsLedger, TAnswer> act, bool isInline = false)
    : LedgerWork<TAnswer>(isInline)
{
    /// <inheritdoc/>
    protected override bool IsCallersOwn => true;

    /// <inheritdoc/>
    protected override TAnswer Do(GoodsLedger ledger)
    {
        var answer = act(ledger);
        return !ledger.IsMidway ? answer
            : throw new LedgerInvariantException("A function went on after an operation of the ledger had thrown.");
    }
}
