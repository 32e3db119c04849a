using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger;

/// <summary>One writer's work without its thread: batch after batch, in memory, on disk, answered.</summary>
/// <remarks>Without clock or thread, so that a simulation can call it step by step and stop it anywhere.</remarks>
public sealed class LedgerWriter : IDisposable
{
    // Of less, opening again makes short work.
    private const long LeastAtEnd = 1 << 20;

    private readonly ILedgerLog _log;
    private readonly DurableLedgerPolicy _policy;
    private readonly LedgerLimits? _limits;
    private readonly LedgerTape _tape = new();
    private readonly List<OrderChange> _changes = [];
    private long _bytesSinceKept;

    /// <summary>Recovers the ledger from a log, which from now on belongs to the writer.</summary>
    public LedgerWriter(ILedgerLog log, DurableLedgerPolicy policy, LedgerLimits? limits)
    {
        (_log, _policy, _limits) = (log, policy, limits);
        Goods = LedgerRecovery.Load(log, limits, fromFirst: false, out _bytesSinceKept);
        Goods.Tape = _tape;
    }

    /// <summary>The ledger in memory; only the writer's thread may touch it, but for <see cref="Availability"/>.
    /// </summary>
    public GoodsLedger Goods { get; }

    /// <summary>Who is told what each batch did to orders, once it is safe and before anybody has an answer; null (the
    /// default) for nobody. It is called by the writer's thread and must not wait.</summary>
    public Action<LedgerBatch>? Watcher
    {
        get;
        set
        {
            field = value;
            Goods.Changes = value is null && Turns is null ? null : _changes;
        }
    }

    /// <summary>Who numbers the batches that tell of orders, together with those of other writers, whether or not
    /// anybody watches: whoever reads the logs later finds them in turn. Null (the default) where this writer is alone.
    /// </summary>
    public LedgerTurns? Turns
    {
        get;
        init
        {
            field = value;
            Goods.Changes = value is null && Watcher is null ? null : _changes;
        }
    }

    /// <summary>The last batch that is safe.</summary>
    public long LastBatch => _log.LastBatch;

    /// <summary>Whether much was written since the state was last kept.</summary>
    public bool WantsToKeepState => _bytesSinceKept >= _policy.SnapshotEveryBytes;

    /// <summary>Does a batch: all of it in memory, then all that was accepted on disk, then the answers.</summary>
    /// <exception cref="LedgerLogException">It could not be written: nobody has an answer, and the ledger in memory is
    /// ahead of the disk. Recover from the log.</exception>
    public void Run(IReadOnlyList<LedgerWork> batch)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Run(Goods);
        }

        if (_changes.Count > 0 && Turns is { } turns)
        {
            Goods.TakeTurn(turns.Take());
        }

        if (_tape.Count > 0)
        {
            _log.Append(_log.LastBatch + 1, _tape.Bytes);
            _bytesSinceKept += _tape.Bytes.Length;
            _tape.Clear();
        }

        if (_changes.Count > 0)
        {
            Watcher?.Invoke(LedgerHistory.Of(_log.LastBatch, _changes, Goods));
            _changes.Clear();
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Complete();
        }
    }

    /// <summary>Starts to keep the state as it is on disk now.</summary>
    /// <returns>What to do, on any thread: see <see cref="KeepState"/>.</returns>
    public Action BeginToKeepState()
    {
        _bytesSinceKept = 0;
        return () => KeepState(_log, _limits);
    }

    /// <summary>Keeps the state by reading the log as an opening would: the last state that was kept, and what was
    /// written since.</summary>
    /// <remarks>So the writer need not stop, and every state that is kept shows that the ledger could be opened. Needs
    /// the memory of a second ledger meanwhile.</remarks>
    public static void KeepState(ILedgerLog log, LedgerLimits? limits)
    {
        using var reader = log.OpenReader();
        if (reader.LastBatch > 0)
        {
            log.SaveSnapshot(reader.LastBatch, LedgerSnapshot.Of(LedgerRecovery.Load(reader, limits)));
        }
    }

    /// <summary>Keeps the state from memory, when nobody waits any more, if much was written.</summary>
    public void KeepStateAtEnd()
    {
        if (_bytesSinceKept >= Math.Min(LeastAtEnd, _policy.SnapshotEveryBytes))
        {
            _log.SaveSnapshot(_log.LastBatch, LedgerSnapshot.Of(Goods));
            _bytesSinceKept = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
