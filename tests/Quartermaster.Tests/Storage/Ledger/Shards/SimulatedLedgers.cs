using Quartermaster.Domain;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Ledger.Simulation;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Durable ledgers of one shard or three on simulated disks. Product i + 1 lies in shard i.</summary>
internal static class SimulatedLedgers
{
    internal const int ShardCount = 3;

    internal static readonly Instant Now = Instant.Of(new(2026, 1, 1));

    internal static SimulatedFiles[] DisksOf(ulong seed) =>
        [.. Enumerable.Range(0, ShardCount).Select(shard => new SimulatedFiles((seed * 8) + (ulong)shard))];

    internal static Task<LedgerShards> OpenAsync(SimulatedFiles[] files, int shards) => shards == 1
        ? Task.FromResult(LedgerShards.Of(new(new SegmentLog(files[0], isWriter: true))))
        : LedgerShards.OfAsync([.. files.Select(one => new DurableLedger(new SegmentLog(one, isWriter: true)))],
            new(shards, product => (ulong)(product.Value - 1)), Now);
}
