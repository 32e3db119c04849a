using System.Globalization;
using System.Text;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Ledger.Log;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>How the shards of a ledger lie on disk: one shard is the ledger's folder itself; of several each has a
/// folder in it, and a file says how many there are.</summary>
public static class ShardFolders
{
    private const string CountFile = "shards";

    /// <summary>How many shards the ledger in a folder has; null where there is no ledger.</summary>
    /// <exception cref="LedgerLogException">It does not say so.</exception>
    public static int? CountOf(string folder)
    {
        var path = Path.Combine(folder, CountFile);
        if (!File.Exists(path))
        {
            return LedgerFolder.Exists(folder) ? 1 : null;
        }

        return int.TryParse(File.ReadAllText(path), NumberStyles.None | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var count) && count is >= 2 and <= ShardMap.Most ? count
            : throw new LedgerLogException(
                $"{path}: it should say how many shards the ledger has, 2 to {ShardMap.Most}. "
                + "Restore it from a backup: its folder has one folder for each.");
    }

    /// <summary>Makes the folders of a new ledger: all of them, or none.</summary>
    /// <param name="folder">Where there is no ledger yet.</param>
    /// <param name="count">The number of shards; of one, its log makes the folder.</param>
    /// <param name="disk">How files are changed; null for as usual.</param>
    public static void Create(string folder, int count, Disk? disk = null)
    {
        if (count == 1)
        {
            return;
        }

        (disk, var aside) = (disk ?? new(), folder + ".new");
        if (Directory.Exists(aside))
        {
            disk.DeleteFolder(aside);
        }

        disk.CreateFolder(aside);
        for (var shard = 0; shard < count; shard++)
        {
            disk.CreateFolder(FolderOf(aside, count, shard));
        }

        disk.Replace(Path.Combine(aside, CountFile),
            Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture) + "\n"));
        disk.SyncFolder(aside);
        disk.RenameFolder(aside, folder);
        disk.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(folder))!);
    }

    /// <summary>The folder of a shard.</summary>
    /// <param name="folder">The ledger's.</param>
    /// <param name="count">The number of shards.</param>
    /// <param name="shard">Which.</param>
    public static string FolderOf(string folder, int count, int shard) => count == 1 ? folder
        : Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"shard-{shard:00}"));

    /// <summary>The last batch of every shard, by shard; none where there is no ledger.</summary>
    public static IReadOnlyList<long> LastBatches(string folder) => Each(folder, log => log.LastBatch);

    /// <summary>The ledger as it was last committed, to read: all shards as one. Null where a shard has nothing yet.
    /// </summary>
    /// <param name="folder">The ledger's.</param>
    /// <param name="map">Which shard keeps what.</param>
    /// <param name="now">When: parts are brought in line with their homes, in memory alone.</param>
    /// <returns>The ledger, and the batches that are in it, of all shards.</returns>
    public static (GoodsLedger Goods, long Batches)? Read(string folder, ShardMap map, Instant now)
    {
        ArgumentNullException.ThrowIfNull(map);
        var read = Each(folder, log => (Goods: log.LastBatch == 0 ? null : LedgerRecovery.Load(log), log.LastBatch));
        if (read.Count == 0 || read.Any(shard => shard.Goods is null))
        {
            return null;
        }

        var batches = read.Sum(shard => shard.LastBatch);
        return read.Count == 1 ? (read[0].Goods!, batches)
            : (InLine([.. read.Select(shard => shard.Goods!)], map, now), batches);
    }

    /// <summary>What moved since an instant, by shard; none where there is no ledger.</summary>
    /// <remarks>Reads every batch of the log, for goods move on days that are told later: as long as a start without a
    /// kept state, in the memory of a second ledger.</remarks>
    /// <param name="folder">The ledger's.</param>
    /// <param name="at">From when on, inclusive.</param>
    public static IReadOnlyList<MovedSince> MovedSince(string folder, Instant at) => Each(folder, log =>
    {
        var (ledger, moved) = (new GoodsLedger(), new MovedSince(at));
        moved.Watch(ledger);
        foreach (var (batch, blob) in log.Replay(0))
        {
            LedgerRecovery.Apply(ledger, batch, blob);
            moved.Take(ledger);
        }

        return moved;
    });

    /// <summary>What became of orders after a batch, oldest first, of all shards in the order of their turns.</summary>
    /// <param name="folder">The ledger's.</param>
    /// <param name="after">The last turn that is known already; 0 for none.</param>
    /// <param name="cancel">Asked between batches.</param>
    public static IEnumerable<LedgerBatch> HistoryAfter(string folder, long after, CancellationToken cancel = default)
    {
        var count = CountOf(folder) ?? 0;
        var logs = new List<SegmentLog>();
        try
        {
            for (var shard = 0; shard < count; shard++)
            {
                logs.Add(SegmentLog.OpenToRead(FolderOf(folder, count, shard)));
            }

            foreach (var batch in ShardHistory.After(logs, after, cancel: cancel))
            {
                yield return batch;
            }
        }
        finally
        {
            logs.ForEach(log => log.Dispose());
        }
    }

    private static GoodsLedger InLine(GoodsLedger[] shards, ShardMap map, Instant now)
    {
        var ledger = new ShardedLedger([.. shards.Select(goods => new InMemory(goods))], map, isInline: true);
        var settling = ledger.StartAsync(now);
        return settling.IsCompletedSuccessfully ? LedgerMerge.Of(shards)
            : throw new InvalidOperationException("Reading must not wait.");
    }

    private static List<TAnswer> Each<TAnswer>(string folder, Func<SegmentLog, TAnswer> act)
    {
        var answers = new List<TAnswer>();
        for (var (shard, count) = (0, CountOf(folder) ?? 0); shard < count; shard++)
        {
            using var log = SegmentLog.OpenToRead(FolderOf(folder, count, shard));
            answers.Add(act(log));
        }

        return answers;
    }

    private sealed class InMemory(GoodsLedger goods) : ILedgerShard
    {
        public Availability Availability => goods.Availability;

        public ValueTask<TAnswer> DoAsync<TAnswer>(Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default)
            => new(act(goods));
    }
}
