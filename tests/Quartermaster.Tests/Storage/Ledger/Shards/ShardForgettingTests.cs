using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;
using Xunit;
using static Quartermaster.Tests.Storage.Ledger.Shards.ScriptedShards;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>What several shards forget of old orders, all of them, and what comes meanwhile.</summary>
public sealed class ShardForgettingTests
{
    private const int Weeks = 8;
    private const int PerDay = 12;
    private const int DaysKept = 7;

    private readonly ScriptedShards _shards = new();

    [Fact]
    public async Task Over_weeks_no_more_orders_are_remembered_than_of_the_days_that_are_kept()
    {
        var most = 0;
        for (var day = 0; day < 7 * Weeks; day++)
        {
            var at = Now.PlusMinutes(1_440 * day);
            for (var i = 0; i < PerDay; i++)
            {
                await LiveAsync((ulong)((day * PerDay) + i), at, i);
            }

            await _shards.Ledger.SettleAsync(at.PlusMinutes(30));
            await _shards.Ledger.ForgetAsync(at.UtcDay.AddDays(1 - DaysKept));
            most = Math.Max(most, _shards.Ledger.RememberedOrders);
            Assert.Equal(HomeOrders(), _shards.Ledger.RememberedOrders);
        }

        Assert.InRange(most, DaysKept * PerDay / 2, DaysKept * PerDay);
        _shards.Check();
        await _shards.RestartAsync();
        Assert.Equal(HomeOrders(), _shards.Ledger.RememberedOrders);
    }

    [Fact]
    public async Task An_order_that_never_was_is_not_remembered()
    {
        await _shards.Ledger.PlaceAsync(new NewOrder(Order(1, 4, 0, 2), Now.PlusMinutes(5)));
        _shards[0].WithdrawPart(Key(1), Now);
        Assert.Equal(OrderOutcome.Unknown, await _shards.Ledger.DecideAsync(Key(1), Now));
        Assert.Equal((0, 0), (_shards.Ledger.RememberedOrders, HomeOrders()));
    }

    /// <summary>The same code comes again, elsewhere, at any moment while the shards forget.</summary>
    [Fact]
    public async Task An_order_that_comes_again_while_its_code_is_forgotten_is_known_from_then_on()
    {
        var (placed, refused) = (0, 0);
        for (var moment = 1; moment <= 12; moment++)
        {
            var shards = new ScriptedShards();
            await shards.Ledger.PlaceAsync(Order(1, 2, 0, 1));
            await shards.Ledger.ShipAsync(Key(1), default, Now);
            var (calls, again) = (0, Order(1, 3, 1, 2) with { At = Now.PlusMinutes(1_440) });
            Task<OrderOutcome>? answer = null;
            shards.Before = _ =>
            {
                if (++calls == moment)
                {
                    shards.Before = null;
                    answer = shards.Ledger.PlaceAsync(again).AsTask();
                }
            };
            await shards.Ledger.ForgetAsync(Now.UtcDay.AddDays(1));
            shards.Before = null;
            var outcome = await (answer ?? shards.Ledger.PlaceAsync(again).AsTask());
            if (outcome == OrderOutcome.OtherContent)
            {
                // It came before its code was forgotten.
                refused++;
                outcome = await shards.Ledger.PlaceAsync(again);
            }

            placed += answer is not null && outcome == OrderOutcome.Decided ? 1 : 0;
            Assert.Equal(OrderOutcome.Decided, outcome);
            Assert.Equal((OrderOutcome.Decided, 1),
                (await shards.Ledger.StateOfAsync(Key(1)), shards.Ledger.RememberedOrders));
            Assert.Equal((3, 3), (shards.Held(1), shards.Held(2)));
            shards.Check();
        }

        // Or it would prove nothing.
        Assert.InRange(placed, 3, 12);
        Assert.InRange(refused, 1, 11);
    }

    // Of two shards or three: shipped, given up, left to end, and refused in turn.
    private async Task LiveAsync(ulong number, Instant at, int kind)
    {
        int[] shards = kind % 3 == 0 ? [0, 1, 2] : [kind % 3, 0];
        var order = Order(number, kind % 4 == 3 ? Units + 100 : 1, shards) with { At = at };
        if (kind % 4 == 2)
        {
            await _shards.Ledger.PlaceAsync(new NewOrder(order, at.PlusMinutes(5)));
            return;
        }

        await _shards.Ledger.PlaceAsync(order);
        if (kind % 4 == 0)
        {
            await _shards.Ledger.ReleaseAsync(order.Order, at);
        }
        else if (kind % 4 == 1)
        {
            await _shards.Ledger.ShipAsync(order.Order, default, at);
            foreach (var shard in shards)
            {
                _shards[shard].Count(new(9, number), at, new(ProductOf(shard), new(1), Units));
            }
        }
    }

    private int HomeOrders() => Enumerable.Range(0, Count).Sum(shard => _shards[shard].HomeOrders().Count());
}
