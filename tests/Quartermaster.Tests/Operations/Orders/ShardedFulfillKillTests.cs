using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Ledger.Simulation;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Fulfillment over two shards, goods in one and hands in the other, stopped at drawn writes of either or both
/// of them, with or without the machine: every order is whole or not there, in both shards, every one that was
/// acknowledged is there, and in the end the same units have left as if nothing had happened.</summary>
public sealed class ShardedFulfillKillTests
{
    private const int Stock = 6;
    private const int Seeds = 100;
    private const int MostSteps = 20;

    private static readonly Instant s_at = Instant.Of(TinyShop.FirstDay, minutes: 480);
    private static readonly Slot s_hands = Slot.Pick(new(1), TinyShop.FirstDay);

    private static readonly CustomerOrder[][] s_blocks =
    [
        [Order("1", 2), Order("2", 1)], [Order("3", 3), Order("4", 5), Order("5", 1)],
    ];

    [Fact]
    public async Task Whoever_is_stopped_gives_the_same_orders_again()
    {
        var expected = await FulfillAllAsync(Files(Seeds), []);
        var (stops, acknowledged, halfway) = (0, 0, 0);
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var (files, told) = (Files(seed), new List<string>());
            var shards = 1 + (int)(Draw(seed, 0) * 3);
            for (var shard = 0; shard < files.Length; shard++)
            {
                files[shard].StepsLeft = (shards >> shard & 1) != 0 ? (int)(Draw(seed, 1 + (ulong)shard) * MostSteps)
                    : int.MaxValue;
            }

            try
            {
                await FulfillAllAsync(files, told);
            }
            catch (Exception fault) when (fault is LedgerLogException or MachineStoppedException)
            {
                stops++;
            }

            var isCrash = Draw(seed, 3) < 0.7;
            Array.ForEach(files, one => one.StepsLeft = int.MaxValue);
            Array.ForEach(isCrash ? files : [], one => one.Crash());
            var open = await CheckAsync(files, told);
            acknowledged += told.Count > 0 ? 1 : 0;
            halfway += open is > 0 and < 3 ? 1 : 0;
            Assert.Equal(expected, await FulfillAllAsync(files, told));
            await CheckAsync(files, told);
        }

        // Or it would prove nothing: stopped before, between and after orders were acknowledged.
        Assert.InRange(stops, Seeds / 2, Seeds);
        Assert.InRange(acknowledged, Seeds / 8, Seeds);
        Assert.InRange(halfway, Seeds / 10, Seeds);
    }

    /// <summary>Gives all orders.</summary>
    /// <param name="files">The logs, by shard.</param>
    /// <param name="told">Receives the orders that were acknowledged.</param>
    /// <returns>What is decided, and what is held of goods and hands in the end.</returns>
    private static async Task<(string Decided, int Units, long Hands)> FulfillAllAsync(
        SimulatedFiles[] files, List<string> told)
    {
        await using var ledger = await OpenAsync(files);
        var shop = new TinyShop();
        var desk = new OrderFulfillment(TinyShop.UpTo(0), shop.Facts, (day, _) => shop.Routes.Of(day), null);
        await ledger.DoAsync(new ProductId(1), goods => goods.Count(
            EntryKey.Of("opening", 0), Instant.Of(TinyShop.FirstDay), new(new(1), new(1), Stock)));
        foreach (var block in s_blocks)
        {
            var held = await ledger.DoAsync(all => desk.Hold(all, block, s_at));
            var committed = await ledger.DoAsync(all => desk.Commit(all, held, s_at));
            told.AddRange(committed.Where(one => one.Outcome == OrderOutcome.Decided).Select(one => one.Order.Code));
        }

        var decided = new List<string>();
        foreach (var order in s_blocks.SelectMany(block => block))
        {
            var found = await ledger.FindAsync(order.Key, s_at);
            if (found.State == OrderOutcome.Decided)
            {
                decided.Add($"{order.Code} {found.Claims.Sum(claim => claim.Units)}");
            }
        }

        var (units, hands) = await UsedAsync(ledger);
        return (string.Join(", ", decided), units, hands);
    }

    // After opening: both shards are sound, no order is in one and not in the other, and what was told is there.
    private static async Task<int> CheckAsync(SimulatedFiles[] files, List<string> told)
    {
        await using var ledger = await OpenAsync(files);
        Assert.Empty(await ledger.CheckAsync());
        var states = await ledger.EachAsync((_, goods) => s_blocks.SelectMany(block => block)
            .ToDictionary(order => order.Code, order => (State: goods.StateOf(order.Key), order.Lines[0].Units)));
        Assert.Equal(states[0], states[1]);
        Assert.All(told, code => Assert.Equal(OrderOutcome.Decided, states[0][code].State));
        var units = states[0].Values.Where(order => order.State is OrderOutcome.Held or OrderOutcome.Decided)
            .Sum(order => order.Units);
        Assert.Equal((units, (long)units), await UsedAsync(ledger));
        Assert.All(await ledger.EachAsync((_, goods) => goods.Waiting(s_at)), Assert.Empty);
        return states[0].Values.Count(order => order.State is OrderOutcome.Held or OrderOutcome.Decided);
    }

    private static async Task<(int Units, long Hands)> UsedAsync(LedgerShards ledger) => (
        await ledger.DoAsync(new ProductId(1), goods => goods.Held(new(1), new(1))),
        await ledger.DoAsync(ledger.Map.ShardOf(s_hands), goods => goods.Use(s_hands).Claimed));

    private static Task<LedgerShards> OpenAsync(SimulatedFiles[] files) => LedgerShards.OfAsync(
        [.. files.Select(one => new DurableLedger(new SegmentLog(one, isWriter: true)))], Map(), s_at);

    private static SimulatedFiles[] Files(ulong seed) => [new(seed), new(seed + 1_000)];

    private static double Draw(ulong seed, ulong what) => KeyedRandom.Uniform(seed, 1, what, 0);

    // The goods in the shard that the center's hands do not lie in.
    private static ShardMap Map()
    {
        var hands = new ShardMap(2).ShardOf(s_hands);
        return new(2, _ => (ulong)(1 - hands));
    }

    private static CustomerOrder Order(string code, int units) => new(code, new(1), s_at, null, [new(new(1), units)]);
}
