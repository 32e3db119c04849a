using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Xunit;
using static Quartermaster.Tests.Storage.Ledger.Shards.ScriptedShards;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Orders over several shards that wait for goods, and that are picked.</summary>
public sealed class ShardWaitTests
{
    private static readonly FacilityId s_place = new(1);

    // Where nothing lies yet.
    private static readonly FacilityId s_empty = new(2);

    private readonly ScriptedShards _shards = new();
    private ulong _key = 100;

    [Fact]
    public async Task It_is_picked_where_it_lies_and_told_once_by_its_home()
    {
        await _shards.Ledger.PlaceAsync(Order(1, 2, 0, 1));

        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PickAsync(Key(1), s_place, Now));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PickAsync(Key(1), s_place, Now));

        Assert.Equal([s_place], (await _shards.Ledger.FindAsync(Key(1), Now)).Picked);
        Assert.Equal([s_place], _shards[0].PickedAt(Key(1)));
        Assert.Equal([s_place], _shards[1].PickedAt(Key(1)));
        Assert.Equal(1, _shards.ToldOf(1).Count(change => change.IsPicked));
        await _shards.RestartAsync();
        Assert.Equal([s_place], (await _shards.Ledger.FindAsync(Key(1), Now)).Picked);
        Assert.Equal(OrderOutcome.Unknown, await _shards.Ledger.PickAsync(Key(9), s_place, Now));
        _shards.Check();
    }

    [Fact]
    public async Task Where_only_another_shard_has_something_to_pick_the_home_tells_it()
    {
        _shards[0].Count(new(2, 0), Now, new(ProductOf(0), new(2), 5));
        await _shards.Ledger.PlaceAsync(new OrderRequest(Key(1), Now,
            [new(ProductOf(0), new(2), 1), new(ProductOf(1), s_place, 1)], []));

        await _shards.Ledger.PickAsync(Key(1), new(2), Now);

        Assert.Equal([new FacilityId(2)], (await _shards.Ledger.FindAsync(Key(1), Now)).Picked);
        var told = Assert.Single(_shards.ToldOf(1), change => change.IsPicked);
        Assert.Equal(new FacilityId(2), told.Facility);
        _shards.Check();
    }

    [Fact]
    public async Task Where_the_home_only_waits_a_repeated_pick_of_what_lies_elsewhere_is_no_error()
    {
        Expect(1, 4);
        await _shards.Ledger.PlaceAsync(new OrderRequest(Key(1), Now, [new(ProductOf(0), s_place, 2)],
            [new(Slot.Arrival(ProductOf(1), s_empty), 3)]));

        Assert.Equal(OrderOutcome.OutOfTurn, await _shards.Ledger.PickAsync(Key(1), s_empty, Now));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PickAsync(Key(1), s_place, Now));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PickAsync(Key(1), s_place, Now));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PickAsync(Key(1), default, Now));

        Assert.Equal(1, _shards.ToldOf(1).Count(change => change.IsPicked));
        _shards.Check();
    }

    [Fact]
    public async Task A_part_that_waits_keeps_the_order_open_until_its_goods_have_come_and_left()
    {
        Expect(0, 4);
        var order = new OrderRequest(Key(1), Now, [new(ProductOf(1), s_place, 2)],
            [new(Slot.Arrival(ProductOf(0), s_empty), 3)]);
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.PlaceAsync(order));
        var found = await _shards.Ledger.FindAsync(Key(1), Now);
        Assert.Equal((2, 3), (found.Claims.Sum(claim => claim.Units), found.Waits.Sum(claim => claim.Units)));

        Assert.Equal(OrderOutcome.Decided, (await _shards.Ledger.ShipAsync(Key(1), default, Now)).Outcome);
        await _shards.RestartAsync();
        Post(0, Movements.Receive(Next(), Now, ProductOf(0), s_empty, 4));
        found = await _shards.Ledger.FindAsync(Key(1), Now);
        Assert.Equal((3, 0), (found.Claims.Sum(claim => claim.Units), found.Waits.Length));
        Assert.Equal((OrderOutcome.Shipped, 3L), await _shards.Ledger.ShipAsync(Key(1), default, Now) is var left
            ? (left.Outcome, left.Units) : default);
        _shards.Check();
    }

    [Fact]
    public async Task What_does_not_come_is_heard_by_its_home_with_the_next_beat()
    {
        Expect(0, 4);
        Expect(1, 4);
        await _shards.Ledger.PlaceAsync(new OrderRequest(Key(1), Now, [],
            [new(Slot.Arrival(ProductOf(0), s_empty), 3), new(Slot.Arrival(ProductOf(1), s_empty), 2)]));

        Post(0, Movements.CancelOrder(Next(), Now, ProductOf(0), s_empty, 4));
        Assert.DoesNotContain(_shards.ToldOf(1), change => change.IsCut);
        await _shards.Ledger.SettleAsync(Now.PlusMinutes(1));
        Assert.Single(_shards.ToldOf(1), change => change.IsCut && change.At == Now.PlusMinutes(1));
        Assert.Equal(OrderOutcome.Decided, await _shards.Ledger.StateOfAsync(Key(1)));

        Post(1, Movements.CancelOrder(Next(), Now, ProductOf(1), s_empty, 4));
        await _shards.Ledger.SettleAsync(Now.PlusMinutes(2));
        Assert.Equal(OrderOutcome.Cut, await _shards.Ledger.StateOfAsync(Key(1)));
        Assert.Equal(OrderOutcome.Cut, _shards.ToldOf(1).Last().State);
        Assert.Equal(0, _shards[0].Use(Slot.Arrival(ProductOf(0), s_empty)).Claimed);
        _shards.Check();
    }

    // On the way to the place; every shard keeps a product.
    private void Expect(int shard, int units)
    {
        Post(shard, Movements.Order(Next(), Now, ProductOf(shard), s_empty, units));
        _shards[shard].OpenSlot(Slot.Arrival(ProductOf(shard), s_empty), units, Now);
    }

    private void Post(int shard, Entry entry)
    {
        var outcome = default(Outcome);
        _shards[shard].Post(new(in entry), new(ref outcome));
        Assert.Equal(Outcome.Posted, outcome);
    }

    private EntryKey Next() => new(++_key, 1);
}
