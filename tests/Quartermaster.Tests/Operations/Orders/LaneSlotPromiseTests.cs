using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>A departure, and a region's delivery day, take so much: who comes too late is promised the next one, and
/// nothing is sold twice.</summary>
/// <remarks>The tiny shop's parcels leave at 20:00 and take two days; each order of it is one parcel.</remarks>
public sealed class LaneSlotPromiseTests
{
    private const int Stock = 100;
    private const int Grams = 500;

    private static readonly DateOnly s_day = TinyShop.FirstDay;
    private static readonly Instant s_at = Instant.Of(s_day, minutes: 480);

    /// <summary>The first-come rule by hand, whichever of the limits binds.</summary>
    [Fact]
    public void Two_day_exactly_while_the_departure_and_the_delivery_day_have_room() => Gen.Select(
        Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[1, 4].Array[1, 9]).Sample(
        (parcels, units, deliveries, sizes) =>
        {
            // Limits of weight go by units, 0 to 9 of them; 4 parcels or deliveries stand for none.
            var shop = Shop(parcels, units, deliveries);
            var (ledger, desk) = Open(shop);
            var (sent, weight) = (0, 0);
            for (var i = 0; i < sizes.Length; i++)
            {
                var hasRoom = (parcels == 4 || sent < parcels) && (deliveries == 4 || sent < deliveries)
                    && weight + sizes[i] <= units;
                var done = Fulfill(desk, ledger, new CustomerOrder(
                    $"order {i}", new(1), s_at, Speed.TwoDay, [new(new(1), sizes[i])]))[0];
                Assert.Equal(hasRoom, done.Speed == Speed.TwoDay && done.Shipments.Count > 0);
                Assert.True(hasRoom || done.Refused.Count > 0
                    || done.Offer!.WhyNotAsked == PromiseReason.LaneFull, "Room was the reason.");
                Assert.All(done.Shipments, goods => Assert.True(goods.Delivery <= done.Promised));
                (sent, weight) = hasRoom ? (sent + 1, weight + sizes[i]) : (sent, weight);
            }

            Assert.Empty(LedgerAudit.Check(ledger));
            var routes = shop.Routes.Of(s_day);
            foreach (var (lane, minute) in routes.Limits.Departures)
            {
                Assert.InRange(ledger.Use(Slot.Parcels(lane, minute)).Claimed, 0, parcels);
                Assert.InRange(ledger.Use(Slot.Weight(lane, minute)).Claimed, 0, (long)units * Grams);
            }
        },
        iter: 300);

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void An_order_of_several_parcels_is_promised_only_where_the_departure_takes_all(int units, bool hasRoom)
    {
        // Two units a parcel, two parcels a departure.
        var (ledger, desk) = Open(Shop(parcels: 2, units: 9, deliveries: 4) with { MaxParcelGrams = 2 * Grams });
        var done = Fulfill(desk, ledger, new CustomerOrder("o", new(1), s_at, Speed.TwoDay, [new(new(1), units)]))[0];
        Assert.Equal(hasRoom ? Speed.TwoDay : null, done.Speed);
        Assert.Equal(hasRoom ? [] : [RefusalReason.LaneFull], done.Refused.Select(line => line.Because));
    }

    [Fact]
    public void A_cancelled_order_gives_its_room_back()
    {
        var (ledger, desk) = Open(Shop(parcels: 1, units: 9, deliveries: 4));
        CustomerOrder Order(string code) => new(code, new(1), s_at, Speed.TwoDay, [new(new(1), 1)]);
        var first = Order("first");
        Assert.Equal(Speed.TwoDay, Fulfill(desk, ledger, first)[0].Speed);
        Assert.Equal(PromiseReason.LaneFull, Fulfill(desk, ledger, Order("second"))[0].Offer!.WhyNotAsked);
        ledger.Release(first.Key, s_at);
        Assert.Equal(Speed.TwoDay, Fulfill(desk, ledger, Order("third"))[0].Speed);
    }

    [Fact]
    public void Departures_of_days_past_are_closed_and_stay_closed()
    {
        var (shop, ledger) = (Shop(parcels: 1, units: 9, deliveries: 4), new GoodsLedger());
        LaneSlots.OpenAhead(shop.Routes.Of(s_day), ledger, s_day);
        var slot = Slot.Parcels(new(1), Instant.Of(s_day, 20 * 60).UnixMinutes);
        Assert.Equal(1, ledger.Use(slot).Limit);
        LaneSlots.OpenAhead(shop.Routes.Of(s_day.AddDays(4)), ledger, s_day.AddDays(4));
        Assert.Equal(0, ledger.Use(slot).Limit);
        LaneSlots.OpenAhead(shop.Routes.Of(s_day), ledger, s_day.AddDays(4));
        Assert.Equal(0, ledger.Use(slot).Limit);
    }

    private static TinyShop Shop(int parcels, int units, int deliveries) => new()
    {
        ParcelsPerDeparture = parcels == 4 ? Lane.Unlimited : parcels,
        KilogramsPerDeparture = units * Grams / 1e3,
        DeliveriesPerDay = deliveries == 4 ? Region.Unlimited : deliveries,
    };

    private static FulfilledOrder[] Fulfill(OrderFulfillment desk, GoodsLedger ledger, params CustomerOrder[] orders) =>
        desk.Commit(ledger, desk.Hold(ledger, orders, s_at), s_at);

    private static (GoodsLedger Ledger, OrderFulfillment Desk) Open(TinyShop shop)
    {
        var ledger = new GoodsLedger();
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(s_day), new(new(1), new(1), Stock));
        var terms = shop.Facts.ShipTerms.Rows.ToArray();
        terms[1] = terms[1] with { WeightGrams = Grams };
        return (ledger, new(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) },
            shop.Facts with { ShipTerms = new(terms) }, (day, _) => shop.Routes.Of(day), null));
    }
}
