using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Orders of several shards of which a count takes something while they change, and what is told of it.
/// </summary>
public sealed class ShardChangeCutTests
{
    private static readonly FacilityId s_other = ChangingOrders.Other;

    private readonly ScriptedShards _shards = ChangingOrders.Stocked();

    [Fact]
    public async Task What_a_count_takes_of_units_that_leave_anyway_is_no_loss_and_what_it_takes_of_others_is_told()
    {
        // The shelf has nothing left where it looked, and one unit less where the rest comes from.
        await _shards.PlaceAsync(1, 0, 2);
        var amendment = await _shards.ShortAsync(1, 0);
        _shards.Before = shard =>
        {
            if (_shards[0].HeldChanges().Length > 0 && shard == 2)
            {
                _shards.Before = null;
                _shards[0].Count(new(3, 1), ScriptedShards.Now, new(ScriptedShards.ProductOf(0), new(1), 0));
                _shards[0].Count(new(3, 2), ScriptedShards.Now, new(ScriptedShards.ProductOf(0), s_other, 1));
            }
        };

        Assert.Equal((MoveOutcome.Moved, OrderOutcome.Decided), await _shards.AmendAsync(1, amendment));

        Assert.Equal((0, 1), (_shards.Held(0), _shards[0].Held(ScriptedShards.ProductOf(0), s_other)));
        Assert.Equal(1, _shards.ToldOf(1).Count(change => change.IsCut));
        _shards.Check();
    }

    [Fact]
    public async Task A_count_that_takes_what_a_change_would_have_left_is_told_where_the_change_is_given_up()
    {
        await _shards.PlaceAsync(1, 0, 2);
        var amendment = await _shards.ShortAsync(1, 0);
        _shards.Before = shard =>
        {
            if (_shards[0].HeldChanges().Length > 0 && shard == 2)
            {
                _shards.Before = null;
                _shards[0].Count(new(3, 1), ScriptedShards.Now, new(ScriptedShards.ProductOf(0), new(1), 1));
                _shards[2].Count(new(3, 2), ScriptedShards.Now, new(ScriptedShards.ProductOf(2), new(1), 1));
            }
        };

        Assert.Equal(MoveOutcome.Changed, (await _shards.AmendAsync(1, amendment)).Outcome);

        await _shards.Ledger.SettleAsync(ScriptedShards.Now);
        Assert.Equal((1, 1), (_shards.Held(0), _shards.Held(2)));
        Assert.Equal(2, _shards.ToldOf(1).Count(change => change.IsCut));
        _shards.Check();
    }

    [Fact]
    public async Task What_comes_from_where_another_shard_has_it_picked_is_of_that_pick()
    {
        await _shards.PlaceAsync(1, 0, 2);
        await _shards.Ledger.PickAsync(ScriptedShards.Key(1), new(1), ScriptedShards.Now);
        Assert.Equal(MoveOutcome.Moved, (await _shards.AmendAsync(1, await _shards.ShortAsync(1, 0))).Outcome);
        Assert.Empty(_shards[0].PickedAt(ScriptedShards.Key(1)));

        // And back again, where the other shard's units are picked.
        _shards[0].Count(new(4, 1), ScriptedShards.Now, new(ScriptedShards.ProductOf(0), new(1), 4));
        var claims = (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(1), ScriptedShards.Now))!;
        var back = Array.ConvertAll(claims.Lines, line => line with { Facility = new(1) });
        var amendment = new OrderAmendment(ScriptedShards.Key(1), claims.Seen, back, claims.Slots)
        {
            Missing = Array.FindAll(claims.Lines, line => line.Facility == s_other),
        };
        Assert.Equal(MoveOutcome.Moved, (await _shards.AmendAsync(2, amendment)).Outcome);

        Assert.Equal([new FacilityId(1)], _shards[0].PickedAt(ScriptedShards.Key(1)));
        await _shards.RestartAsync();
        Assert.Equal([new FacilityId(1)], _shards[0].PickedAt(ScriptedShards.Key(1)));
        _shards.Check();
    }

    [Fact]
    public async Task An_order_of_which_nothing_is_left_anywhere_is_cut()
    {
        await _shards.PlaceAsync(1, 0, 2);
        var claims = (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(1), ScriptedShards.Now))!;

        Assert.Equal((MoveOutcome.Moved, OrderOutcome.Cut), await _shards.AmendAsync(1,
            new(ScriptedShards.Key(1), claims.Seen, [], claims.Slots) { Missing = claims.Lines }));

        Assert.Equal((8, 8), (_shards.Free(0), _shards.Free(2)));
        Assert.Equal(OrderOutcome.Cut, _shards.ToldOf(1).Last().State);
        _shards.Check();
    }
}
