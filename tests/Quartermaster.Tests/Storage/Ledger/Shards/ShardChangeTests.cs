using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Orders of several shards that change, step by step: whoever is stopped at any of them leaves the order as
/// it was, or finishes the change.</summary>
public sealed class ShardChangeTests
{
    private const int Spare = ChangingOrders.Spare;

    private static readonly FacilityId s_other = ChangingOrders.Other;

    private readonly ScriptedShards _shards = ChangingOrders.Stocked();

    [Fact]
    public async Task What_is_not_found_comes_from_elsewhere_in_all_shards_and_is_told_once_by_the_home()
    {
        await _shards.PlaceAsync(1, 0, 1, 2);
        var amendment = await _shards.ShortAsync(1, 0, 1);

        Assert.Equal((MoveOutcome.Moved, OrderOutcome.Decided), await _shards.AmendAsync(1, amendment));
        Assert.Equal((MoveOutcome.AlreadyMoved, OrderOutcome.Decided), await _shards.AmendAsync(1, amendment));

        CheckDone(0, 1);
        Assert.Equal([false, true], _shards.ToldOf(1).Select(change => change.IsShort));
        Assert.Equal(4, _shards.ToldOf(1).Last().Lines!.Rows.ToArray().Sum(line => line.Units));
        await _shards.RestartAsync();
        CheckDone(0, 1);
        Assert.Equal(OrderOutcome.Shipped, (await _shards.Ledger.ShipAsync(
            ScriptedShards.Key(1), default, ScriptedShards.Now)).Outcome);
        _shards.Check();
    }

    [Fact]
    public async Task Whoever_is_stopped_at_any_step_leaves_the_order_as_it_was_or_finishes_the_change()
    {
        var (asItWas, done) = (0, 0);
        for (var step = 1; ; step++)
        {
            var test = new ShardChangeTests();
            if (await test.StopAtAsync(step) is not { } isDone)
            {
                break;
            }

            (asItWas, done) = isDone ? (asItWas, done + 1) : (asItWas + 1, done);
        }

        Assert.InRange(asItWas, 4, 20);
        Assert.InRange(done, 2, 20);
    }

    [Fact]
    public async Task An_order_of_one_shard_comes_to_lie_in_others_and_its_home_stays()
    {
        await _shards.PlaceAsync(1, 1);
        var hands = Slot.Pick(s_other, ScriptedShards.Now.UtcDay);
        var (far, near) = (_shards.Map.ShardOf(hands), 1);
        for (var place = 3; far <= near; place++)
        {
            hands = Slot.Pick(new(place), ScriptedShards.Now.UtcDay);
            far = _shards.Map.ShardOf(hands);
        }

        _shards[far].OpenSlot(hands, 3, ScriptedShards.Now);
        var claims = (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(1), ScriptedShards.Now))!;
        var amendment = new OrderAmendment(ScriptedShards.Key(1), claims.Seen,
            [claims.Lines[0] with { Facility = s_other }], [new(hands, 2)]);

        Assert.Equal((MoveOutcome.Moved, OrderOutcome.Decided), await _shards.AmendAsync(1, amendment));

        Assert.Equal((0, 2), (_shards.Held(1), _shards[1].Held(ScriptedShards.ProductOf(1), s_other)));
        Assert.Equal((2L, (1UL << near) | (1UL << far)),
            (_shards[far].Use(hands).Claimed, _shards[near].LedgersOf(ScriptedShards.Key(1))));
        _shards.Check();
        await _shards.RestartAsync();
        Assert.Equal(2, (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(1), ScriptedShards.Now))!
            .Slots.Sum(claim => claim.Units));
        Assert.Equal(OrderOutcome.Released,
            await _shards.Ledger.ReleaseAsync(ScriptedShards.Key(1), ScriptedShards.Now));
        Assert.Equal((0L, Spare), (_shards[far].Use(hands).Claimed,
            _shards[1].Available(ScriptedShards.ProductOf(1), s_other)));
        _shards.Check();
    }

    [Fact]
    public async Task What_others_take_between_two_shards_refuses_all_of_it()
    {
        await _shards.PlaceAsync(1, 0, 1, 2);
        var amendment = await _shards.ShortAsync(1, 0, 1, 2);
        _shards.Before = shard =>
        {
            if (_shards[0].HeldChanges().Length > 0 && shard == 2)
            {
                _shards.Before = null;
                _shards[2].Place(ScriptedShards.Key(9), ScriptedShards.Now,
                    [new(ScriptedShards.ProductOf(2), s_other, Spare - 1)], []);
            }
        };

        Assert.Equal((MoveOutcome.NotEnoughStock, OrderOutcome.Decided), await _shards.AmendAsync(1, amendment));

        CheckAsItWas();
        Assert.Equal([false], _shards.ToldOf(1).Select(change => change.IsShort));
        Assert.Equal(MoveOutcome.Changed, (await _shards.AmendAsync(2, amendment with { Seen = 1 })).Outcome);
    }

    [Fact]
    public async Task It_goes_elsewhere_unless_somebody_picks_it_in_any_shard()
    {
        await _shards.PlaceAsync(1, 0, 2);
        await _shards.PlaceAsync(2, 0, 2);
        await _shards.Ledger.PickAsync(ScriptedShards.Key(2), default, ScriptedShards.Now);
        foreach (var (order, outcome) in ((ulong, MoveOutcome)[])[(1, MoveOutcome.Moved), (2, MoveOutcome.Refused)])
        {
            var claims = (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(order), ScriptedShards.Now))!;
            var amendment = new OrderAmendment(ScriptedShards.Key(order), claims.Seen,
                Array.ConvertAll(claims.Lines, line => line with { Facility = s_other }), claims.Slots)
            {
                Ask = claims.Ask! with { Readdressed = new(2), Promised = ScriptedShards.Now },
            };
            Assert.Equal(outcome, (await _shards.AmendAsync(10 + order, amendment)).Outcome);
        }

        var found = await _shards.Ledger.FindAsync(ScriptedShards.Key(1), ScriptedShards.Now);
        Assert.Equal(new RegionId(2), found.Ask!.GoesTo);
        Assert.All(found.Claims, claim => Assert.Equal(s_other, claim.Facility));
        Assert.True(_shards.ToldOf(1).Last().IsReaddressed);
        _shards.Check();
    }

    // The process ends before a step of the change. Whether it was done by then; null where there is no such step.
    private async Task<bool?> StopAtAsync(int step)
    {
        await _shards.PlaceAsync(1, 0, 1, 2);
        var amendment = await _shards.ShortAsync(1, 0, 1);
        var isAcknowledged = true;
        _shards.Before = _ =>
        {
            if (--step == 0)
            {
                Enumerable.Range(0, ScriptedShards.Count).ToList().ForEach(_shards.Stop);
            }
        };
        try
        {
            Assert.Equal(MoveOutcome.Moved, (await _shards.AmendAsync(1, amendment)).Outcome);
        }
        catch (LedgerLogException)
        {
            isAcknowledged = false;
        }

        _shards.Before = null;
        await _shards.RestartAsync();
        var isDone = IsDone();
        Assert.True(!isAcknowledged || isDone);
        if (isDone)
        {
            CheckDone(0, 1);
        }
        else
        {
            CheckAsItWas();
        }

        Assert.Equal(isDone ? MoveOutcome.AlreadyMoved : MoveOutcome.Moved,
            (await _shards.AmendAsync(1, amendment)).Outcome);
        CheckDone(0, 1);
        Assert.Equal(1, _shards.ToldOf(1).Count(change => change.IsShort));
        return step > 0 ? null : isDone;
    }

    private bool IsDone() => Enumerable.Range(0, ScriptedShards.Count).Any(shard => _shards[shard].Has(new(1, 8)));

    private void CheckDone(params int[] shards)
    {
        foreach (var shard in shards)
        {
            Assert.Equal((0, 8, 2, Spare - 2), (_shards.Held(shard), _shards.Free(shard),
                _shards[shard].Held(ScriptedShards.ProductOf(shard), s_other),
                _shards[shard].Available(ScriptedShards.ProductOf(shard), s_other)));
            Assert.Empty(_shards[shard].HeldChanges());
        }

        _shards.Check();
    }

    private void CheckAsItWas()
    {
        for (var shard = 0; shard < ScriptedShards.Count; shard++)
        {
            Assert.Equal(2, _shards.Held(shard));
            Assert.Empty(_shards[shard].HeldChanges());
        }

        _shards.Check();
    }
}
