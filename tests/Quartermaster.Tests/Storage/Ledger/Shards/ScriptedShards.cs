using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Three shards in memory whose every operation a test sees, comes before, or has fail. Product i + 1 lies in
/// shard i, each with ten units at facility 1.</summary>
internal sealed class ScriptedShards
{
    internal const int Count = 3;
    internal const int Units = 10;

    internal static readonly Instant Now = Instant.Of(new(2026, 1, 1));

    private readonly Shard[] _shards;

    internal ScriptedShards()
    {
        Map = new(Count, product => (ulong)(product.Value - 1));
        _shards = [.. Enumerable.Range(0, Count).Select(number => new Shard(this, number))];
        foreach (var shard in _shards)
        {
            shard.Goods.Changes = shard.Told;
            shard.Goods.Count(new(1, (ulong)shard.Number), Now, new(ProductOf(shard.Number), new(1), Units));
        }

        Ledger = new(_shards, Map, isInline: true);
    }

    internal ShardMap Map { get; }

    internal ShardedLedger Ledger { get; private set; }

    /// <summary>Called before each operation, with the shard's number.</summary>
    internal Action<int>? Before { get; set; }

    internal int Calls { get; private set; }

    internal GoodsLedger this[int shard] => _shards[shard].Goods;

    internal static ProductId ProductOf(int shard) => new(shard + 1);

    /// <summary>From now on every operation of a shard fails.</summary>
    internal void Stop(int shard) => _shards[shard].IsStopped = true;

    /// <summary>The process ends, and another one opens the same ledgers.</summary>
    internal async Task RestartAsync()
    {
        Array.ForEach(_shards, shard => shard.IsStopped = false);
        Ledger = new(_shards, Map, isInline: true);
        await Ledger.StartAsync(Now);
    }

    /// <summary>What was told of an order, by any shard.</summary>
    internal IEnumerable<OrderChange> ToldOf(ulong order) => _shards.SelectMany(shard => shard.Told)
        .Where(change => change.Order == Key(order));

    internal static OrderKey Key(ulong order) => new(7, order);

    /// <summary>An order of so many units of the products of some shards.</summary>
    internal static OrderRequest Order(ulong number, int units, params int[] shards) => new(
        Key(number), Now, [.. shards.Select(shard => new StockClaim(ProductOf(shard), new(1), units))], []);

    internal int Held(int shard) => this[shard].Held(ProductOf(shard), new(1));

    internal int Free(int shard) => this[shard].Available(ProductOf(shard), new(1));

    /// <summary>A count of the shelf, by a feed.</summary>
    internal async Task CountAsync(int shard, int units, long sequence = 1) => Assert.Equal([FeedOutcome.Applied],
        await Ledger.FeedAsync(FeedKey.Of("shelf"), Now,
            [new(ProductOf(shard), new(1), sequence, FeedKind.Level, units)]));

    internal void Check() => Assert.Empty(ShardAudit.Check([.. _shards.Select(shard => shard.Goods)], Map));

    private sealed class Shard(ScriptedShards all, int number) : ILedgerShard
    {
        internal GoodsLedger Goods { get; } = new();

        internal List<OrderChange> Told { get; } = [];

        internal int Number => number;

        internal bool IsStopped { get; set; }

        public Availability Availability => Goods.Availability;

        public ValueTask<TAnswer> DoAsync<TAnswer>(Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default)
        {
            cancel.ThrowIfCancellationRequested();
            all.Calls++;
            all.Before?.Invoke(number);
            return IsStopped ? ValueTask.FromException<TAnswer>(new LedgerLogException("stopped")) : new(act(Goods));
        }
    }
}
