namespace Quartermaster.Storage.Ledger;

/// <summary>How many callers wait, how much goes into a batch, and how often the whole state is kept.</summary>
public sealed record DurableLedgerPolicy
{
    /// <summary>Operations that may wait; a caller beyond waits to get in. 1 or more.</summary>
    public int QueueLength { get; init; } = 65_536;

    /// <summary>The most operations in a batch; 1 or more.</summary>
    public int MostPerBatch { get; init; } = 8_192;

    /// <summary>Bytes after which a batch takes no more operations: a full one is larger by at most the last of them.
    /// 1 or more.</summary>
    public int MostBytesPerBatch { get; init; } = 8 << 20;

    /// <summary>Bytes of batches after which the whole state is kept, so that opening replays at most that much.
    /// </summary>
    public long SnapshotEveryBytes { get; init; } = 64 << 20;
}
