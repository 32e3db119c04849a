using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>The ledger's batches in segment files, each safe on disk before it is acknowledged, and snapshots beside
/// them.</summary>
/// <remarks>
/// A batch is one write and one fsync. What nobody can say is safe is written anew when the log is next opened to
/// write. Checksums (XxHash3) form a chain, so that a changed, missing or exchanged batch
/// is found. A write that was cut short is cut off when the log is next opened to write, kept aside, and said (<see
/// cref="Notice"/>); what was safe once and is damaged is never cut off, but refused. History is never rewritten: old
/// segments stay.
/// </remarks>
public sealed partial class SegmentLog : ILedgerLog
{
    private readonly ILedgerFiles _files;
    private readonly SegmentLogPolicy _policy;
    private readonly bool _isWriter;
    private readonly LedgerSnapshots _snapshots;
    private ILedgerFile? _file;
    private long _end;
    private ulong _checksum;
    private byte[] _buffer = new byte[1 << 12];
    private bool _isBroken;

    /// <summary>Opens a log; the files from now on belong to it.</summary>
    /// <param name="files">Where it lies.</param>
    /// <param name="isWriter">Whether batches are to be appended.</param>
    /// <param name="policy">How it is kept.</param>
    /// <exception cref="LedgerLogException">It is damaged, or cannot be read.</exception>
    public SegmentLog(ILedgerFiles files, bool isWriter, SegmentLogPolicy? policy = null)
    {
        (_files, _isWriter, _policy) = (files, isWriter, policy ?? new());
        _snapshots = new(files, _policy);
        Guarded(Open);
    }

    /// <inheritdoc/>
    public long LastBatch { get; private set; }

    /// <summary>What was cut off when the log was opened, as a sentence; null if nothing was.</summary>
    public string? Notice { get; private set; }

    /// <summary>Opens the log of a folder to write.</summary>
    public static SegmentLog OpenToWrite(string folder, SegmentLogPolicy? policy = null) =>
        Open(LedgerFolder.OpenToWrite(folder), isWriter: true, policy);

    /// <summary>Opens the log of a folder to read, while another process may write it.</summary>
    public static SegmentLog OpenToRead(string folder) =>
        Open(LedgerFolder.OpenToRead(folder), isWriter: false, null);

    /// <inheritdoc/>
    public ILedgerLog OpenReader()
    {
        // Read first: what is written meanwhile may not be safe yet.
        var safe = LastBatch;
        var reader = new SegmentLog(_files.Reader(), isWriter: false, _policy);
        reader.LastBatch = Math.Min(reader.LastBatch, safe);
        return reader;
    }

    /// <inheritdoc/>
    public void Append(long batch, ReadOnlySpan<byte> blob)
    {
        if (!_isWriter || _isBroken || batch != LastBatch + 1 || blob.Length > SegmentFormat.MostBytes)
        {
            throw new InvalidOperationException(
                $"{_files.Path}: batch {batch} of {blob.Length} bytes cannot follow batch {LastBatch} here.");
        }

        try
        {
            if (_file is null || _end >= _policy.SegmentBytes)
            {
                Begin(batch);
            }

            Write(batch, blob);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Nobody knows what of it is there: the next opening looks.
            _isBroken = true;
            throw new LedgerLogException(
                $"{_files.Path}: batch {batch} could not be written: {cause.Message} Nothing of it is acknowledged; "
                + $"batches 1 to {LastBatch} are safe. Free space on the disk (or raise the limit), then open the "
                + "ledger again.", cause);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(long Batch, byte[] Blob)> Replay(long after)
    {
        var segments = Guarded(Segments);
        var start = Math.Max(0, segments.FindLastIndex(first => first <= after + 1));
        var (next, checksum) = (after + 1, (ulong?)null);
        foreach (var segment in segments.Skip(start))
        {
            if (segment > LastBatch)
            {
                break; // Begun since.
            }

            if (segment > next)
            {
                throw Broken(next, $"is missing; the next segment begins with {segment}");
            }

            using var reader = Guarded(() => new SegmentReader(_files, SegmentFormat.NameOf(segment)));

            if (!Guarded(reader.Start) || (checksum is { } before && reader.Checksum != before))
            {
                throw Broken(segment, "does not follow from the segment before it");
            }

            while (reader.Batch < LastBatch && Guarded(reader.Next) is { } blob)
            {
                if (reader.Batch > after)
                {
                    yield return (reader.Batch, blob);
                }
            }

            (next, checksum) = (reader.Batch + 1, reader.Checksum);
            if (reader.Batch < LastBatch && reader.At < reader.Length)
            {
                throw Broken(next, "does not match its checksum");
            }
        }

        if (next <= LastBatch)
        {
            throw Broken(next, "is missing");
        }
    }

    /// <inheritdoc/>
    public void SaveSnapshot(long batch, Action<IByteSink> write)
    {
        try
        {
            _snapshots.Save(batch, write);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LedgerLogException(
                $"{_files.Path}: the snapshot after batch {batch} could not be written: {cause.Message} All batches "
                + "are safe. Free space on the disk (or raise the limit).", cause);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<(long Batch, IByteSource Blob)> Snapshots() => _snapshots.All(LastBatch);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _files.Dispose();
    }

    private static SegmentLog Open(LedgerFolder folder, bool isWriter, SegmentLogPolicy? policy)
    {
        try
        {
            return new(folder, isWriter, policy);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private void Begin(long batch)
    {
        var file = _files.Open(SegmentFormat.NameOf(batch), isWriter: true);
        Span<byte> header = stackalloc byte[SegmentFormat.SegmentHeader];
        SegmentFormat.WriteSegment(header, batch, _checksum);
        file.Truncate(0);
        file.Write(0, header);
        file.Sync();
        _files.SyncNames();
        _file?.Dispose();
        (_file, _end) = (file, header.Length);
    }

    private void Write(long batch, ReadOnlySpan<byte> blob)
    {
        var checksum = LedgerChecksum.Of(blob, batch, _checksum);
        var length = Put(0, new(batch, blob.Length, _checksum, checksum), blob);
        _file!.Write(_end, _buffer.AsSpan(0, length));
        _file.Sync();
        (LastBatch, _checksum, _end) = (batch, checksum, _end + length);
    }

    // Puts a batch into the buffer at a place; where it ends there.
    private int Put(int at, in SegmentBatch batch, ReadOnlySpan<byte> blob)
    {
        var end = at + SegmentFormat.BatchHeader + blob.Length;
        if (_buffer.Length < end)
        {
            Array.Resize(ref _buffer, end * 2L > Array.MaxLength ? end : end * 2);
        }

        SegmentFormat.WriteBatch(_buffer.AsSpan(at), in batch);
        blob.CopyTo(_buffer.AsSpan(at + SegmentFormat.BatchHeader));
        return end;
    }

    private List<long> Segments() =>
        [.. _files.Names().Select(SegmentFormat.FirstOf).Where(first => first > 0).Order()];

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (
            cause is not LedgerLogException and (IOException or UnauthorizedAccessException))
        {
            throw new LedgerLogException(
                $"{_files.Path}: cannot be read: {cause.Message} Check the folder's permissions and the disk, then try "
                + "again.", cause);
        }
    }

    private LedgerLogException Broken(long batch, string what) => new(
        $"{_files.Path}: batch {batch} {what}. Batches 1 to {batch - 1} are sound. Restore the folder from a backup.");
}
