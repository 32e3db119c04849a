using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>A pass over the open orders of a durable ledger, while others may use it.</summary>
/// <remarks>Orders are read in one turn of the ledger, decided beside it, and moved in durable steps: whoever is
/// stopped in between has moved some orders whole and left the others as they were.</remarks>
internal static class LedgerBacklog
{
    private const int StepsPerTurn = 256;

    internal static async Task<BacklogReport> RunAsync(
        LedgerShards ledger, BacklogDesk desk, RouteTable routes, Func<Instant> now, CancellationToken cancel)
    {
        var at = now();
        var rescue = desk.DecideRescues(await ReadAsync(ledger, at, cancel).ConfigureAwait(false), routes,
            ledger.Availability);
        var rescued = await ApplyAsync(ledger, rescue, now, cancel).ConfigureAwait(false);
        var all = desk.Decide(await ReadAsync(ledger, at, cancel).ConfigureAwait(false), routes, ledger.Availability);
        return BacklogReport.Of(
            rescue, rescued, all, await ApplyAsync(ledger, all, now, cancel).ConfigureAwait(false));
    }

    private static async ValueTask<OpenBacklog> ReadAsync(LedgerShards ledger, Instant at, CancellationToken cancel) =>
        OpenBacklog.Of(await ledger.EachAsync((_, goods) => OpenBacklog.Read(goods, at), cancel).ConfigureAwait(false));

    // Steps of one shard go in turn, many at a time; shards go side by side.
    private static async Task<IReadOnlyList<MoveOutcome>> ApplyAsync(
        LedgerShards ledger, BacklogDecision decision, Func<Instant> now, CancellationToken cancel)
    {
        var outcomes = new MoveOutcome[decision.Steps.Count];
        Array.Fill(outcomes, MoveOutcome.InSeveralShards);
        await Task.WhenAll(Enumerable.Range(0, decision.Steps.Count)
            .GroupBy(step => ShardOf(decision.Steps[step], ledger.Map)).Where(of => of.Key >= 0)
            .Select(of => ApplyAsync(of.Key, [.. of]))).ConfigureAwait(false);
        return outcomes;

        async Task ApplyAsync(int shard, int[] steps)
        {
            foreach (var some in steps.Chunk(StepsPerTurn))
            {
                var done = await ledger.DoAsync(shard, goods => decision.Apply(goods, some, now()), cancel)
                    .ConfigureAwait(false);
                for (var i = 0; i < some.Length; i++)
                {
                    outcomes[some[i]] = done[i];
                }
            }
        }
    }

    // The shard that keeps all that a step would claim; −1 where there are several.
    private static int ShardOf(BacklogStep step, ShardMap map)
    {
        var shards = step.Orders.Aggregate(0UL, (all, order) =>
            all | map.ShardsOf(order.Move.Lines, order.Move.Slots));
        return ulong.PopCount(shards) == 1 ? ShardMap.HomeOf(shards) : -1;
    }
}
