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
        var open = await ReadAsync(ledger, at, cancel).ConfigureAwait(false);
        var rescue = desk.DecideRescues(open, routes, ledger.Availability);
        var rescued = await ApplyAsync(ledger, open, rescue, now, cancel).ConfigureAwait(false);
        open = await ReadAsync(ledger, at, cancel).ConfigureAwait(false);
        var all = desk.Decide(open, routes, ledger.Availability);
        return BacklogReport.Of(
            rescue, rescued, all, await ApplyAsync(ledger, open, all, now, cancel).ConfigureAwait(false));
    }

    private static async ValueTask<OpenBacklog> ReadAsync(LedgerShards ledger, Instant at, CancellationToken cancel) =>
        OpenBacklog.Of(await ledger.EachAsync((_, goods) => OpenBacklog.Read(goods, at), cancel).ConfigureAwait(false));

    // Steps go in turn, because later ones may take what earlier ones leave: those of one shard many at a time, shards
    // side by side, and those of several shards one by one between them.
    private static async Task<IReadOnlyList<MoveOutcome>> ApplyAsync(
        LedgerShards ledger, OpenBacklog open, BacklogDecision decision, Func<Instant> now, CancellationToken cancel)
    {
        var (outcomes, next) = (new MoveOutcome[decision.Steps.Count], new List<int>());
        for (var step = 0; step < outcomes.Length; step++)
        {
            if (ShardOf(decision.Steps[step], open, ledger.Map) >= 0)
            {
                next.Add(step);
                continue;
            }

            await ApplySomeAsync(next).ConfigureAwait(false);
            next.Clear();
            var (moves, at) = (decision.Steps[step], now());
            outcomes[step] = at > decision.ValidUntil ? MoveOutcome.Changed
                : await ledger.Many!.MoveAsync(moves.KeyOf(decision.At), at,
                    [.. moves.Orders.Select(order => order.Move)], moves.Beside, cancel).ConfigureAwait(false);
        }

        await ApplySomeAsync(next).ConfigureAwait(false);
        return outcomes;

        Task ApplySomeAsync(List<int> some) => Task.WhenAll(some
            .GroupBy(step => ShardOf(decision.Steps[step], open, ledger.Map))
            .Select(of => ApplyAsync(of.Key, [.. of])));

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

    // The shard that keeps all that the orders of a step claim and would claim; −1 where there are several.
    private static int ShardOf(BacklogStep step, OpenBacklog open, ShardMap map)
    {
        var shards = step.Orders.Aggregate(0UL, (all, order) =>
            all | map.ShardsOf(order.Move.Lines, order.Move.Slots));
        var isAcross = step.Orders.Select(order => order.Order).Concat(step.Beside.Select(one => one.Order))
            .Any(open.Across.Contains);
        return !isAcross && ulong.PopCount(shards) == 1 ? ShardMap.HomeOf(shards) : -1;
    }
}
