namespace Quartermaster.Storage.Ledger;

/// <summary>Numbers the batches of several writers that tell of orders: one after the other, whoever writes them.
/// </summary>
/// <remarks>A batch's turn is written in it. So what became of orders has one order over all writers, the same every
/// time their logs are read.</remarks>
public sealed class LedgerTurns
{
    private long _last;

    /// <summary>The last turn that was taken.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Begins after a turn: the last that any of the logs has.</summary>
    public void StartAfter(long turn) => Volatile.Write(ref _last, turn);

    internal long Take() => Interlocked.Increment(ref _last);
}
