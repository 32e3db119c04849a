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
}
