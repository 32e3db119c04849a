using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders.Changes;

/// <summary>Units that were not found leave no room unused: the tiny shop's departures take one parcel.</summary>
public sealed class ShortRoomTests
{
    private static readonly DateOnly s_day = TinyShop.FirstDay;
    private static readonly Instant s_at = Instant.Of(s_day, minutes: 480);

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(2, 1, 2)]
    public void Room_is_free_again_where_nothing_of_the_order_leaves_any_more(int units, int parcels, int used)
    {
        var (shop, ledger) = (new TinyShop { ParcelsPerDeparture = 1 }, new GoodsLedger());
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(s_day), new(new(1), new(1), 100));
        var desk = new OrderFulfillment(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, shop.Facts,
            (day, _) => shop.Routes.Of(day), null);
        var order = new CustomerOrder("o", new(1), s_at, Speed.TwoDay, [new(new(1), units)]);
        Assert.True(desk.Commit(ledger, desk.Hold(ledger, [order], s_at), s_at)[0].Outcome.IsAccepted());
        var (room, hands) = (Slot.Parcels(new(1), Instant.Of(s_day, 20 * 60).UnixMinutes), Slot.Pick(new(1), s_day));
        Assert.Equal((1, units), (ledger.Use(room).Claimed, ledger.Use(hands).Claimed));

        var claims = ledger.ClaimsToAmend(order.Key)!;
        var plan = new OrderChangeDesk(new OrdersEngine(new()), new(new()), shop.Facts.ShipTerms, pickMinutes: 60)
            .Short(order.Key, claims, [claims.Lines[0] with { Units = 1 }], GoodsState.Lost,
                new(shop.Routes.Of(s_day), ledger.Availability, s_at));

        Assert.Equal(MoveOutcome.Moved, ledger.AmendOrder(new(77, 1), s_at, plan.Amendment!));
        Assert.Equal((parcels, used), (ledger.Use(room).Claimed, ledger.Use(hands).Claimed));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void Of_an_order_of_which_a_part_has_left_all_that_waits_may_be_missing()
    {
        var (shop, ledger, order) = (new TinyShop(), new GoodsLedger(), new OrderKey(7, 1));
        var room = Slot.Parcels(new(1), Instant.Of(s_day, 20 * 60).UnixMinutes);
        ledger.OpenSlot(room, 5, s_at);
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(s_day), new(new(1), new(1), 2));
        ledger.Count(EntryKey.Of("opening", 1), Instant.Of(s_day), new(new(1), new(2), 1));
        ledger.Place(order, s_at, [new(new(1), new(1), 2), new(new(1), new(2), 1)], [new(room, 1)]);
        ledger.Ask(order, new(new(1), Instant.Of(s_day.AddDays(2)), Speed.TwoDay, new([new(new(1), 3)])));
        Assert.Equal(OrderOutcome.Decided, ledger.Ship(order, new(2), s_at));

        var claims = ledger.ClaimsToAmend(order)!;
        var plan = new OrderChangeDesk(new OrdersEngine(new()), new(new()), shop.Facts.ShipTerms, pickMinutes: 60)
            .Short(order, claims, claims.Lines, GoodsState.Lost,
                new(shop.Routes.Of(s_day), ledger.Availability, s_at));

        Assert.True(claims.HasLeft);
        Assert.Equal([new(new(1), new(1), 2)], claims.Lines);
        Assert.Equal(MoveOutcome.Moved, ledger.AmendOrder(new(77, 1), s_at, plan.Amendment!));
        Assert.Equal((0, 0), (ledger.Held(new(1), new(1)), ledger.Available(new(1), new(1))));
        Assert.Equal(OrderOutcome.Shipped, ledger.StateOf(order));
        Assert.Empty(LedgerAudit.Check(ledger));
    }
}
