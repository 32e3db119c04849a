using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Xunit;
using static Quartermaster.Tests.Storage.Ledger.Shards.ScriptedShards;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Orders over several shards, step by step.</summary>
public sealed class ShardedLedgerTests
{
    private readonly ScriptedShards _shards = new();

    [Fact]
    public async Task An_order_of_three_shards_is_placed_whole_shipped_and_told_once_by_its_home()
    {
        var order = Order(1, 2, 0, 1, 2);
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(order));
        Assert.Equal([2, 2, 2], Enumerable.Range(0, Count).Select(_shards.Held));
        var shipped = await _shards.Ledger.ShipAsync(Key(1), new(1), Now);
        Assert.Equal(new ShippedUnits(OrderOutcome.Shipped, 6), shipped);
        Assert.Equal(new ShippedUnits(OrderOutcome.Shipped, 0), await _shards.Ledger.ShipAsync(Key(1), new(1), Now));
        Assert.Equal([OrderOutcome.Decided, OrderOutcome.Shipped], _shards.ToldOf(1).Select(change => change.State));
        Assert.All(Enumerable.Range(0, Count), shard =>
            Assert.Equal(OrderOutcome.Shipped, _shards[shard].StateOf(Key(1))));
        _shards.Check();
    }

    [Fact]
    public async Task An_order_ships_from_one_place_after_the_other()
    {
        _shards[0].Count(new(2, 0), Now, new(ProductOf(0), new(2), 5));
        StockClaim[] lines = [new(ProductOf(0), new(2), 1), new(ProductOf(1), new(1), 3)];
        await _shards.Ledger.PlaceAsync(new OrderRequest(Key(1), Now, lines, []));
        Assert.Equal(new(OrderOutcome.Decided, 1), await _shards.Ledger.ShipAsync(Key(1), new(2), Now));
        Assert.Equal([lines[1]], (await _shards.Ledger.FindAsync(Key(1), Now)).Claims);
        Assert.Equal(new(OrderOutcome.Shipped, 3), await _shards.Ledger.ShipAsync(Key(1), default, Now));
        Assert.Equal([0, 2, 0], _shards.ToldOf(1).Select(change => change.Facility.Value));
        _shards.Check();
    }

    [Fact]
    public async Task What_one_shard_lacks_leaves_nothing_held_in_the_others_and_the_order_may_come_again()
    {
        Assert.Equal(OrderOutcome.NotEnoughStock, await _shards.Ledger.PlaceAsync(new OrderRequest(Key(1), Now,
            [new(ProductOf(0), new(1), 1), new(ProductOf(1), new(1), 1), new(ProductOf(2), new(1), Units + 1)], [])));
        Assert.Equal([0, 0, 0], Enumerable.Range(0, Count).Select(_shards.Held));
        Assert.Equal(OrderOutcome.Unknown, await _shards.Ledger.StateOfAsync(Key(1)));

        // No key of the first attempt is left behind in any shard: other content is no other order.
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(Order(1, 4, 0, 2)));
        _shards.Check();
    }

    [Fact]
    public async Task A_shard_that_has_stopped_leaves_no_hold_in_the_others()
    {
        _shards.Stop(1);
        await Assert.ThrowsAsync<LedgerLogException>(() => _shards.Ledger.PlaceAsync(Order(1, 2, 0, 1, 2)).AsTask());
        Assert.Equal((0, 0), (_shards.Held(0), _shards.Held(2)));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(Order(1, Units, 0, 2)));
    }

    [Fact]
    public async Task A_caller_who_goes_leaves_no_hold()
    {
        using var gone = new CancellationTokenSource();
        _shards.Before = shard =>
        {
            if (shard == 0)
            {
                gone.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _shards.Ledger.PlaceAsync(Order(1, 2, 0, 1), gone.Token).AsTask());
        Assert.Equal((0, 0), (_shards.Held(0), _shards.Held(1)));
        Assert.Equal(OrderOutcome.Unknown, await _shards.Ledger.StateOfAsync(Key(1)));
    }

    [Fact]
    public async Task Whether_an_order_was_given_before_does_not_depend_on_the_shards_that_it_needs_now()
    {
        await _shards.Ledger.PlaceAsync(Order(1, 2, 0, 1));
        Assert.Equal(OrderOutcome.OtherContent, await _shards.Ledger.PlaceAsync(Order(1, 2, 2)));
        Assert.Equal(OrderOutcome.OtherContent, await _shards.Ledger.PlaceAsync(Order(1, 1, 0, 1)));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(Order(1, 2, 0, 1)));
        await _shards.RestartAsync();
        Assert.Equal(OrderOutcome.OtherContent, await _shards.Ledger.PlaceAsync(Order(1, 2, 2)));
        Assert.Equal(0, _shards.Held(2));
    }

    [Fact]
    public async Task A_held_order_is_committed_or_ends_in_all_shards()
    {
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 2, 0, 1), Now.PlusMinutes(10)));
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(2, 3, 1, 2), Now.PlusMinutes(10)));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.DecideAsync(Key(1), Now.PlusMinutes(5)));
        await _shards.Ledger.SettleAsync(Now.PlusMinutes(10));
        Assert.Equal([2, 2, 0], Enumerable.Range(0, Count).Select(_shards.Held));
        Assert.Equal(OrderOutcome.Expired, await _shards.Ledger.StateOfAsync(Key(2)));
        _shards.Check();
    }

    [Fact]
    public async Task A_part_of_another_order_under_the_same_key_does_not_follow_it()
    {
        await _shards.Ledger.PlaceAsync(Order(1, 2, 0, 1));

        // Somebody was stopped while he placed another order under the same code: shard 2 holds a part of it.
        var other = Order(1, 5, 2);
        _shards[2].HoldPart(new(Key(1), Now, Now.PlusMinutes(5), other.Lines, [], 0b110, IsHome: false, Content: 99));
        Assert.Equal(5, _shards.Held(2));
        await _shards.RestartAsync();
        Assert.Equal([2, 2, 0], Enumerable.Range(0, Count).Select(_shards.Held));
        Assert.Equal(OrderOutcome.Unknown, _shards[2].StateOf(Key(1)));
    }

    [Fact]
    public async Task What_was_held_and_never_placed_goes_when_ledgers_are_opened_and_what_was_placed_becomes_firm()
    {
        var parts = _shards.Map.Split(Order(1, 2, 0, 1, 2), Now.PlusMinutes(5));
        Assert.Equal([false, false, true], parts.Select(part => part.Part.IsHome));
        _shards[0].HoldPart(parts[0].Part);
        _shards[1].HoldPart(parts[1].Part);
        var placed = _shards.Map.Split(Order(2, 3, 0, 2), Now.PlusMinutes(5));
        _shards[0].HoldPart(placed[0].Part);
        _shards[2].PlacePart(placed[1].Part);
        await _shards.RestartAsync();
        Assert.Equal([3, 0, 3], Enumerable.Range(0, Count).Select(_shards.Held));
        Assert.Equal(OrderOutcome.Decided, _shards[0].StateOf(Key(2)));

        // It does not end with what it was held for.
        await _shards.Ledger.SettleAsync(Now.PlusMinutes(60));
        Assert.Equal([3, 0, 3], Enumerable.Range(0, Count).Select(_shards.Held));
        _shards.Check();
    }

    [Fact]
    public async Task An_order_held_by_a_home_that_lost_a_part_never_was()
    {
        var parts = _shards.Map.Split(Order(1, 2, 0, 1, 2), Now.PlusMinutes(5));
        _shards[0].HoldPart(parts[0].Part);
        _shards[2].HoldPart(parts[2].Part);
        await _shards.RestartAsync();
        Assert.Equal([0, 0, 0], Enumerable.Range(0, Count).Select(_shards.Held));
        Assert.Equal(OrderOutcome.Unknown, await _shards.Ledger.DecideAsync(Key(1), Now));
    }

    [Fact]
    public async Task Many_open_orders_are_followed_in_a_few_rounds_not_one_by_one()
    {
        _shards[0].Count(new(3, 0), Now, new(ProductOf(0), new(1), 10_000));
        _shards[1].Count(new(3, 1), Now, new(ProductOf(1), new(1), 10_000));
        for (var i = 0UL; i < 5_000; i++)
        {
            await _shards.Ledger.PlaceAsync(Order(i, 1, 0, 1));
        }

        var before = _shards.Calls;
        await _shards.RestartAsync();
        Assert.InRange(_shards.Calls - before, 3, 30);
        Assert.Equal((5_000, 5_000), (_shards.Held(0), _shards.Held(1)));
    }

    [Fact]
    public async Task A_feed_is_heard_by_all_shards_at_once_and_takes_so_many_updates_at_most()
    {
        var late = new TaskCompletionSource();
        ILedgerShard[] shards = [new Waiting(late.Task), new Waiting(Task.CompletedTask) { After = late.SetResult }];
        var ledger = new Quartermaster.Storage.Ledger.Shards.ShardedLedger(
            shards, new(2, product => (ulong)(product.Value - 1)));
        var fed = ledger.FeedAsync(FeedKey.Of("shelf"), Now,
            [.. Enumerable.Range(1, 2).Select(i => new FeedUpdate(new(i), new(1), 1, FeedKind.Level, 5))]).AsTask();
        Assert.Equal([FeedOutcome.Applied, FeedOutcome.Applied], await fed.WaitAsync(TimeSpan.FromSeconds(20)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _shards.Ledger.FeedAsync(
            FeedKey.Of("shelf"), Now, new FeedUpdate[DurableLedger.MostUpdates + 1]).AsTask());
    }

    // A shard that does nothing before something has happened, for example elsewhere.
    private sealed class Waiting(Task until) : ILedgerShard
    {
        private readonly GoodsLedger _goods = new();

        internal Action? After { get; init; }

        public Availability Availability => _goods.Availability;

        public async ValueTask<TAnswer> DoAsync<TAnswer>(
            Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default)
        {
            await until.ConfigureAwait(false);
            var answer = act(_goods);
            After?.Invoke();
            return answer;
        }
    }
}
