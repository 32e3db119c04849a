using Quartermaster.Domain.Goods;

namespace Quartermaster.Domain.Doors;

/// <summary>Where the ledger's batches are kept. Storage implements it.</summary>
public interface ILedgerLog : IDisposable
{
    /// <summary>The number of the last batch that is safe on disk; 0 if there is none.</summary>
    long LastBatch { get; }

    /// <summary>Writes a batch and returns when it is safe on disk.</summary>
    /// <param name="batch">One more than <see cref="LastBatch"/>.</param>
    /// <param name="entries">The entries that were accepted, in order.</param>
    void Append(long batch, ReadOnlySpan<Entry> entries);

    /// <summary>All batches after a given one, in order, each checked against its checksum.</summary>
    IEnumerable<(long Batch, Entry[] Entries)> Replay(long after);
}
