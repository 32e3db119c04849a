using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;
using static Quartermaster.Tests.Storage.Ledger.Shards.SimulatedLedgers;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Shipments that are cancelled: what has not come of them is no longer on order, and nothing of others.
/// </summary>
public sealed class InboundCancelTests
{
    private const int Seeds = 60;
    private const int MostSteps = 10;

    private static readonly FacilityId s_to = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task What_has_not_come_of_a_shipment_is_off_order_once_and_nothing_of_another(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        await Inbound("a", 4, 6, 7).PostAsync(ledger, Now, default);
        await Inbound("b", 1, 6, 3).PostAsync(ledger, Now, default);

        // Two receipts of as many units are two; a third brings more than was announced.
        foreach (var receipt in (string[])["r1", "r2"])
        {
            await Receipt("a", receipt, 0, 2, 0).PostAsync(ledger, Now, default);
            await Receipt("a", receipt, 0, 2, 0).PostAsync(ledger, Now, default);
        }

        await Receipt("a", "r3", 0, 0, 8).PostAsync(ledger, Now, default);
        Assert.Equal<long[]>([5, 8, 2], await OrderedAsync(ledger));

        var done = await Cancel("a").PostAsync(ledger, Now, default);
        Assert.Equal<long[]>([1, 6, 2], await OrderedAsync(ledger));
        Assert.Equal((Outcome.Posted, 2), (done.State, done.Lines.Count));
        Assert.Equal([new(new(1), s_to, 4), new StockClaim(new(2), s_to, 2)], done.Lines);
        var again = await Cancel("a").PostAsync(ledger, Now.PlusMinutes(5), default);
        Assert.Equal(Outcome.AlreadyPosted, again.State);
        Assert.Equal(done.Lines, again.Lines);

        // Announced again it stays cancelled, and what comes of it is extra.
        Assert.Equal(Outcome.AlreadyPosted, await Inbound("a", 4, 6, 7).PostAsync(ledger, Now, default));
        Assert.Equal(Outcome.Refused, await Inbound("a", 4, 6, 8).PostAsync(ledger, Now, default));
        Assert.Equal<long[]>([1, 6, 2], await OrderedAsync(ledger));
        Assert.Empty(await ledger.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task A_shipment_that_nobody_announced_or_whose_units_nobody_noted_is_not_cancelled(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        var done = await Cancel("a").PostAsync(ledger, Now, default);
        Assert.Equal((Outcome.Refused, false), (done.State, done.IsAnnounced));
        await (Inbound("a", 4, 6, 7) with { NoteOf = _ => null }).PostAsync(ledger, Now, default);
        done = await Cancel("a").PostAsync(ledger, Now, default);
        Assert.Equal((Outcome.Refused, true), (done.State, done.IsAnnounced));
        Assert.Equal<long[]>([4, 6, 7], await OrderedAsync(ledger));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task By_a_clock_before_all_that_is_remembered_nothing_is_cancelled_and_nothing_said_to_be(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        var later = Now.PlusMinutes(40 * 1_440);
        await Inbound("a", 4, 6, 7).PostAsync(ledger, later, default);
        await ledger.EachAsync((_, goods) =>
        {
            goods.Forget(later.UtcDay.AddDays(-2));
            return true;
        });

        Assert.Equal(Outcome.TooOld, (await Cancel("a").PostAsync(ledger, Now, default)).State);
        Assert.Equal<long[]>([4, 6, 7], await OrderedAsync(ledger));
        Assert.Equal(Outcome.Posted, (await Cancel("a").PostAsync(ledger, later, default)).State);
        Assert.Equal<long[]>([0, 0, 0], await OrderedAsync(ledger));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task Who_waits_for_it_is_cut(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        await Inbound("a", 4, 6, 7).PostAsync(ledger, Now, default);
        await Inbound("b", 1, 6, 3).PostAsync(ledger, Now, default);
        var arrival = Slot.Arrival(new(2), s_to);
        await ledger.DoAsync(new ProductId(2), goods =>
        {
            goods.OpenSlot(arrival, 12, Now);
            goods.Place(new(0, 1), Now, [], [new(arrival, 5)]);
            return goods.Place(new(0, 2), Now, [], [new(arrival, 7)]);
        });
        var done = await Cancel("a").PostAsync(ledger, Now, default);
        Assert.Equal([new ClaimCut(new(0, 2), default, new(arrival, 6), true)], done.Cuts);
        Assert.Empty((await Cancel("a").PostAsync(ledger, Now, default)).Cuts);
        Assert.Empty(await ledger.CheckAsync());
    }

    [Fact]
    public async Task A_cancel_that_is_stopped_is_whole_when_it_is_told_again()
    {
        var (stops, parts) = (0, 0);
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var files = DisksOf(seed);
            await using (var first = await OpenAsync(files, ShardCount))
            {
                await Inbound("a", 4, 6, 7).PostAsync(first, Now, default);
                await Receipt("a", "r", 1, 1, 1).PostAsync(first, Now, default);
            }

            for (var shard = 0; shard < ShardCount; shard++)
            {
                files[shard].StepsLeft = (int)(KeyedRandom.Uniform(seed, 1, (ulong)shard, 0) * MostSteps);
            }

            try
            {
                await using var second = await OpenAsync(files, ShardCount);
                await Cancel("a").PostAsync(second, Now, default);
            }
            catch (Exception fault) when (fault is LedgerLogException or MachineStoppedException)
            {
                stops++;
            }

            Array.ForEach(files, one => one.Crash());
            await using var ledger = await OpenAsync(files, ShardCount);
            var found = (await OrderedAsync(ledger)).Sum();
            parts += found is > 0 and < 14 ? 1 : 0;
            var done = await Cancel("a").PostAsync(ledger, Now, default);
            Assert.Equal(14, done.Lines.Sum(line => line.Units));
            Assert.Equal<long[]>([0, 0, 0], await OrderedAsync(ledger));
            Assert.Empty(await ledger.CheckAsync());
        }

        // Or it would prove nothing.
        Assert.InRange(stops, Seeds / 4, Seeds);
        Assert.InRange(parts, Seeds / 20, Seeds);
    }

    private static InboundCancel Cancel(string code) => new(code, NameOf(code), [s_to, new(2)]);

    private static EntryKey NameOf(string code) => EntryKey.Of($"inbound {code}", 0);

    private static LedgerInbound<(int Product, int Units)> Inbound(string code, params int[] units) => Told(
        NameOf(code), units, (_, line, key) => [Movements.Order(key, Now, new(line.Product), s_to, line.Units)])
        with
        {
            Ended = ShipmentKeys.Cancelled(code), NoteOf = entry => ShipmentKeys.Announced(code, in entry),
        };

    private static LedgerInbound<(int Product, int Units)> Receipt(string code, string receipt, params int[] units) =>
        Told(EntryKey.Of($"receipt {code} {receipt}", 0), units,
            (_, line, key) => [Movements.Receive(key, Now, new(line.Product), s_to, line.Units)])
        with
        {
            NoteOf = entry => ShipmentKeys.Taken(code, in entry),
        };

    private static LedgerInbound<(int Product, int Units)> Told(
        EntryKey name, int[] units, Func<GoodsLedger, (int Product, int Units), EntryKey, Entry[]> entriesOf)
    {
        (int Product, int Units)[] lines =
            [.. units.Select((some, i) => (i + 1, some)).Where(line => line.some > 0)];
        return new(name, EntryKey.Of($"{name} {string.Join(' ', units)}", 1), lines, line => new(line.Product),
            (goods, line, key) => entriesOf(goods, lines[line], key));
    }

    private static async Task<long[]> OrderedAsync(LedgerShards ledger)
    {
        var units = new long[3];
        for (var product = 1; product <= units.Length; product++)
        {
            var id = new ProductId(product);
            units[product - 1] = await ledger.DoAsync(
                id, goods => goods.Balance(id, default, s_to, GoodsState.Ordered));
        }

        return units;
    }
}
