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

    /// <summary>Does operations in one batch, or in several where they would make too large a one.</summary>
    /// <inheritdoc cref="RunSome"/>
    public void Run(IReadOnlyList<LedgerWork> works)
    {
        for (var done = 0; done < works.Count;)
        {
            done = RunSome(works, done);
        }
    }

    /// <summary>Does a batch: all of it in memory, then all that was accepted on disk, then the answers.</summary>
    /// <param name="works">Operations.</param>
    /// <param name="start">How many of them are done.</param>
    /// <returns>How many of them are done then.</returns>
    /// <exception cref="LedgerLogException">It could not be written, or an operation threw midway: nobody has an
    /// answer, and the ledger in memory is not what is on disk. Recover from the log.</exception>
    public int RunSome(IReadOnlyList<LedgerWork> works, int start)
    {
        var end = start;
        while (end < works.Count && (end == start || _tape.Bytes.Length < _policy.MostBytesPerBatch))
        {
            Do(works[end++]);
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

        for (var i = start; i < end; i++)
        {
            works[i].Complete();
        }

        return end;
    }

    // What is in memory may differ from what is on the tape: nothing of it is written, and nothing more is done.
    private void Do(LedgerWork work)
    {
        try
        {
            work.Run(Goods);
        }
#pragma warning disable CA1031 // Whatever it is.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            throw new LedgerLogException(
                $"An operation failed midway ({cause.GetType().Name}: {cause.Message}), so the ledger in memory may "
                + $"not be the one on disk. Nothing since batch {LastBatch} is acknowledged. Open the ledger again, "
                + "and report this.", cause);
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
            var goods = LedgerRecovery.Load(reader, limits);
            log.SaveSnapshot(reader.LastBatch, to => LedgerSnapshot.Write(goods, to));
        }
    }

    /// <summary>Keeps the state from memory, when nobody waits any more, if much was written.</summary>
    public void KeepStateAtEnd()
    {
        if (_bytesSinceKept >= Math.Min(LeastAtEnd, _policy.SnapshotEveryBytes))
        {
            _log.SaveSnapshot(_log.LastBatch, to => LedgerSnapshot.Write(Goods, to));
            _bytesSinceKept = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _log.Dispose();
}
