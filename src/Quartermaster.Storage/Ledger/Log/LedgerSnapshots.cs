using System.Globalization;
using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>Snapshots of a ledger, a file each: its length, then parts with a checksum each.</summary>
internal sealed class LedgerSnapshots(ILedgerFiles files, SegmentLogPolicy policy)
{
    internal const ulong Magic = 0x504E_5347_4C4D_5131;
    internal const int Header = 24;
    internal const int PartHeader = 12;

    private const string Prefix = "snapshot-";
    private const string Aside = "writing-snapshot";

    /// <summary>Writes one aside, makes it safe, and gives it its name; the oldest ones go.</summary>
    internal void Save(long batch, Action<IByteSink> write)
    {
        using (var file = files.Open(Aside, isWriter: true))
        {
            file.Truncate(0);
            file.Write(0, new byte[Header]);
            var parts = new SnapshotWriter(file, batch, policy.SnapshotPartBytes);
            write(parts);
            parts.End();
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

    /// <summary>The newest batch later than one after which a state was kept whole; null if there is none.</summary>
    internal long? NewestWhole(long after)
    {
        foreach (var batch in Batches().Where(batch => batch > after).Reverse())
        {
            using var file = files.Open(NameOf(batch), isWriter: false);
            if (SnapshotReader.Of(file, batch)?.IsWhole() == true)
            {
                return batch;
            }
        }

        return null;
    }

    /// <summary>Those that were kept up to a batch, newest first, each to be read until the next is asked for.
    /// </summary>
    internal IEnumerable<(long Batch, IByteSource Blob)> All(long through)
    {
        foreach (var batch in Batches().Where(batch => batch <= through).Reverse())
        {
            using var file = files.Open(NameOf(batch), isWriter: false);
            if (SnapshotReader.Of(file, batch) is { } reader)
            {
                yield return (batch, reader);
            }
        }
    }

    private static string NameOf(long batch) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{batch:D15}");

    private IEnumerable<long> Batches() => files.Names()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture,
            out var batch) ? batch : -1)
        .Where(batch => batch >= 0).Order();
}
