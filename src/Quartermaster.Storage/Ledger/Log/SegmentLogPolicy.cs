namespace Quartermaster.Storage.Ledger.Log;

/// <summary>How a ledger's files are kept.</summary>
public sealed record SegmentLogPolicy
{
    /// <summary>Bytes of a segment after which the next one begins.</summary>
    public long SegmentBytes { get; init; } = 64 << 20;

    /// <summary>Snapshots kept; 1 or more. An older one serves if the newest is damaged.</summary>
    public int Snapshots { get; init; } = 2;

    /// <summary>Bytes of a snapshot under one checksum.</summary>
    public int SnapshotPartBytes { get; init; } = 4 << 20;
}
