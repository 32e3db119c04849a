using System.Runtime.CompilerServices;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>The same updates and orders over several ledgers, each with a writer and a log of its own: what an order
/// costs that lies in more than one.</summary>
internal static class ShardBench
{
    private const int Shards = 2;
    private const int Sample = 10_000;
    private const double Seconds = 4;

    internal static async IAsyncEnumerable<Figure> RunAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        var shards = new List<DurableLedger>();
        try
        {
            for (var shard = 0; shard < Shards; shard++)
            {
                shards.Add(DurableLedger.Open(
                    Path.Combine(folder, $"{shard}"), new() { SnapshotEveryBytes = 512L << 20 },
                    new() { ExpectedProducts = LedgerLoad.Products, ExpectedFacilities = LedgerLoad.Centers }));
                await shards[^1].DoAsync(LedgerLoad.OpenSlots, cancel).ConfigureAwait(false);
            }

            var map = new ShardMap(Shards);
            var ledger = new ShardedLedger([.. shards], map);
            var feed = new FeedLoad((key, at, updates) => ledger.FeedAsync(key, at, updates, cancel: cancel));
            await feed.RunAsync(4, 0, cancel).ConfigureAwait(false);
            var updates = await feed.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
            yield return new("ledger", $"the same updates over {Shards} shards", updates.PerSecond, "updates/s", 0, 1);

            var orders = new OrderLoad(order => ledger.PlaceAsync(order, cancel));
            await orders.RunAsync(1, 0, cancel).ConfigureAwait(false);
            var placed = await orders.RunAsync(Seconds, 0, cancel).ConfigureAwait(false);
            yield return new("ledger", $"the same orders over {Shards} shards, {ShareOfMany(map):P0} of them in more "
                + $"than one, {orders.Refused:N0} refused", placed.PerSecond, "orders/s", 0, 1);
            yield return LedgerBench.Latency($"orders over {Shards} shards",
                await orders.RunAsync(Seconds, placed.PerSecond / 2, cancel).ConfigureAwait(false));
        }
        finally
        {
            foreach (var shard in shards)
            {
                await shard.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static double ShareOfMany(ShardMap map) => Enumerable.Range(0, Sample)
        .Count(number => map.Split(OrderLoad.Order(number), LedgerLoad.Now).Length > 1) / (double)Sample;
}
