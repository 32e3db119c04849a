using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>A workspace's ledger as it was last committed, to read.</summary>
/// <param name="Goods">What is where; changing it changes nothing on disk.</param>
/// <param name="Sequence">The last batch that is in it, for a run's header.</param>
internal sealed record WorkspaceLedger(GoodsLedger Goods, long Sequence)
{
    /// <summary>Reads the ledger; null where no stock has been posted yet.</summary>
    internal static WorkspaceLedger? Read(Workspace workspace)
    {
        if (!File.Exists(workspace.LedgerPath))
        {
            return null;
        }

        using var log = SqliteLedgerLog.OpenToRead(workspace.LedgerPath);
        return log.LastBatch == 0 ? null : new(LedgerRecovery.Load(log), log.LastBatch);
    }
}
