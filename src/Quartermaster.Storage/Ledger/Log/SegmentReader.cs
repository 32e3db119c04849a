using System.Buffers.Binary;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>Reads one segment's batches in order, each checked.</summary>
internal sealed class SegmentReader(ILedgerFiles files, string name) : IDisposable
{
    private const int ScanBytes = 1 << 16;

    private readonly ILedgerFile _file = files.Open(name, isWriter: false);
    private readonly byte[] _header = new byte[SegmentFormat.SegmentHeader];

    /// <summary>Where the next batch is expected.</summary>
    internal long At { get; private set; }

    /// <summary>The number of the last batch that was read; the one before the first at the start.</summary>
    internal long Batch { get; private set; }

    /// <summary>The checksum of that batch.</summary>
    internal ulong Checksum { get; private set; }

    /// <summary>Bytes in the file.</summary>
    internal long Length => _file.Length;

    /// <summary>Reads the segment's header; false where it is not whole.</summary>
    internal bool Start()
    {
        var first = SegmentFormat.FirstOf(name);
        if (_file.Read(0, _header) < SegmentFormat.SegmentHeader
            || !SegmentFormat.IsSegment(_header, first, out var before))
        {
            return false;
        }

        (At, Batch, Checksum) = (SegmentFormat.SegmentHeader, first - 1, before);
        return true;
    }

    /// <summary>The next batch; null where none follows that is whole.</summary>
    internal byte[]? Next()
    {
        if (ReadAt(At, out var header) is not { } blob || header.Number != Batch + 1 || header.Before != Checksum)
        {
            return null;
        }

        (At, Batch, Checksum) = (At + SegmentFormat.BatchHeader + blob.Length, header.Number, header.Checksum);
        return blob;
    }

    /// <summary>Whether a later batch is whole behind the place where none is: then what is missing was safe once, and
    /// is damaged; else it is a write that was cut short.</summary>
    internal bool IsDamagedInside()
    {
        var buffer = new byte[ScanBytes];
        for (var at = At; at < _file.Length; at += ScanBytes - SegmentFormat.BatchHeader)
        {
            var part = buffer.AsSpan(0, _file.Read(at, buffer));
            for (var i = 0; i + SegmentFormat.BatchHeader <= part.Length; i++)
            {
                if (BinaryPrimitives.ReadUInt32LittleEndian(part[i..]) == SegmentFormat.BatchMagic
                    && ReadAt(at + i, out var later) is not null && later.Number > Batch)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>All bytes from the place where no batch is whole.</summary>
    internal byte[] Rest()
    {
        var rest = new byte[Math.Max(0, _file.Length - At)];
        _file.Read(At, rest);
        return rest;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private byte[]? ReadAt(long at, out SegmentBatch batch)
    {
        Span<byte> header = stackalloc byte[SegmentFormat.BatchHeader];
        batch = default;
        if (_file.Read(at, header) < header.Length || !SegmentFormat.IsBatch(header, out batch)
            || at + header.Length + batch.Bytes > _file.Length)
        {
            return null;
        }

        var blob = new byte[batch.Bytes];
        return _file.Read(at + header.Length, blob) == batch.Bytes
            && LedgerChecksum.Of(blob, batch.Number, batch.Before) == batch.Checksum ? blob : null;
    }
}
