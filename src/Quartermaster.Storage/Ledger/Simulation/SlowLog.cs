using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>A log whose disk takes its time: others go on before a batch is written.</summary>
/// <param name="log">The log.</param>
/// <param name="wait">Lets others go on, or not.</param>
internal sealed class SlowLog(ILedgerLog log, Action wait) : ILedgerLog
{
    public long LastBatch => log.LastBatch;

    public void Append(long batch, ReadOnlySpan<byte> blob)
    {
        wait();
        log.Append(batch, blob);
    }

    public IEnumerable<(long Batch, byte[] Blob)> Replay(long after) => log.Replay(after);

    public void SaveSnapshot(long batch, Action<IByteSink> write) => log.SaveSnapshot(batch, write);

    public IEnumerable<(long Batch, IByteSource Blob)> Snapshots() => log.Snapshots();

    public ILedgerLog OpenReader() => log.OpenReader();

    public void Dispose() => log.Dispose();
}
