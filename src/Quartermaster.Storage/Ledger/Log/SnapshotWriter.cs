using System.Buffers.Binary;
using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>Writes a snapshot's file part by part, as it comes, a checksum each; no more than a part of it is in
/// memory.</summary>
/// <param name="file">Where; empty.</param>
/// <param name="batch">The batch after which the state is so.</param>
/// <param name="partBytes">Bytes of a part.</param>
internal sealed class SnapshotWriter(ILedgerFile file, long batch, int partBytes) : IByteSink
{
    private readonly byte[] _part = new byte[LedgerSnapshots.PartHeader + partBytes];
    private long _at = LedgerSnapshots.Header;
    private long _start;
    private int _count;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var some = Math.Min(bytes.Length, partBytes - _count);
            bytes[..some].CopyTo(_part.AsSpan(LedgerSnapshots.PartHeader + _count));
            _count += some;
            bytes = bytes[some..];
            if (_count == partBytes)
            {
                WritePart();
            }
        }
    }

    /// <summary>Writes what is left, and how much there is in all.</summary>
    internal void End()
    {
        if (_count > 0)
        {
            WritePart();
        }

        Span<byte> header = stackalloc byte[LedgerSnapshots.Header];
        BinaryPrimitives.WriteUInt64LittleEndian(header, LedgerSnapshots.Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], batch);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], _start);
        file.Write(0, header);
    }

    private void WritePart()
    {
        var part = _part.AsSpan(LedgerSnapshots.PartHeader, _count);
        BinaryPrimitives.WriteInt32LittleEndian(_part, _count);
        BinaryPrimitives.WriteUInt64LittleEndian(_part.AsSpan(4), LedgerChecksum.Of(part, batch, (ulong)_start));
        file.Write(_at, _part.AsSpan(0, LedgerSnapshots.PartHeader + _count));
        (_at, _start, _count) = (_at + LedgerSnapshots.PartHeader + _count, _start + _count, 0);
    }
}
