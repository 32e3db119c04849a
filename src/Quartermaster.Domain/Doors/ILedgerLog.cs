namespace Quartermaster.Domain.Doors;

/// <summary>Where the ledger's batches are kept. Storage implements it. One process writes; others read what is
/// committed.</summary>
/// <remarks>A batch is what the ledger wrote on its tape: the operations that it accepted, in order. Bytes come back
/// exactly as given or not at all: a checksum that fails is an exception that names the file, the batch and the next
/// step.</remarks>
public interface ILedgerLog : IDisposable
{
    /// <summary>The number of the last batch that is safe on disk; 0 if there is none.</summary>
    long LastBatch { get; }

    /// <summary>Writes a batch and returns when it is safe on disk; an exception means that it is not there.</summary>
    /// <param name="batch">One more than <see cref="LastBatch"/>.</param>
    /// <param name="blob">The operations that were accepted, in order.</param>
    void Append(long batch, ReadOnlySpan<byte> blob);

    /// <summary>All batches after a given one, in order, each checked.</summary>
    /// <param name="after">0 for all.</param>
    IEnumerable<(long Batch, byte[] Blob)> Replay(long after);

    /// <summary>Keeps the whole state after a batch, so that opening need not replay from the first one. The batches
    /// stay. May be called while another thread appends.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="write">Writes the state, which goes to disk part by part and is kept only where all of it did.
    /// </param>
    void SaveSnapshot(long batch, Action<IByteSink> write);

    /// <summary>The snapshots that were kept, newest first, each to be read until the next is asked for.</summary>
    /// <remarks>Bytes come as they were given: where a part of one is damaged, reading it ends with an exception of
    /// invalid data, and the next serves.</remarks>
    IEnumerable<(long Batch, IByteSource Blob)> Snapshots();

    /// <summary>The same log as it stands, to be read while this one goes on writing, from any thread.</summary>
    ILedgerLog OpenReader();
}
