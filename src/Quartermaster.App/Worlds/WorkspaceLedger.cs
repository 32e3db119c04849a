using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Old;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>A workspace's ledger: as it was last committed, to read; and open, to write.</summary>
/// <param name="Goods">What is where; changing it changes nothing on disk.</param>
/// <param name="Sequence">The last batch that is in it, for a run's header.</param>
internal sealed record WorkspaceLedger(GoodsLedger Goods, long Sequence)
{
    /// <summary>Reads the ledger, all shards as one; null where no stock has been posted yet.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="now">When parts of orders are brought in line with their homes, in memory alone. Holds that have
    /// ended by now stay; see <see cref="ReadAt"/>.</param>
    internal static WorkspaceLedger? Read(Workspace workspace, Instant now) =>
        IsThere(workspace) && ShardFolders.Read(workspace.LedgerPath, MapOf(workspace), now) is var (goods, batches)
            ? new(goods, batches) : null;

    /// <summary>Whether stock has been posted, in every shard, without reading it.</summary>
    internal static bool IsOpen(Workspace workspace) => IsThere(workspace)
        && ShardFolders.LastBatches(workspace.LedgerPath).All(batch => batch != 0);

    /// <summary>Opens the ledger to write, with room for what the catalog knows. Whoever does holds the workspace.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="now">When orders that lie in several shards are brought in line.</param>
    /// <param name="watcher">Who is told what each batch did to orders; null for nobody.</param>
    /// <param name="holder">Who holds it then, for others who want it meanwhile.</param>
    /// <exception cref="UserException">Somebody holds it: who, and what to do.</exception>
    internal static LedgerShards OpenToWrite(
        Workspace workspace, Instant now, Action<LedgerBatch>? watcher = null,
        string holder = LedgerHolder.Command)
    {
        BringUpToDate(workspace);
        var catalog = workspace.Tables.Catalog;
        LedgerShards ledger;
        try
        {
            ledger = LedgerShards.OpenAsync(workspace.LedgerPath, MapOf(workspace), now, limits: new()
            {
                ExpectedProducts = Math.Max(1, catalog.Of<ProductId>().Count),
                ExpectedFacilities = Math.Max(1, catalog.Of<FacilityId>().Count),
            }, watcher: watcher).GetAwaiter().GetResult();
        }
        catch (LedgerHeldException)
        {
            throw LedgerHolder.Held(workspace);
        }

        LedgerHolder.Write(workspace, holder);
        foreach (var notice in ledger.Notices)
        {
            Console.Error.WriteLine(notice);
        }

        return ledger;
    }

    /// <summary>Makes sure that nobody has the ledger open to write, for what must not begin then. Whoever asks holds
    /// the workspace.</summary>
    /// <exception cref="UserException">Somebody has: who, and what to do.</exception>
    internal static void RequireFree(Workspace workspace)
    {
        BringUpToDate(workspace);
        if (ShardFolders.CountOf(workspace.LedgerPath) is not { } count)
        {
            return;
        }

        try
        {
            LedgerFolder.OpenToWrite(ShardFolders.FolderOf(workspace.LedgerPath, count, 0)).Dispose();
        }
        catch (LedgerHeldException)
        {
            throw LedgerHolder.Held(workspace);
        }
    }

    /// <summary>Which shard keeps what. A ledger that is there says how many it has, and the settings must agree.
    /// </summary>
    private static ShardMap MapOf(Workspace workspace)
    {
        var wanted = new WorkspacePolicies(workspace.Settings).Ledger.Shards;
        var found = ShardFolders.CountOf(workspace.LedgerPath) ?? wanted;
        return found == wanted ? ShardMap.OfCodes(found, () => workspace.Tables.Catalog)
            : throw new UserException(
                $"{workspace.LedgerPath} has {Words.Count(found, "shard")}, and {workspace.SettingsPath} says "
                    + $"{wanted}: the number is fixed when a ledger is first made.",
                $"Set policies, ledger, shards to {found}. For another number ship or cancel what is open here, for "
                    + "exported stock counts it as on hand; then make a new workspace and import there the stock that "
                    + "this one exports. Codes of orders and events stay here.", ExitCode.WrongUse);
    }

    // An earlier build kept the ledger in one file: whoever writes next makes today's folder of it.
    private static bool IsThere(Workspace workspace) => LedgerFolder.Exists(workspace.LedgerPath)
        || (File.Exists(OldPath(workspace)) ? throw new LedgerLogException(
            $"{OldPath(workspace)}: an earlier build wrote this ledger. Any command that writes to the ledger brings "
            + "it up to date, for example qm import stock with the last file again; nothing of it is posted twice.")
            : false);

    private static void BringUpToDate(Workspace workspace)
    {
        if (LedgerFolder.Exists(workspace.LedgerPath) || !File.Exists(OldPath(workspace)))
        {
            return;
        }

        var (disk, aside) = (new Disk(), workspace.LedgerPath + ".upgrading");
        if (Directory.Exists(aside))
        {
            disk.DeleteFolder(aside);
        }

        using (var log = SegmentLog.OpenToWrite(aside))
        {
            OldLedgerFile.CopyTo(OldPath(workspace), log);
        }

        disk.RenameFolder(aside, workspace.LedgerPath);
        disk.SyncFolder(workspace.Folder);
    }

    private static string OldPath(Workspace workspace) => workspace.LedgerPath + ".db";

    /// <summary>Does one thing with the ledger, and closes it; what was done is safe on disk when this returns.
    /// </summary>
    /// <param name="workspace">The caller holds it for writing.</param>
    /// <param name="now">When orders that lie in several shards are brought in line.</param>
    /// <param name="act">What to do.</param>
    internal static TAnswer Do<TAnswer>(Workspace workspace, Instant now, Func<LedgerShards, ValueTask<TAnswer>> act)
    {
        return DoAsync().GetAwaiter().GetResult();

        async Task<TAnswer> DoAsync()
        {
            var ledger = OpenToWrite(workspace, now);
            await using (ledger.ConfigureAwait(false))
            {
                return await act(ledger).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Has the ledger forget what is older than the workspace says, once a day.</summary>
    /// <returns>The first day that is remembered.</returns>
    internal static async Task<DateOnly> ForgetAsync(LedgerShards ledger, Workspace workspace, Instant now) =>
        (await ledger.ForgetAsync(Workspaces.LedgerDay(workspace, now),
            new WorkspacePolicies(workspace.Settings).Ledger.RememberDays).ConfigureAwait(false)).From;

    /// <summary>Reads the ledger as it stands at an instant; null where no stock has been posted yet.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="now">Holds that have ended by now count as free, though on disk they are freed only when orders are
    /// next fulfilled.</param>
    internal static WorkspaceLedger? ReadAt(Workspace workspace, Instant now)
    {
        var ledger = Read(workspace, now);
        ledger?.Goods.Expire(now);
        return ledger;
    }
}
