using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;
using static Quartermaster.Tests.Storage.Ledger.Shards.ScriptedShards;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Counts, limits and other customers that come between two steps of an order over several shards.</summary>
public sealed class ShardRaceTests
{
    private readonly ScriptedShards _shards = new();

    [Fact]
    public async Task What_is_counted_away_between_asking_and_leaving_does_not_leave_and_is_told()
    {
        await _shards.Ledger.PlaceAsync(Order(1, 4, 0, 2));
        var asked = 0;
        _shards.Before = shard =>
        {
            // The home has said that the order is decided; before the other shard ships, its shelf is found empty.
            if (shard == 0 && ++asked == 1)
            {
                _shards.Before = null;
                _shards[0].Feed(FeedKey.Of("shelf"), Now, [new(ProductOf(0), new(1), 1, FeedKind.Level, 0)],
                    new FeedOutcome[1]);
            }
        };
        Assert.Equal(new(OrderOutcome.Shipped, 4), await _shards.Ledger.ShipAsync(Key(1), default, Now));
        Assert.Equal(1, asked);
        Assert.Equal([(OrderOutcome.Decided, false), (OrderOutcome.Decided, true), (OrderOutcome.Shipped, false)],
            _shards.ToldOf(1).Select(change => (change.State, change.IsCut)));
        Assert.Equal(0, _shards[0].Balance(ProductOf(0), default, default, GoodsState.Shipped));
        _shards.Check();
    }

    [Fact]
    public async Task A_cut_elsewhere_is_told_by_the_home_and_an_order_of_which_nothing_is_left_is_closed()
    {
        await _shards.Ledger.PlaceAsync(Order(1, 4, 0, 2));
        await _shards.CountAsync(0, 3);
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.StateOfAsync(Key(1)));
        Assert.Equal((3, 0, 4), (_shards.Held(0), _shards.Free(0), _shards.Held(2)));
        await _shards.CountAsync(0, 0, sequence: 2);
        Assert.Equal((0, 0, 4), (_shards.Held(0), _shards.Free(0), _shards.Held(2)));
        await _shards.CountAsync(2, 0);
        Assert.Equal(OrderOutcome.Cut, await _shards.Ledger.StateOfAsync(Key(1)));
        Assert.Equal(OrderOutcome.Cut, _shards[0].StateOf(Key(1)));
        Assert.Equal(
            [(OrderOutcome.Decided, false), (OrderOutcome.Decided, true), (OrderOutcome.Decided, true),
                (OrderOutcome.Decided, true), (OrderOutcome.Cut, false)],
            _shards.ToldOf(1).Select(change => (change.State, change.IsCut)));
        _shards.Check();
    }

    [Fact]
    public async Task An_order_whose_last_goods_are_cut_after_the_rest_has_left_is_shipped()
    {
        _shards[2].Count(new(2, 2), Now, new(ProductOf(2), new(2), 5));
        await _shards.Ledger.PlaceAsync(new OrderRequest(
            Key(1), Now, [new(ProductOf(0), new(1), 4), new(ProductOf(2), new(2), 1)], []));
        Assert.Equal(OrderOutcome.Decided, (await _shards.Ledger.ShipAsync(Key(1), new(2), Now)).Outcome);
        await _shards.CountAsync(0, 0);
        Assert.Equal(OrderOutcome.Shipped, await _shards.Ledger.StateOfAsync(Key(1)));
        _shards.Check();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_held_order_that_is_cut_anywhere_is_free_everywhere_at_once(int cutIn)
    {
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 4, 0, 1, 2), Now.PlusMinutes(60)));
        await _shards.CountAsync(cutIn, 2);
        Assert.Equal([0, 0, 0], Enumerable.Range(0, Count).Select(_shards.Held));
        Assert.Equal(OrderOutcome.Cut, await _shards.Ledger.DecideAsync(Key(1), Now));
        Assert.Equal([OrderOutcome.Held, OrderOutcome.Cut], _shards.ToldOf(1).Select(change => change.State));
        _shards.Check();
    }

    [Fact]
    public async Task What_is_cut_of_a_part_before_the_home_decides_is_told_after_it()
    {
        _shards.Before = shard =>
        {
            if (shard == 2)
            {
                _shards.Before = null;
                _shards[0].Feed(FeedKey.Of("shelf"), Now, [new(ProductOf(0), new(1), 1, FeedKind.Level, 0)],
                    new FeedOutcome[1]);
            }
        };
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(Order(1, 4, 0, 2)));
        Assert.Equal([false, true], _shards.ToldOf(1).Select(change => change.IsCut));
        _shards.Check();
    }

    /// <summary>The goods of a part go while another part is being held: whoever confirms the order hears that it was
    /// cut, as with one ledger.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_held_order_that_is_cut_while_it_is_placed_cannot_be_confirmed(bool isThroughTheFeed)
    {
        Task settling = Task.CompletedTask;
        _shards.Before = shard =>
        {
            if (shard != 2)
            {
                return;
            }

            _shards.Before = null;
            if (isThroughTheFeed)
            {
                settling = _shards.CountAsync(0, 0);
            }
            else
            {
                _shards[0].Feed(FeedKey.Of("shelf"), Now, [new(ProductOf(0), new(1), 1, FeedKind.Level, 0)],
                    new FeedOutcome[1]);
            }
        };
        var placed = await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 4, 0, 2), Now.PlusMinutes(60)));
        await settling;

        Assert.Equal(OrderOutcome.Held, placed.Outcome);
        Assert.Equal(OrderOutcome.Cut, await _shards.Ledger.DecideAsync(Key(1), Now));
        Assert.Equal((0, 10, 0), (_shards.Held(2), _shards.Free(2), _shards.Held(0)));
        _shards.Check();
    }

    /// <summary>A part took its home for decided, and the home was not: when it expires, the part goes, too.</summary>
    [Fact]
    public async Task A_part_that_took_its_home_for_decided_goes_when_the_home_expires()
    {
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 4, 0, 2), Now.PlusMinutes(5)));
        _shards[0].Follow(_shards[2].WordOf(Key(1)) with { State = OrderOutcome.Decided }, Now);

        await _shards.Ledger.SettleAsync(Now.PlusMinutes(6));

        Assert.Equal((10, 10), (_shards.Free(0), _shards.Free(2)));
        _shards.Check();
    }

    /// <summary>A part that was closed has no goods any more: its order never was.</summary>
    [Fact]
    public async Task An_order_of_which_a_part_was_closed_cannot_be_confirmed()
    {
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 4, 0, 2), Now.PlusMinutes(5)));
        _shards[0].Follow(_shards[2].WordOf(Key(1)) with { State = OrderOutcome.Expired }, Now);

        Assert.Equal(OrderOutcome.Unknown, await _shards.Ledger.DecideAsync(Key(1), Now));
        Assert.Equal((10, 10), (_shards.Free(0), _shards.Free(2)));
        _shards.Check();
    }

    [Fact]
    public async Task A_read_shows_no_part_that_has_not_heard_of_its_home()
    {
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 4, 0, 2), Now.PlusMinutes(60)));
        await _shards.Ledger.PlaceAsync(Order(2, 3, 0, 2));

        // Both homes moved on, and nobody told the other shard; or it was cut there, and nobody told the home.
        _shards[2].Release(Key(1), Now);
        _shards[0].Feed(FeedKey.Of("shelf"), Now, [new(ProductOf(0), new(1), 1, FeedKind.Level, 4)],
            new FeedOutcome[1]);
        _shards[2].Feed(FeedKey.Of("shelf"), Now, [new(ProductOf(2), new(1), 1, FeedKind.Level, 0)],
            new FeedOutcome[1]);
        Assert.Empty((await _shards.Ledger.FindAsync(Key(1), Now)).Claims);
        var found = await _shards.Ledger.FindAsync(Key(2), Now);
        Assert.Equal((OrderOutcome.Cut, 0), (found.State, found.Claims.Length));
    }

    [Fact]
    public async Task Slots_stay_used_once_something_has_left_from_another_shard()
    {
        var slot = Enumerable.Range(1, 100).Select(place => Slot.Pick(new(place), Now.UtcDay))
            .First(slot => _shards.Map.ShardOf(slot) == 2);
        _shards[2].OpenSlot(slot, 20, Now);
        _shards[0].Count(new(2, 0), Now, new(ProductOf(0), new(2), 5));
        await _shards.Ledger.PlaceAsync(new OrderRequest(Key(1), Now,
            [new(ProductOf(0), new(1), 2), new(ProductOf(0), new(2), 1)], [new(slot, 3)]));
        await _shards.Ledger.PlaceAsync(new OrderRequest(
            Key(2), Now, [new(ProductOf(0), new(1), 2)], [new(slot, 5)]));
        await _shards.Ledger.ShipAsync(Key(1), new(2), Now);
        await _shards.Ledger.ReleaseAsync(Key(1), Now);
        await _shards.Ledger.ReleaseAsync(Key(2), Now);
        Assert.Equal(3, _shards[2].Use(slot).Claimed);
        _shards.Check();
    }

    [Fact]
    public void Of_two_orders_for_the_last_units_of_several_shards_one_gets_them_however_writers_take_turns()
    {
        var across = 0;
        for (var seed = 0UL; seed < 200; seed++)
        {
            var draws = 0UL;
            int Below(int end) => (int)(KeyedRandom.Uniform(seed, 1, draws++, 0) * end);
            var map = new ShardMap(3, product => (ulong)(product.Value - 1));
            SimulatedShard[] shards =
            [
                .. Enumerable.Range(0, 3).Select(i => new SimulatedShard(new(
                    new SegmentLog(new SimulatedFiles((seed * 4) + (ulong)i), isWriter: true), new(), null))),
            ];
            var ledger = new ShardedLedger(shards, map, isInline: true);
            for (var shard = 0; shard < 3; shard++)
            {
                shards[shard].Writer.Goods.Count(new(1, 1), Now, new(ProductOf(shard), new(1), 1));
            }

            // Every pair of shards, lines in any order.
            Task<OrderOutcome>[] answers =
            [
                ledger.PlaceAsync(Order(1, 1, 0, 2)).AsTask(), ledger.PlaceAsync(Order(2, 1, 2, 0)).AsTask(),
                ledger.PlaceAsync(Order(3, 1, 1, 0)).AsTask(), ledger.PlaceAsync(Order(4, 1, 2, 1)).AsTask(),
            ];
            while (!Array.TrueForAll(answers, answer => answer.IsCompleted))
            {
                shards[Below(3)].Run(1);
            }

            Assert.Equal(1, answers.Count(answer => answer.Result == OrderOutcome.Decided));
            across += ulong.PopCount(map.ShardsOf(Order(1, 1, 0, 2).Lines, [])) > 1 ? 1 : 0;
        }

        Assert.Equal(200, across);
    }

    [Fact]
    public async Task Goods_that_left_before_they_were_counted_are_given_back_each_time_that_a_code_is_used()
    {
        var counted = Enumerable.Repeat(Now.UtcDay.AddDays(1), Count).ToArray();
        await _shards.Ledger.PlaceAsync(Order(1, 2, 0, 2));
        await _shards.Ledger.ShipAsync(Key(1), default, Now, counted);
        Assert.Equal([Units, Units], (int[])[_shards.Free(0), _shards.Free(2)]);

        // The ledgers forget the order, and the code comes again with other goods.
        for (var shard = 0; shard < Count; shard++)
        {
            _shards[shard].Forget(Now.UtcDay.AddDays(1));
        }

        var later = Now.PlusMinutes(1_440);
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(Order(1, 3, 0, 2) with { At = later }));
        var again = Enumerable.Repeat(later.UtcDay.AddDays(1), Count).ToArray();
        Assert.Equal(6, (await _shards.Ledger.ShipAsync(Key(1), default, later, again)).Units);
        Assert.Equal([Units, Units], (int[])[_shards.Free(0), _shards.Free(2)]);
    }
}
