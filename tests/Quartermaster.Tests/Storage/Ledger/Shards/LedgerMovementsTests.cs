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

/// <summary>Movements that somebody tells, over one shard and three: once each, wherever they are stopped.</summary>
public sealed class LedgerMovementsTests
{
    private const int Seeds = 100;
    private const int MostSteps = 10;

    private static readonly FacilityId s_place = new(1);
    private static readonly FacilityId s_to = new(2);

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task Each_stands_alone_in_its_turn_and_a_code_is_of_one_movement_in_all_shards(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        ToldMovement[] told =
        [
            Returns("r1", 1, 5), Departs("d1", 1, 4), Departs("d2", 1, 4), Returns("r2", 2, 5), Returns("r1", 1, 5),
            Returns("r1", 3, 5), Departs("d2", 1, 1),
        ];
        Outcome[] expected =
        [
            Outcome.Posted, Outcome.Posted, Outcome.NotEnough, Outcome.Posted, Outcome.AlreadyPosted, Outcome.Refused,
            Outcome.Posted,
        ];
        var found = await LedgerMovements.PostAsync(ledger, told, Now);
        Assert.Equal(expected, found.Select(one => one.Outcome));
        Assert.Equal([5], Enumerable.Range(0, found.Length).Where(row => found[row].IsOther));
        Assert.Equal(1, found[2].Free);

        // Told again one by one: what was posted is so, what was refused is judged anew.
        Assert.Equal(Outcome.AlreadyPosted, await PostAsync(ledger, told[0]));
        Assert.Equal(Outcome.Refused, await PostAsync(ledger, told[5]));
        Assert.Equal(Outcome.AlreadyPosted, await PostAsync(ledger, told[6]));

        // What is there stays so, whatever else comes under its key before it.
        found = await LedgerMovements.PostAsync(ledger, [Departs("d1", 1, 9), Departs("d1", 1, 4)], Now);
        Assert.Equal((true, Outcome.AlreadyPosted), (found[0].IsOther, found[1].Outcome));
        Assert.Equal<(long, long)[]>([(0, 5), (5, 0), (0, 0)], await UnitsAsync(ledger));
        Assert.Empty(await ledger.CheckAsync());
        Assert.Empty(await LedgerMovements.PostAsync(ledger, [], Now));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ShardCount)]
    public async Task Who_waits_for_what_will_not_arrive_is_cut_and_told(int shards)
    {
        await using var ledger = await OpenAsync(DisksOf(0), shards);
        await LedgerMovements.PostAsync(ledger, [Returns("r", 2, 5), Departs("d", 2, 5)], Now);
        var (arrival, order) = (Slot.Arrival(new(2), s_to), OrderKey.Of("o"));
        await ledger.DoAsync(new ProductId(2), goods =>
        {
            goods.OpenSlot(arrival, 5, Now);
            return goods.Place(order, Now, [], [new(arrival, 4)]);
        });
        var cuts = new List<ClaimCut>();
        var lost = ToldMovement.Of("l", key => [Movements.LoseInTransit(key, Now, new(2), s_to, 3)]);
        Assert.Equal(Outcome.Posted, Assert.Single(
            await LedgerMovements.PostAsync(ledger, [lost], Now, cuts)).Outcome);
        Assert.Equal((order, 2), (Assert.Single(cuts).Order, cuts[0].Slot.Units));
        Assert.Empty(await ledger.CheckAsync());
    }

    [Fact]
    public async Task What_was_stopped_is_told_again_and_then_each_has_happened_once()
    {
        ToldMovement[] told =
        [
            .. Enumerable.Range(1, ShardCount).Select(product => Returns($"r{product}", product, 5)),
            .. Enumerable.Range(1, ShardCount).Select(product => Departs($"d{product}", product, 3)),
        ];
        var (stops, parts) = (0, 0);
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
                await LedgerMovements.PostAsync(first, told, Now);
            }
            catch (Exception fault) when (fault is LedgerLogException or MachineStoppedException)
            {
                stops++;
            }

            Array.ForEach(files, one => one.Crash());
            await using var ledger = await OpenAsync(files, ShardCount);

            // A shard has all of its own, or nothing.
            var found = await UnitsAsync(ledger);
            Assert.All(found, units => Assert.Contains(units, ((long, long)[])[(0, 0), (2, 3)]));
            parts += found.Distinct().Count() == 2 ? 1 : 0;
            var again = await LedgerMovements.PostAsync(ledger, told, Now);
            Assert.All(again, one => Assert.Contains(one.Outcome, (Outcome[])[Outcome.Posted, Outcome.AlreadyPosted]));
            Assert.Equal<(long, long)[]>([(2, 3), (2, 3), (2, 3)], await UnitsAsync(ledger));
            Assert.Empty(await ledger.CheckAsync());
        }

        // Or it would prove nothing.
        Assert.InRange(stops, Seeds / 4, Seeds);
        Assert.InRange(parts, Seeds / 10, Seeds);
    }

    private static ToldMovement Returns(string code, int product, int units) =>
        ToldMovement.Of(code, key => [Movements.Return(key, Now, new(product), s_place, units)]);

    private static ToldMovement Departs(string code, int product, int units) =>
        ToldMovement.Of(code, key => [Movements.Depart(key, Now, new(product), s_place, s_to, units)]);

    private static async Task<Outcome> PostAsync(LedgerShards ledger, ToldMovement told) =>
        (await LedgerMovements.PostAsync(ledger, [told], Now))[0].Outcome;

    // On the shelf, and under way.
    private static async Task<(long OnHand, long UnderWay)[]> UnitsAsync(LedgerShards ledger)
    {
        var units = new (long, long)[ShardCount];
        for (var product = 1; product <= ShardCount; product++)
        {
            var id = new ProductId(product);
            units[product - 1] = await ledger.DoAsync(id, goods => (goods.OnHand(id, s_place),
                goods.Balance(id, default, s_to, GoodsState.InTransit)));
        }

        return units;
    }
}
