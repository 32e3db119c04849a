using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger;

/// <summary>Reads from a log what became of orders in the past: the log is its own outbox.</summary>
public static class LedgerHistory
{
    /// <summary>What the batches after one did to orders, batch by batch; batches that did nothing to any are left out.
    /// </summary>
    /// <remarks>Replays the log from the last state that is older, or from the first batch: the memory of a second
    /// ledger. The same log gives the same changes.</remarks>
    /// <param name="log">The log, at least up to the batch.</param>
    /// <param name="after">The last batch that is known already; 0 for none.</param>
    /// <param name="limits">How large the ledger may grow.</param>
    /// <param name="cancel">Asked between batches.</param>
    /// <exception cref="LedgerLogException">A batch is damaged or does not follow from those before it.</exception>
    public static IEnumerable<LedgerBatch> After(
        ILedgerLog log, long after, LedgerLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        var (start, ledger) = LedgerRecovery.Start(log, limits, atMost: after);
        var changes = new List<OrderChange>();
        foreach (var (batch, blob) in log.Replay(start))
        {
            cancel.ThrowIfCancellationRequested();
            ledger.Changes = batch > after ? changes : null;
            LedgerRecovery.Apply(ledger, batch, blob);
            if (changes.Count > 0)
            {
                yield return Of(batch, changes, ledger);
                changes.Clear();
            }
        }
    }

    /// <summary>The same of one of several logs that number their batches together, after a turn.</summary>
    /// <inheritdoc cref="After"/>
    /// <param name="log">The log.</param>
    /// <param name="turn">The last turn that is known already; 0 for none.</param>
    /// <param name="limits">How large the ledger may grow.</param>
    /// <param name="cancel">Asked between batches.</param>
    public static IEnumerable<LedgerBatch> AfterTurn(
        ILedgerLog log, long turn, LedgerLimits? limits = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        var (start, ledger) = LedgerRecovery.Start(log, limits, long.MaxValue);
        if (ledger.Turn > turn)
        {
            (start, ledger) = (0, new(limits));
        }

        var changes = new List<OrderChange>();
        foreach (var (batch, blob) in log.Replay(start))
        {
            cancel.ThrowIfCancellationRequested();
            changes.Clear();
            ledger.Changes = changes;
            LedgerRecovery.Apply(ledger, batch, blob);
            if (changes.Count > 0 && ledger.Turn > turn)
            {
                yield return Of(batch, changes, ledger);
            }
        }
    }

    internal static LedgerBatch Of(long batch, List<OrderChange> changes, GoodsLedger ledger) =>
        new(batch, changes.ConvertAll(change => new NamedChange(
            change with { Ask = null }, change.Ask ?? ledger.AskOf(change.Order))))
        {
            Turn = ledger.Turn == 0 ? batch : ledger.Turn,
        };
}
