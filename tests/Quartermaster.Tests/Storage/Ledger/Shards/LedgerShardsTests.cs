using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Several shards on disk: opened, used by many at once, read as one, and opened again.</summary>
public sealed class LedgerShardsTests
{
    private const int Products = 30;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Fact]
    public async Task Many_callers_place_orders_over_all_shards_while_others_read_and_nothing_is_oversold()
    {
        using var folder = new TemporaryLedger();
        var map = new ShardMap(3);
        var told = new List<LedgerBatch>();
        var (decided, across, read, seen) = (0, 0, 0, new HashSet<int>());
        await using (var ledger = await LedgerShards.OpenAsync(folder.File, map, s_now, watcher: told.Add))
        {
            await SupplyAsync(ledger);
            using var stop = new CancellationTokenSource();
            var reading = Task.Run(() => Read(ledger.Availability, seen, stop.Token));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 60; i++)
                {
                    var order = Order((ulong)((caller / 2 * 100) + i));
                    if (await ledger.Many!.PlaceAsync(order) == OrderOutcome.Decided && caller % 2 == 0)
                    {
                        Interlocked.Increment(ref decided);
                        var isAcross = ulong.PopCount(map.ShardsOf(order.Lines, order.Slots)) > 1;
                        Interlocked.Add(ref across, isAcross ? 1 : 0);
                    }
                }
            })));
            await stop.CancelAsync();
            read = await reading;
            Assert.Empty(await ledger.CheckAsync());
        }

        // Or it would prove nothing: orders of several shards, a reader who read while they came, and who saw it.
        Assert.InRange(across, decided / 2, decided - 1);
        Assert.InRange(read, 100, int.MaxValue);
        Assert.InRange(seen.Count, 5, int.MaxValue);
        var (goods, batches) = ShardFolders.Read(folder.File, map, s_now)!.Value;
        Assert.Empty(LedgerAudit.Check(goods));
        Assert.Equal(decided, goods.Unpicked().Length);
        Assert.Equal(ShardFolders.LastBatches(folder.File).Sum(), batches);
        Assert.Equal(Shown(told), Shown(ShardFolders.HistoryAfter(folder.File, 0)));
        Assert.Equal(Enumerable.Range(1, told.Count), told.Select(batch => (int)batch.Turn));
        var after = told[told.Count / 2].Turn;
        Assert.Equal(Shown(told.Where(batch => batch.Turn > after)), Shown(
            ShardFolders.HistoryAfter(folder.File, after)));
    }

    [Fact]
    public async Task Shards_open_again_as_they_were_and_turns_go_on()
    {
        using var folder = new TemporaryLedger();
        var map = new ShardMap(3);
        await using (var ledger = await LedgerShards.OpenAsync(folder.File, map, s_now,
            new() { SnapshotEveryBytes = 500 }, watcher: _ => { }))
        {
            await SupplyAsync(ledger);
            for (var i = 0UL; i < 20; i++)
            {
                await ledger.Many!.PlaceAsync(Order(i));
            }

            await ledger.Many!.ShipAsync(Order(3).Order, default, s_now);
        }

        Assert.Equal(3, ShardFolders.CountOf(folder.File));
        var turns = ShardFolders.HistoryAfter(folder.File, 0).Max(batch => batch.Turn);
        var told = new List<LedgerBatch>();
        await using var again = await LedgerShards.OpenAsync(folder.File, map, s_now, watcher: told.Add);
        Assert.Equal(turns, again.LastTurn);
        Assert.Empty(await again.CheckAsync());
        Assert.Equal(OrderOutcome.Shipped, await again.Many!.PlaceAsync(Order(3)));
        Assert.Equal(OrderOutcome.Decided, await again.Many.PlaceAsync(Order(100)));
        Assert.Equal([turns + 1], told.Select(batch => batch.Turn));
    }

    /// <summary>A command that nobody watches places and ships; the service that opens the ledger next tells of it.
    /// </summary>
    [Fact]
    public async Task What_is_done_while_nobody_watches_has_turns_of_its_own()
    {
        using var folder = new TemporaryLedger();
        var map = new ShardMap(3);
        for (var life = 0; life < 2; life++)
        {
            await using var unwatched = await LedgerShards.OpenAsync(folder.File, map, s_now);
            await SupplyAsync(unwatched);
            for (var i = 0UL; i < 5; i++)
            {
                await unwatched.Many!.PlaceAsync(Order((ulong)(100 * life) + i));
            }
        }

        var told = new List<LedgerBatch>();
        await using (var watched = await LedgerShards.OpenAsync(folder.File, map, s_now, watcher: told.Add))
        {
            await watched.Many!.PlaceAsync(Order(50));
        }

        var history = ShardFolders.HistoryAfter(folder.File, 0).ToArray();
        Assert.Equal([.. Enumerable.Range(0, 5), .. Enumerable.Range(100, 5), 50],
            history.SelectMany(batch => batch.Changes).Select(change => (int)change.Change.Order.Low));
        Assert.Equal(Enumerable.Range(1, history.Length), history.Select(batch => (int)batch.Turn));
        Assert.Equal(history[^1].Turn, Assert.Single(told).Turn);
    }

    [Fact]
    public async Task One_shard_lies_where_it_always_did_and_is_one_log()
    {
        using var folder = new TemporaryLedger();
        await using (var ledger = await LedgerShards.OpenAsync(folder.File, new(1), s_now))
        {
            await ledger.DoAsync(goods =>
            {
                goods.OpenSlot(Pick(1), 10, s_now);
                return true;
            });
            Assert.Same(ledger.Only!.Availability, ledger.Availability);
        }

        Assert.Equal(1, ShardFolders.CountOf(folder.File));
        using var log = SegmentLog.OpenToRead(folder.File);
        Assert.Equal(10, LedgerRecovery.Load(log).Use(Pick(1)).Limit);
    }

    [Fact]
    public async Task In_a_moment_of_all_shards_orders_are_held_as_in_one_and_followed_when_they_are_decided()
    {
        using var folder = new TemporaryLedger();
        await using var ledger = await LedgerShards.OpenAsync(folder.File, new(3), s_now);
        await SupplyAsync(ledger);
        OrderRequest[] orders = [.. Enumerable.Range(0, 40).Select(i => Order((ulong)i))];
        var held = await ledger.DoAsync(all => Array.ConvertAll(orders, order =>
            all.Hold(order.Order, order.At, s_now.PlusMinutes(15), order.Lines, order.Slots)));
        var decided = await ledger.DoAsync(all => Array.ConvertAll(orders, order => all.Decide(order.Order, s_now)));
        Assert.Contains(OrderOutcome.Decided, decided);
        Assert.Equal(held.Select(one => one == OrderOutcome.Held), decided.Select(one => one == OrderOutcome.Decided));
        Assert.Empty(await ledger.CheckAsync());

        // Nothing waits any more for a word.
        await ledger.ExpireAsync(s_now.PlusMinutes(60));
        Assert.Equal(decided.Count(one => one == OrderOutcome.Decided),
            (await ledger.EachAsync((_, goods) => goods.HomeOrders().Count(home =>
                goods.StateOf(home.Order) == OrderOutcome.Decided))).Sum());
        Assert.All(await ledger.EachAsync((_, goods) => goods.Waiting(s_now.PlusMinutes(60))), Assert.Empty);
    }

    [Fact]
    public async Task Whoever_meets_a_shard_that_fails_is_told_and_nobody_waits_forever()
    {
        using var folder = new TemporaryLedger();
        await using var ledger = await LedgerShards.OpenAsync(folder.File, new(3), s_now);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.AllAsync<int>(
            _ => throw new InvalidOperationException("no")).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(3, await ledger.AllAsync(shards => shards.Length).AsTask().WaitAsync(TimeSpan.FromSeconds(20)));
    }

    private static async Task SupplyAsync(LedgerShards ledger)
    {
        await ledger.DoAsync(all =>
        {
            all.OpenSlot(Pick(1), 400, s_now);
            all.OpenSlot(Pick(2), 400, s_now);
            return true;
        });
        await ledger.EachAsync((shard, goods) => Enumerable.Range(1, Products)
            .Where(product => ledger.Map.ShardOf(new ProductId(product)) == shard)
            .Select(product => goods.Count(
                EntryKey.Of("stock", (ulong)product), s_now, new(new(product), new(1 + (product % 2)), 20))).ToArray());
    }

    // Only orders come: what is free never grows, and is never less than nothing.
    private static int Read(Availability view, HashSet<int> seen, CancellationToken stop)
    {
        var (last, rounds) = (new int[Products + 1], 0);
        Array.Fill(last, int.MaxValue);
        for (; !stop.IsCancellationRequested; rounds++)
        {
            for (var product = 1; product <= Products; product++)
            {
                var free = view[new(product), new(1 + (product % 2))];
                Assert.InRange(free, 0, last[product]);
                last[product] = free;
                seen.Add(free);
            }
        }

        return rounds;
    }

    private static IEnumerable<string> Shown(IEnumerable<LedgerBatch> batches) =>
        batches.SelectMany(batch => batch.Changes.Select(change => $"{batch.Turn}: {change.Change}"));

    private static Slot Pick(int facility) => Slot.Pick(new(facility), s_now.UtcDay);

    private static OrderRequest Order(ulong number)
    {
        var first = 1 + (int)(number % (Products - 3));
        StockClaim[] lines = [.. Enumerable.Range(first, 1 + (int)(number % 3))
            .Select(product => new StockClaim(new(product), new(1 + (product % 2)), 1))];
        return new(new(5, number), s_now, lines, [new(Pick(lines[0].Facility.Value), lines.Length)]);
    }
}
