using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Orders;

/// <summary>A pass over the open orders of a durable ledger, while others may use it.</summary>
/// <remarks>Orders are read in one turn of the ledger, decided beside it, and moved in durable steps: whoever is
/// stopped in between has moved some orders whole and left the others as they were.</remarks>
internal static class LedgerBacklog
{
    private const int StepsPerTurn = 256;

    internal static async Task<BacklogReport> RunAsync(
        DurableLedger ledger, BacklogDesk desk, RouteTable routes, Func<Instant> now, CancellationToken cancel)
    {
        var at = now();
        var rescue = desk.DecideRescues(await ReadAsync(ledger, at, cancel).ConfigureAwait(false), routes,
            ledger.Availability);
        var rescued = await ApplyAsync(ledger, rescue, now, cancel).ConfigureAwait(false);
        var all = desk.Decide(await ReadAsync(ledger, at, cancel).ConfigureAwait(false), routes, ledger.Availability);
        return BacklogReport.Of(
            rescue, rescued, all, await ApplyAsync(ledger, all, now, cancel).ConfigureAwait(false));
    }

    private static ValueTask<OpenBacklog> ReadAsync(DurableLedger ledger, Instant at, CancellationToken cancel) =>
        ledger.DoAsync(goods => OpenBacklog.Read(goods, at), cancel);

    private static async Task<IReadOnlyList<MoveOutcome>> ApplyAsync(
        DurableLedger ledger, BacklogDecision decision, Func<Instant> now, CancellationToken cancel)
    {
        var outcomes = new List<MoveOutcome>(decision.Steps.Count);
        while (outcomes.Count < decision.Steps.Count)
        {
            var (first, count) = (outcomes.Count, Math.Min(StepsPerTurn, decision.Steps.Count - outcomes.Count));
            outcomes.AddRange(await ledger.DoAsync(goods => decision.Apply(goods, first, count, now()), cancel)
                .ConfigureAwait(false));
        }

        return outcomes;
    }
}
