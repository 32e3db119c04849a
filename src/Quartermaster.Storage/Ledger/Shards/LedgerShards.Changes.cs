using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>Orders that change before they leave: one step where there is one shard.</content>
public sealed partial class LedgerShards
{
    /// <summary>What an order claims, all parts together, for who would amend it; null for one that is not known.
    /// </summary>
    public ValueTask<OpenClaims?> ClaimsToAmendAsync(
        OrderKey order, Instant now, CancellationToken cancel = default) =>
        Many?.ClaimsToAmendAsync(order, now, cancel)
        ?? _durable[0].DoAsync(ledger => ledger.ClaimsToAmend(order), cancel);

    /// <summary>Lets an order claim something else than it does, wherever that lies: see
    /// <see cref="GoodsLedger.AmendOrder"/>.</summary>
    /// <param name="key">An amendment whose key was used before changes nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="amendment">What changes; <see cref="OrderAmendment.Seen"/> as
    /// <see cref="ClaimsToAmendAsync"/> said.</param>
    /// <param name="note">A key that is noted with it; null for none.</param>
    /// <param name="cancel">Gives up waiting to get into the first queues.</param>
    /// <returns>What became of it, and of the order.</returns>
    public ValueTask<(MoveOutcome Outcome, OrderOutcome State)> AmendAsync(
        EntryKey key, Instant at, OrderAmendment amendment, EntryKey? note = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        return Many?.AmendAsync(key, at, amendment, note, cancel) ?? _durable[0].DoAsync(
            ledger =>
            {
                var done = ledger.AmendOrder(key, at, amendment);
                if (done == MoveOutcome.Moved && note is { } also)
                {
                    ledger.Once(also, at);
                }

                return (done, ledger.StateOf(amendment.Order));
            }, cancel);
    }
}
