namespace Quartermaster.Storage.Ledger;

/// <summary>How the ledger's file is kept.</summary>
public sealed record SqliteLedgerPolicy
{
    /// <summary>The most the file may grow to, bytes; 0 for no limit but the disk.</summary>
    public long MostBytes { get; init; }

    /// <summary>Snapshots kept; 1 or more. An older one serves if the newest is damaged.</summary>
    public int Snapshots { get; init; } = 2;

    /// <summary>Bytes of one row of a snapshot.</summary>
    public int SnapshotPartBytes { get; init; } = 4 << 20;
}
