using System.Buffers.Binary;
using System.Globalization;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>How batches lie in a segment: a header that says where the chain of checksums begins, then batch after
/// batch.</summary>
/// <remarks>
/// All numbers little-endian. Segment header, 32 bytes: magic, version, number of the first batch, checksum of the
/// batch before it. Batch header, 32 bytes: magic, bytes of the batch, its number, the checksum before it, and its own,
/// which covers its bytes, its number and the checksum before it.
/// </remarks>
internal static class SegmentFormat
{
    internal const int SegmentHeader = 32;
    internal const int BatchHeader = 32;

    /// <summary>A batch is at most so large.</summary>
    internal const int MostBytes = 1 << 30;

    internal const uint BatchMagic = 0x4248_4D51; // "QMHB"

    private const ulong SegmentMagic = 0x5245_4744_454C_4D51; // "QMLEDGER"
    private const uint Version = 2;
    private const string Prefix = "batches-";
    private const string Suffix = ".log";

    internal static string NameOf(long firstBatch) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{firstBatch:D15}{Suffix}");

    /// <summary>The number of the first batch of a segment, by its name; −1 for a file that is none.</summary>
    internal static long FirstOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length, name.Length - Prefix.Length - Suffix.Length),
            NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : -1;

    internal static void WriteSegment(Span<byte> header, long firstBatch, ulong checksumBefore)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, SegmentMagic);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], firstBatch);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], checksumBefore);
    }

    /// <summary>Whether a header is that of the segment; the checksum before it.</summary>
    internal static bool IsSegment(ReadOnlySpan<byte> header, long firstBatch, out ulong checksumBefore)
    {
        checksumBefore = BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
        return BinaryPrimitives.ReadUInt64LittleEndian(header) == SegmentMagic
            && BinaryPrimitives.ReadUInt64LittleEndian(header[8..]) == Version
            && BinaryPrimitives.ReadInt64LittleEndian(header[16..]) == firstBatch;
    }

    internal static void WriteBatch(Span<byte> header, in SegmentBatch batch)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, BatchMagic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], batch.Bytes);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], batch.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(header[16..], batch.Before);
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], batch.Checksum);
    }

    /// <summary>Reads a batch's header; false where there is none.</summary>
    internal static bool IsBatch(ReadOnlySpan<byte> header, out SegmentBatch batch)
    {
        batch = new(
            BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt32LittleEndian(header[4..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(header[24..]));
        return BinaryPrimitives.ReadUInt32LittleEndian(header) == BatchMagic
            && batch.Bytes is >= 0 and <= MostBytes && batch.Number > 0;
    }
}

/// <summary>What a batch's header says.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Before">The checksum of the batch before it.</param>
/// <param name="Checksum">Its own.</param>
internal readonly record struct SegmentBatch(long Number, int Bytes, ulong Before, ulong Checksum);
