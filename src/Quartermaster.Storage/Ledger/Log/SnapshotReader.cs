using System.Buffers.Binary;
using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>Reads a snapshot's file part by part: what it gives was checked, and no more than a part is in memory.
/// </summary>
internal sealed class SnapshotReader : IByteSource
{
    private readonly ILedgerFile _file;
    private readonly long _batch;
    private readonly long _length;
    private long _at = LedgerSnapshots.Header;
    private long _start;
    private byte[] _part = [];
    private int _count;
    private int _read;

    private SnapshotReader(ILedgerFile file, long batch, long length) =>
        (_file, _batch, _length) = (file, batch, length);

    /// <summary>A snapshot's file; null where it does not begin as one of a batch.</summary>
    internal static SnapshotReader? Of(ILedgerFile file, long batch)
    {
        Span<byte> header = stackalloc byte[LedgerSnapshots.Header];
        return file.Read(0, header) == LedgerSnapshots.Header
            && BinaryPrimitives.ReadUInt64LittleEndian(header) == LedgerSnapshots.Magic
            && BinaryPrimitives.ReadInt64LittleEndian(header[8..]) == batch
            && BinaryPrimitives.ReadInt64LittleEndian(header[16..]) is var length && length >= 0
            && length <= file.Length ? new(file, batch, length) : null;
    }

    /// <summary>Whether all of it is there as it was written, from where it stands on.</summary>
    internal bool IsWhole()
    {
        try
        {
            while (_start < _length)
            {
                ReadPart();
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The next part is not as it was written.</exception>
    public int Read(Span<byte> bytes)
    {
        if (_read == _count && _start < _length)
        {
            ReadPart();
        }

        var some = Math.Min(bytes.Length, _count - _read);
        _part.AsSpan(_read, some).CopyTo(bytes);
        _read += some;
        return some;
    }

    private void ReadPart()
    {
        Span<byte> header = stackalloc byte[LedgerSnapshots.PartHeader];
        Require(_file.Read(_at, header) == header.Length);
        var bytes = BinaryPrimitives.ReadInt32LittleEndian(header);
        Require(bytes >= 1 && bytes <= _length - _start);
        _part = _part.Length < bytes ? new byte[bytes] : _part;
        var part = _part.AsSpan(0, bytes);
        Require(_file.Read(_at + header.Length, part) == bytes && LedgerChecksum.Of(part, _batch, (ulong)_start)
            == BinaryPrimitives.ReadUInt64LittleEndian(header[4..]));
        (_at, _start, _count, _read) = (_at + header.Length + bytes, _start + bytes, bytes, 0);
    }

    private void Require(bool isRight)
    {
        if (!isRight)
        {
            throw new InvalidDataException($"The snapshot after batch {_batch} is damaged after byte {_start}.");
        }
    }
}
