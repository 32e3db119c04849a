using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Ledger.Simulation;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Fulfillment over two shards, goods in one and hands in the other, stopped at every write of either of
/// them: every order is whole or not there, and in the end the same units have left as if nothing had happened.
/// </summary>
public sealed class ShardedFulfillKillTests
{
    private const int Stock = 6;
    private const int MostSteps = 24;

    private static readonly Instant s_at = Instant.Of(TinyShop.FirstDay, minutes: 480);

    private static readonly CustomerOrder[][] s_blocks =
    [
        [Order("1", 2), Order("2", 1)], [Order("3", 3), Order("4", 5), Order("5", 1)],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Whoever_is_stopped_gives_the_same_orders_again(int stopped)
    {
        var (expected, stops) = (await LiveAsync(stopped, int.MaxValue), 0);
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var ended = await LiveAsync(stopped, steps);
            stops += ended.IsStopped ? 1 : 0;
            Assert.Equal(expected.Decided, ended.Decided);
            Assert.Equal((0, expected.Held), (ended.Waiting, ended.Held));
        }

        // Or it would prove nothing.
        Assert.InRange(stops, 8, MostSteps);
    }

    private static async Task<(bool IsStopped, string Decided, int Held, int Waiting)> LiveAsync(
        int stopped, int steps)
    {
        var files = new SimulatedFiles[] { new((ulong)steps), new((ulong)steps + 1_000) };
        var isStopped = false;
        files[stopped].StepsLeft = steps;
        try
        {
            await FulfillAllAsync(files);
        }
        catch (Exception fault) when (fault is LedgerLogException or MachineStoppedException)
        {
            isStopped = true;
        }

        Array.ForEach(files, one => one.Crash());
        return await FulfillAllAsync(files) with { IsStopped = isStopped };
    }

    private static async Task<(bool IsStopped, string Decided, int Held, int Waiting)> FulfillAllAsync(
        SimulatedFiles[] files)
    {
        var map = Map();
        await using var ledger = await LedgerShards.OfAsync(
            [.. files.Select(one => new DurableLedger(new SegmentLog(one, isWriter: true)))], map, s_at);
        var shop = new TinyShop();
        var desk = new OrderFulfillment(TinyShop.UpTo(0), shop.Facts, (day, _) => shop.Routes.Of(day), null);
        await ledger.DoAsync(new ProductId(1), goods => goods.Count(
            EntryKey.Of("opening", 0), Instant.Of(TinyShop.FirstDay), new(new(1), new(1), Stock)));
        foreach (var block in s_blocks)
        {
            var held = await ledger.DoAsync(all => desk.Hold(all, block, s_at));
            await ledger.DoAsync(all => desk.Commit(all, held, s_at));
        }

        Assert.Empty(await ledger.CheckAsync());
        var decided = new List<string>();
        foreach (var order in s_blocks.SelectMany(block => block))
        {
            var found = await ledger.FindAsync(order.Key, s_at);
            if (found.State == OrderOutcome.Decided)
            {
                decided.Add($"{order.Code} {found.Claims.Sum(claim => claim.Units)}");
            }
        }

        var waiting = await ledger.EachAsync((_, goods) => goods.Waiting(s_at.PlusMinutes(10_000)).Length);
        var units = await ledger.DoAsync(new ProductId(1), goods => goods.Held(new(1), new(1)));
        return (false, string.Join(", ", decided), units, waiting.Sum());
    }

    // The goods in the shard that the center's hands do not lie in.
    private static ShardMap Map()
    {
        var hands = new ShardMap(2).ShardOf(Slot.Pick(new(1), TinyShop.FirstDay));
        return new(2, _ => (ulong)(1 - hands));
    }

    private static CustomerOrder Order(string code, int units) => new(code, new(1), s_at, null, [new(new(1), units)]);
}
