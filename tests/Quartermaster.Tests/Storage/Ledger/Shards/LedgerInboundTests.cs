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

/// <summary>Shipments from vendors over three shards: whole or not there, whatever comes between and wherever they are
/// stopped.</summary>
public sealed class LedgerInboundTests
{
    private const int Seeds = 100;
    private const int MostSteps = 8;

    private static readonly FacilityId s_to = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task A_shipment_that_is_refused_leaves_nothing_and_may_come_again_with_other_units(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        await FillAsync(ledger, 2, int.MaxValue - 5);
        Assert.Equal(Outcome.TooMany, await Inbound(4, 6, 7).PostAsync(ledger, Now, default));
        Assert.Equal<long[]>([0, int.MaxValue - 5, 0], await OrderedAsync(ledger));
        Assert.Equal(Outcome.Posted, await Inbound(4, 5, 7).PostAsync(ledger, Now, default));
        Assert.Equal(Outcome.AlreadyPosted, await Inbound(4, 5, 7).PostAsync(ledger, Now, default));
        Assert.Equal(Outcome.Refused, await Inbound(4, 6, 7).PostAsync(ledger, Now, default));
        Assert.Equal<long[]>([4, int.MaxValue, 7], await OrderedAsync(ledger));
        Assert.Empty(await ledger.CheckAsync());
    }

    /// <summary>Somebody fills a place as soon as all shards have said that they can take their lines.</summary>
    [Fact]
    public async Task A_shipment_that_others_come_before_is_taken_whole_or_may_come_again_with_other_units()
    {
        await using var ledger = await OpenAsync(DisksOf(0), ShardCount);
        Task<bool>? filling = null;
        var inbound = Inbound(4, 6, 7);
        var outcome = await (inbound with
        {
            EntriesOf = (goods, line, key) =>
            {
                filling ??= FillAsync(ledger, 2, int.MaxValue - 5);
                return inbound.EntriesOf(goods, line, key);
            },
        }).PostAsync(ledger, Now, default);
        await filling!;
        if (outcome != Outcome.Posted)
        {
            Assert.Equal(Outcome.Posted, await Inbound(4, 5, 7).PostAsync(ledger, Now, default));
        }

        var ordered = await OrderedAsync(ledger);
        Assert.Equal((4, 7), (ordered[0], ordered[2]));
    }

    [Fact]
    public async Task A_shipment_that_is_stopped_is_whole_when_it_is_told_again_and_another_one_is_taken_where_none_is()
    {
        var (stops, others, parts) = (0, 0, 0);
        for (var seed = 0UL; seed < Seeds; seed++)
        {
            var files = DisksOf(seed);
            for (var shard = 0; shard < ShardCount; shard++)
            {
                files[shard].StepsLeft = (int)(KeyedRandom.Uniform(seed, 1, (ulong)shard, 0) * MostSteps);
            }

            try
            {
                await using var first = await OpenAsync(files, ShardCount);
                await Inbound(4, 6, 7).PostAsync(first, Now, default);
            }
            catch (Exception fault) when (fault is LedgerLogException or MachineStoppedException)
            {
                stops++;
            }

            Array.ForEach(files, one => one.Crash());
            await using var ledger = await OpenAsync(files, ShardCount);
            var found = await OrderedAsync(ledger);
            var other = await Inbound(1, 2, 3).PostAsync(ledger, Now, default);

            // Where nothing of the first is there, the code is free.
            Assert.Equal(found.Sum() == 0 ? Outcome.Posted : Outcome.Refused, other);
            Assert.Equal<long[]>(other == Outcome.Posted ? [1, 2, 3] : found, await OrderedAsync(ledger));
            parts += found.Sum() is > 0 and < 17 ? 1 : 0;
            others += other == Outcome.Posted ? 1 : 0;
            if (other == Outcome.Refused)
            {
                Assert.Equal(found.Sum() == 17 ? Outcome.AlreadyPosted : Outcome.Posted,
                    await Inbound(4, 6, 7).PostAsync(ledger, Now, default));
                Assert.Equal<long[]>([4, 6, 7], await OrderedAsync(ledger));
            }

            Assert.Empty(await ledger.CheckAsync());
        }

        // Or it would prove nothing.
        Assert.InRange(stops, Seeds / 2, Seeds);
        Assert.InRange(others, Seeds / 20, Seeds);
        Assert.InRange(parts, Seeds / 4, Seeds);
    }

    private static LedgerInbound<(int Product, int Units)> Inbound(params int[] units)
    {
        (int, int)[] lines = [.. units.Select((some, i) => (i + 1, some))];
        return new(EntryKey.Of("inbound i1", 0), EntryKey.Of("inbound i1\n" + string.Join('\n', units), 1), lines,
            line => new(line.Product), (_, line, key) => [Movements.Order(
                key, Now, new(lines[line].Item1), s_to, lines[line].Item2)]);
    }

    private static Task<bool> FillAsync(LedgerShards ledger, int product, int units) => ledger.DoAsync(
        new ProductId(product), goods =>
        {
            goods.Post([Movements.Order(new(77, 1), Now, new(product), s_to, units)], new Outcome[1]);
            return true;
        }).AsTask();

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
