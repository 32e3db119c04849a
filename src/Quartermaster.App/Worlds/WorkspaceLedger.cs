using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Old;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>A workspace's ledger: as it was last committed, to read; and open, to write.</summary>
/// <param name="Goods">What is where; changing it changes nothing on disk.</param>
/// <param name="Sequence">The last batch that is in it, for a run's header.</param>
internal sealed record WorkspaceLedger(GoodsLedger Goods, long Sequence)
{
    /// <summary>Reads the ledger; null where no stock has been posted yet.</summary>
    internal static WorkspaceLedger? Read(Workspace workspace)
    {
        if (!IsThere(workspace))
        {
            return null;
        }

        using var log = SegmentLog.OpenToRead(workspace.LedgerPath);
        return log.LastBatch == 0 ? null : new(LedgerRecovery.Load(log), log.LastBatch);
    }

    /// <summary>Whether stock has been posted, without reading it.</summary>
    internal static bool IsOpen(Workspace workspace)
    {
        if (!IsThere(workspace))
        {
            return false;
        }

        using var log = SegmentLog.OpenToRead(workspace.LedgerPath);
        return log.LastBatch != 0;
    }

    /// <summary>Opens the ledger to write, with room for what the catalog knows. Whoever does holds the workspace.
    /// </summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="watcher">Who is told what each batch did to orders; null for nobody.</param>
    /// <param name="holder">Who holds it then, for others who want it meanwhile.</param>
    /// <exception cref="UserException">Somebody holds it: who, and what to do.</exception>
    internal static DurableLedger OpenToWrite(
        Workspace workspace, Action<LedgerBatch>? watcher = null, string holder = LedgerHolder.Command)
    {
        BringUpToDate(workspace);
        var catalog = workspace.Tables.Catalog;
        DurableLedger ledger;
        try
        {
            ledger = DurableLedger.Open(workspace.LedgerPath, limits: new()
            {
                ExpectedProducts = Math.Max(1, catalog.Of<ProductId>().Count),
                ExpectedFacilities = Math.Max(1, catalog.Of<FacilityId>().Count),
            }, watcher: watcher);
        }
        catch (LedgerHeldException)
        {
            throw LedgerHolder.Held(workspace);
        }

        LedgerHolder.Write(workspace, holder);
        if (ledger.Notice is { } notice)
        {
            Console.Error.WriteLine(notice);
        }

        return ledger;
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

    /// <summary>Does one thing with the ledger; it is safe on disk when this returns.</summary>
    /// <param name="workspace">The caller holds it for writing.</param>
    /// <param name="act">What to do.</param>
    internal static TAnswer Do<TAnswer>(Workspace workspace, Func<GoodsLedger, TAnswer> act)
    {
        return DoAsync().GetAwaiter().GetResult();

        async Task<TAnswer> DoAsync()
        {
            var ledger = OpenToWrite(workspace);
            await using (ledger.ConfigureAwait(false))
            {
                return await ledger.DoAsync(act).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reads the ledger as it stands at an instant; null where no stock has been posted yet.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="now">Holds that have ended by now count as free, though on disk they are freed only when orders are
    /// next fulfilled.</param>
    internal static WorkspaceLedger? ReadAt(Workspace workspace, Instant now)
    {
        var ledger = Read(workspace);
        ledger?.Goods.Expire(now);
        return ledger;
    }
}
