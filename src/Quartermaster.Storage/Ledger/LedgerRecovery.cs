using Quartermaster.Domain.Doors;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger;

/// <summary>Makes the ledger in memory that a log describes: newest snapshot, then the batches after it.</summary>
public static class LedgerRecovery
{
    /// <summary>The ledger after the log's last batch.</summary>
    /// <param name="log">The log.</param>
    /// <param name="limits">How large the ledger may grow.</param>
    /// <param name="fromFirst">Whether to leave snapshots aside and replay every batch.</param>
    /// <exception cref="LedgerLogException">A batch is damaged or does not follow from those before it.</exception>
    public static GoodsLedger Load(ILedgerLog log, LedgerLimits? limits = null, bool fromFirst = false) =>
        Load(log, limits, fromFirst, out _);

    /// <summary>The same, with the bytes of the batches that were replayed.</summary>
    internal static GoodsLedger Load(ILedgerLog log, LedgerLimits? limits, bool fromFirst, out long replayed)
    {
        var (after, ledger) = Start(log, limits, fromFirst ? 0 : long.MaxValue);
        replayed = 0;
        foreach (var (batch, blob) in log.Replay(after))
        {
            Apply(ledger, batch, blob);
            replayed += blob.Length;
        }

        return ledger;
    }

    /// <summary>Does a batch again.</summary>
    /// <exception cref="LedgerLogException">It is damaged or does not follow from those before it.</exception>
    internal static void Apply(GoodsLedger ledger, long batch, byte[] blob)
    {
        try
        {
            LedgerReplay.Apply(ledger, blob);
        }
        catch (Exception cause) when (cause is LedgerBlobException or LedgerInvariantException)
        {
            throw new LedgerLogException(
                $"The ledger's batch {batch} cannot be replayed: {cause.Message} Restore it from a backup.", cause);
        }
    }

    /// <summary>The newest state that was kept whole, of no later batch than one; else the empty ledger.</summary>
    internal static (long After, GoodsLedger Ledger) Start(ILedgerLog log, LedgerLimits? limits, long atMost)
    {
        if (atMost <= 0)
        {
            return (0, new(limits));
        }

        try
        {
            foreach (var (batch, blob) in log.Snapshots())
            {
                if (batch <= atMost && Read(blob, limits) is { } ledger)
                {
                    return (batch, ledger);
                }
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LedgerLogException($"The ledger's state cannot be read: {cause.Message} Check the folder's "
                + "permissions and the disk, then try again.", cause);
        }

        return (0, new(limits));
    }

    // Null where it is damaged, or was written by another build: the one before, or the batches, say the same.
    private static GoodsLedger? Read(IByteSource blob, LedgerLimits? limits)
    {
        try
        {
            return LedgerSnapshot.Read(blob, limits);
        }
        catch (Exception cause) when (cause is InvalidDataException or LedgerBlobException)
        {
            return null;
        }
    }
}
