using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>When a departure is full, the next dearer one of the same hour is promised.</summary>
/// <remarks>The tiny shop has a second lane that leaves and arrives with the first, for 5.00 a parcel instead of 3.00:
/// as long as the first has room, the second is in no table.</remarks>
public sealed class RouteFollowerTests
{
    private static readonly DateOnly s_day = TinyShop.FirstDay;
    private static readonly Instant s_at = Instant.Of(s_day, minutes: 480);

    [Fact]
    public void What_a_full_departure_beat_is_promised_and_shipped_at_its_own_cost()
    {
        var (ledger, desk) = Open(new() { ParcelsPerDeparture = 2, SecondLaneCost = 5 });
        string[] codes = ["first", "second", "third", "fourth"];
        var paid = codes.Select(code => Paid(ledger, desk, code)).ToArray();
        Assert.Equal([paid[0], paid[0], paid[0] + 2, paid[0] + 2], paid);

        // Both take two.
        var fifth = Fulfill(ledger, desk, "fifth");
        Assert.Equal(PromiseReason.LaneFull, fifth.Offer!.WhyNotAsked);
        Assert.Equal(Speed.Standard, fifth.Speed);

        ledger.Release(OrderKey.Of("first"), s_at);
        Assert.Equal(paid[0], Paid(ledger, desk, "sixth"));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void A_table_changes_only_when_another_set_of_departures_is_full()
    {
        var (shop, ledger) = (new TinyShop { ParcelsPerDeparture = 2, SecondLaneCost = 5 }, new GoodsLedger());
        var follower = new RouteFollower(shop.Network, new(), s_day, 7);
        var whole = follower.Table;
        Assert.Same(whole, follower.Follow(ledger.Availability.Rooms));
        LaneSlots.OpenAhead(whole, ledger, s_day);
        Assert.Same(whole, follower.Follow(ledger.Availability.Rooms));
        var slot = Slot.Parcels(new(1), Instant.Of(s_day, 20 * 60).UnixMinutes);
        ledger.OpenSlot(slot, 0, s_at);
        var without = follower.Follow(ledger.Availability.Rooms);
        Assert.NotSame(whole, without);
        Assert.Same(whole, without.Whole);
        Assert.Equal(whole.Limits.Departures.ToHashSet(), without.Limits.Departures.ToHashSet());
        Assert.Same(without, follower.Follow(ledger.Availability.Rooms));
        ledger.OpenSlot(slot, 1, s_at);
        Assert.Same(whole, follower.Follow(ledger.Availability.Rooms));
    }

    /// <summary>Parcels that leave today would come on a day that is full: they come on the next one. The one that
    /// leaves tomorrow, which would come then, too, is full.</summary>
    [Fact]
    public void What_a_full_day_of_deliveries_beat_is_promised_and_claims_the_next_day()
    {
        var (ledger, desk) = Open(new() { ParcelsPerDeparture = 5, DeliveriesPerDay = 1 });
        var delivered = new[] { "first", "second" }.Select(code =>
        {
            var done = Fulfill(ledger, desk, code);
            ledger.OpenSlot(Slot.Parcels(new(1), Instant.Of(s_day.AddDays(1), 20 * 60).UnixMinutes), 0, s_at);
            return done.Shipments[0].Delivery.UtcDay;
        }).ToArray();
        Assert.Equal([s_day.AddDays(2), s_day.AddDays(3)], delivered);
        Assert.All(delivered, day => Assert.Equal(
            1, ledger.Use(Slot.Delivery(new(1), Instant.Of(day).UnixMinutes)).Claimed));
        Assert.Empty(LedgerAudit.Check(ledger));

        // Room again: as if nothing had been.
        ledger.Release(OrderKey.Of("first"), s_at);
        Assert.Equal(s_day.AddDays(2), Fulfill(ledger, desk, "third").Shipments[0].Delivery.UtcDay);
    }

    /// <summary>By hand: parcels come at 20:00, when one window ends and the next one begins. They fill the first, then
    /// the second, then nothing is delivered in two days; and a day may take less than its windows.</summary>
    [Fact]
    public void Windows_fill_one_after_another_and_the_day_with_them() => Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[1, 8]).Sample(
        (first, second, day, orders) =>
        {
            var (ledger, desk) = Open(new()
            {
                Windows = [new(new(1), 18 * 60, 20 * 60, 127, first), new(new(1), 20 * 60, 22 * 60, 127, second)],
                DeliveriesPerDay = day == 5 ? Region.Unlimited : day,
            });
            var fit = Math.Min(first + second, day == 5 ? int.MaxValue : day);
            for (var i = 0; i < orders; i++)
            {
                var done = Fulfill(ledger, desk, $"order {i}");
                Assert.Equal(i < fit, done.Speed == Speed.TwoDay && done.Shipments.Count > 0);
                Assert.All(done.Shipments, goods => Assert.True(goods.Delivery <= done.Promised));
            }

            int Claimed(Slot slot) => (int)ledger.Use(slot).Claimed;
            int At(int hour) => Instant.Of(s_day.AddDays(2), hour * 60).UnixMinutes;
            var taken = Math.Min(orders, fit);
            Assert.Equal(Math.Min(taken, first), Claimed(Slot.DeliveryWindow(new(1), At(18))));
            Assert.Equal(Math.Max(0, taken - first), Claimed(Slot.DeliveryWindow(new(1), At(20))));
            Assert.Equal(day == 5 ? 0 : taken, Claimed(Slot.Delivery(new(1), At(0))));
            Assert.Empty(LedgerAudit.Check(ledger));
        },
        iter: 100);

    [Fact]
    public void A_small_vehicle_is_full_only_when_nothing_is_left_of_what_it_takes()
    {
        var (shop, ledger) = (new TinyShop { KilogramsPerDeparture = 0.3 }, new GoodsLedger());
        var routes = new RouteFollower(shop.Network, new(), s_day, 7).Table;
        LaneSlots.OpenAhead(routes, ledger, s_day);
        Assert.Empty(FullDepartures.Of(routes, ledger.Availability.Rooms));
        var minute = Instant.Of(s_day, 20 * 60).UnixMinutes;
        ledger.OpenSlot(Slot.Weight(new(1), minute), 299, s_at);
        Assert.Equal([(new(1), minute)], FullDepartures.Of(routes, ledger.Availability.Rooms));
    }

    [Fact]
    public void A_departure_that_nobody_has_opened_is_not_full()
    {
        var (shop, ledger) = (new TinyShop { ParcelsPerDeparture = 2 }, new GoodsLedger());
        var follower = new RouteFollower(shop.Network, new(), s_day, 7);
        ledger.OpenSlot(Slot.Parcels(new(1), Instant.Of(s_day, 20 * 60).UnixMinutes), 2, s_at);
        Assert.False(ledger.Availability.Rooms.IsUnlimited);
        var whole = follower.Table;
        Assert.Same(whole, follower.Follow(ledger.Availability.Rooms));
    }

    private static decimal Paid(GoodsLedger ledger, OrderFulfillment desk, string code)
    {
        var done = Fulfill(ledger, desk, code);
        Assert.Equal(Speed.TwoDay, done.Speed);
        return (decimal)done.Paid.Micros / 1_000_000;
    }

    private static FulfilledOrder Fulfill(GoodsLedger ledger, OrderFulfillment desk, string code) => desk.Commit(
        ledger, desk.Hold(ledger, [new(code, new(1), s_at, Speed.TwoDay, [new(new(1), 1)])], s_at), s_at)[0];

    private static (GoodsLedger Ledger, OrderFulfillment Desk) Open(TinyShop shop)
    {
        var ledger = new GoodsLedger();
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(s_day), new(new(1), new(1), 100));
        var followers = new RouteFollowers(shop.Network, new(), s_day, s_day.AddDays(4), threads: 1);
        return (ledger, new(
            TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, shop.Facts, followers.Of, null));
    }
}
