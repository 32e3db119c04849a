using System.Buffers.Binary;
using System.Globalization;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>Snapshots of a ledger, a file each: its length, then parts with a checksum each.</summary>
internal sealed class LedgerSnapshots(ILedgerFiles files, SegmentLogPolicy policy)
{
    private const string Prefix = "snapshot-";
    private const string Aside = "writing-snapshot";
    private const ulong Magic = 0x504E_5347_4C4D_5131;
    private const int Header = 24;
    private const int PartHeader = 12;

    /// <summary>Writes one aside, makes it safe, and gives it its name; the oldest ones go.</summary>
    internal void Save(long batch, ReadOnlySpan<byte> blob)
    {
        using (var file = files.Open(Aside, isWriter: true))
        {
            file.Truncate(0);
            Write(file, batch, blob);
            file.Sync();
        }

        files.Rename(Aside, NameOf(batch));
        files.SyncNames();
        foreach (var old in Batches().SkipLast(policy.Snapshots))
        {
            files.Delete(NameOf(old));
        }
    }

    /// <summary>The newest batch, up to one, after which a state was kept; 0 for none. Its name alone says that the
    /// batch was safe then.</summary>
    internal long Newest(long through) => Batches().LastOrDefault(batch => batch <= through);

    /// <summary>The newest one that is whole, after one batch and not after another; null if there is none.</summary>
    internal (long Batch, byte[] Blob)? Last(long through, long after = -1)
    {
        foreach (var batch in Batches().Where(batch => batch <= through && batch > after).Reverse())
        {
            using var file = files.Open(NameOf(batch), isWriter: false);
            if (Read(file, batch) is { } blob)
            {
                return (batch, blob);
            }
        }

        return null;
    }

    private void Write(ILedgerFile file, long batch, ReadOnlySpan<byte> blob)
    {
        Span<byte> header = stackalloc byte[Header];
        BinaryPrimitives.WriteUInt64LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], batch);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], blob.Length);
        file.Write(0, header);
        var at = (long)Header;
        for (var start = 0; start < blob.Length; start += policy.SnapshotPartBytes)
        {
            var part = blob.Slice(start, Math.Min(policy.SnapshotPartBytes, blob.Length - start));
            BinaryPrimitives.WriteInt32LittleEndian(header, part.Length);
            BinaryPrimitives.WriteUInt64LittleEndian(header[4..], LedgerChecksum.Of(part, batch, (ulong)start));
            file.Write(at, header[..PartHeader]);
            file.Write(at + PartHeader, part);
            at += PartHeader + part.Length;
        }
    }

    private static byte[]? Read(ILedgerFile file, long batch)
    {
        Span<byte> header = stackalloc byte[Header];
        if (file.Read(0, header) < Header || BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic
            || BinaryPrimitives.ReadInt64LittleEndian(header[8..]) != batch
            || BinaryPrimitives.ReadInt64LittleEndian(header[16..]) is var length && length is < 0 or > 0x7FFF_FFC7
            || length > file.Length)
        {
            return null;
        }

        var blob = new byte[length];
        var (at, start) = ((long)Header, 0);
        while (start < blob.Length)
        {
            if (file.Read(at, header[..PartHeader]) < PartHeader)
            {
                return null;
            }

            var bytes = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (bytes < 1 || bytes > blob.Length - start)
            {
                return null;
            }

            var checksum = BinaryPrimitives.ReadUInt64LittleEndian(header[4..]);
            var part = blob.AsSpan(start, bytes);
            if (file.Read(at + PartHeader, part) < bytes
                || LedgerChecksum.Of(part, batch, (ulong)start) != checksum)
            {
                return null;
            }

            (at, start) = (at + PartHeader + bytes, start + bytes);
        }

        return blob;
    }

    private static string NameOf(long batch) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{batch:D15}");

    private IEnumerable<long> Batches() => files.Names()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture,
            out var batch) ? batch : -1)
        .Where(batch => batch >= 0).Order();
}
