using Quartermaster.Domain.Doors;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Reads what became of orders in the past from the logs of all shards, in the order of their turns.</summary>
internal static class ShardHistory
{
    /// <summary>The batches that did something to orders after a turn, oldest first.</summary>
    /// <param name="logs">By shard.</param>
    /// <param name="after">The last turn that is known already, or with one shard the last batch; 0 for none.</param>
    /// <param name="limits">How large each ledger may grow.</param>
    /// <param name="cancel">Asked between batches.</param>
    internal static IEnumerable<LedgerBatch> After(
        IReadOnlyList<ILedgerLog> logs, long after, LedgerLimits? limits = null, CancellationToken cancel = default)
    {
        List<IEnumerator<LedgerBatch>> shards =
        [
            .. logs.Select(log => (logs.Count == 1 ? LedgerHistory.After(log, after, limits, cancel)
                : LedgerHistory.AfterTurn(log, after, limits, cancel)).GetEnumerator()),
        ];
        shards.RemoveAll(shard => !shard.MoveNext());
        while (shards.MinBy(shard => shard.Current.Turn) is { } next)
        {
            yield return next.Current;
            if (!next.MoveNext())
            {
                shards.Remove(next);
            }
        }
    }
}
