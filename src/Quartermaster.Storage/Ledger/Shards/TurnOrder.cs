namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Hands batches on in the order of their turns, whichever of them is safe on disk first.</summary>
/// <remarks>A turn that was taken and is never safe holds back those after it until the ledgers are opened again:
/// perhaps it is on disk all the same, and then it is told before them.</remarks>
internal sealed class TurnOrder(Action<LedgerBatch> watcher)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LedgerBatch> _early = [];
    private long _last;

    internal void StartAfter(long turn) => _last = turn;

    /// <summary>Takes a batch that is safe, from the thread of its writer.</summary>
    internal void Add(LedgerBatch batch)
    {
        lock (_gate)
        {
            _early.Add(batch.Turn, batch);
            while (_early.Remove(_last + 1, out var next))
            {
                _last++;
                watcher(next);
            }
        }
    }
}
