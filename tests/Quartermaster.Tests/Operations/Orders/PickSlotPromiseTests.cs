using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>A center picks so many units a day: who comes too late is promised the next ship day, and nobody is
/// shipped to later than promised.</summary>
/// <remarks>The tiny shop's parcels leave at 20:00 and take two days, so an order of 8:00 is there on the second day if
/// it leaves today.</remarks>
public sealed class PickSlotPromiseTests
{
    private const int Stock = 100;

    private static readonly DateOnly s_day = TinyShop.FirstDay;
    private static readonly Instant s_at = Instant.Of(s_day, minutes: 480);

    [Fact]
    public void Where_the_ship_day_is_full_the_next_one_is_offered_and_the_slots_are_the_reason()
    {
        var (ledger, desk) = Open(perDay: 3);
        var done = Fulfill(desk, ledger, Order("first", 3), Order("second", 1));

        Assert.Equal((Speed.TwoDay, null), (done[0].Speed, done[0].Offer!.WhyNotAsked));
        Assert.Equal((Speed.Standard, PromiseReason.NoSlot), (done[1].Speed, done[1].Offer!.WhyNotAsked));
        Assert.Equal(done[0].Shipments[0].Delivery.PlusMinutes(1_440), done[1].Shipments[0].Delivery);
        Assert.Equal((3, 1), (Used(ledger, 0), Used(ledger, 1)));
        Assert.All(done, order => Assert.Null(order.Changed));
    }

    [Fact]
    public void An_order_that_no_day_has_room_for_is_refused_for_want_of_slots()
    {
        var (ledger, desk) = Open(perDay: 3);
        var done = Fulfill(desk, ledger, Order("large", 4))[0];

        Assert.Equal([new(new(1), 4, RefusalReason.NoSlot)], done.Refused);
        Assert.Equal(Stock, ledger.Available(new(1), new(1)));
    }

    /// <summary>The first-come rule by hand: two-day while today has room for the whole order.</summary>
    [Fact]
    public void Any_orders_are_in_time_and_in_room_and_two_day_exactly_while_today_has_room() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[1, 4].Array[1, 12]).Sample(
            (perDay, sizes) =>
            {
                var (ledger, desk) = Open(perDay);
                for (var i = 0; i < sizes.Length; i++)
                {
                    var hasRoom = Used(ledger, 0) + sizes[i] <= perDay;
                    var done = Fulfill(desk, ledger, Order($"order {i}", sizes[i]))[0];
                    Assert.Equal(hasRoom, done.Speed == Speed.TwoDay);
                    Assert.All(done.Shipments, goods => Assert.True(goods.Delivery <= done.Promised));
                    Assert.Null(done.Changed);
                }

                Assert.All(Enumerable.Range(-1, 16), ahead => Assert.InRange(Used(ledger, ahead), 0, perDay));
            },
            iter: 100);

    [Fact]
    public void An_offer_records_the_units_and_the_sequence_that_it_read()
    {
        var (ledger, desk) = Open(perDay: 50);
        var before = ledger.Sequence;
        var done = Fulfill(desk, ledger, Order("first", 3), Order("second", 2));

        Assert.Equal((before, new OfferedLine(new(1), 3, Stock)),
            (done[0].Offer!.Sequence, done[0].Offer!.Lines.Rows[0]));
        Assert.Equal((before + 1, new OfferedLine(new(1), 2, Stock - 3)),
            (done[1].Offer!.Sequence, done[1].Offer!.Lines.Rows[0]));
    }

    [Fact]
    public void Stock_that_has_gone_by_the_commit_changes_the_offer()
    {
        var (ledger, desk) = Open(perDay: 50);
        var held = desk.Hold(ledger, [Order("first", 3)], s_at);
        ledger.Count(EntryKey.Of("count", 0), s_at, new(new(1), new(1), 2));
        var done = desk.Commit(ledger, held, s_at)[0];

        Assert.Equal(
            (OrderOutcome.Cut, new ChangedOffer(RefusalReason.OutOfStock, null)), (done.Outcome, done.Changed));
        Assert.Equal((Speed.TwoDay, 0), (done.Speed, done.Shipments.Count));
    }

    [Fact]
    public void Slots_that_have_gone_by_the_commit_change_the_offer_to_the_next_ship_day()
    {
        var (ledger, desk) = Open(perDay: 50);
        var held = desk.Hold(ledger, [Order("first", 3)], s_at);
        ledger.OpenSlot(Slot.Pick(new(1), s_day), 2, s_at);
        var done = desk.Commit(ledger, held, s_at)[0];

        Assert.Equal(RefusalReason.NoSlot, done.Changed?.Because);
        Assert.Equal(
            (Speed.Standard, PromiseReason.NoSlot), (done.Changed!.Next!.Speed, done.Changed.Next.WhyNotAsked));
        Assert.Equal([RefusalReason.NoSlot], done.Refused.Select(line => line.Because));
        Assert.Empty(done.Shipments);
    }

    /// <summary>Two desks read the same last slots; who claims second gets nothing, and not a later day.</summary>
    [Fact]
    public void Who_claims_slots_that_another_desk_took_meanwhile_is_not_shipped_later_without_being_told()
    {
        var ledger = new GoodsLedger();
        var (one, other) = (Desk(ledger, perDay: 3), Desk(ledger, perDay: 3));
        CartLine[] cart = [new(new(1), 3)];
        foreach (var desk in (OrderDesk[])[one, other])
        {
            var offer = desk.Promise(new(new(1), s_at), cart)[(int)Speed.TwoDay - 1];
            desk.Source(new(new(1), s_at, offer.Promised), cart);
        }

        Assert.Equal(OrderOutcome.Decided, one.Claim(ledger, new(1, 1), s_at));
        var free = ledger.Available(new(1), new(1));
        Assert.Equal(OrderOutcome.SlotFull, other.Claim(ledger, new(1, 2), s_at));
        Assert.Equal((free, 3, 0), (ledger.Available(new(1), new(1)), Used(ledger, 0), Used(ledger, 1)));
        Assert.False(other.Promise(new(new(1), s_at), cart)[(int)Speed.TwoDay - 1].IsOffered);
    }

    [Fact]
    public void The_price_of_hands_on_the_ship_day_is_told_and_not_paid()
    {
        var ledger = new GoodsLedger();
        Supply(ledger);
        var shop = new TinyShop();
        var facts = FactsOf(shop, perDay: 50);
        PickSlots.OpenAhead(facts.Centers, facts.Capacities, ledger, s_day);
        var drafts = new OrderDrafts(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, facts);
        var routes = shop.Routes.Of(s_day);
        drafts.Open(routes, ledger.Availability, null);
        var free = Assert.Single(drafts.Draft(Order("free", 3)).Shipments);
        drafts.Open(routes, ledger.Availability, null, new([1.25, 0], s_day, 2));
        var priced = Assert.Single(drafts.Draft(Order("priced", 3)).Shipments);

        Assert.Equal((0, 3_750_000), (free.Hands.Micros, priced.Hands.Micros));
        Assert.Equal(free, priced with { Hands = default });
    }

    private static FulfilledOrder[] Fulfill(OrderFulfillment desk, GoodsLedger ledger, params CustomerOrder[] orders) =>
        desk.Commit(ledger, desk.Hold(ledger, orders, s_at), s_at);

    private static (GoodsLedger Ledger, OrderFulfillment Desk) Open(int perDay)
    {
        var ledger = new GoodsLedger();
        Supply(ledger);
        var shop = new TinyShop();
        return (ledger, new(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, FactsOf(shop, perDay),
            (day, _) => shop.Routes.Of(day), null));
    }

    private static OrderDesk Desk(GoodsLedger ledger, int perDay)
    {
        Supply(ledger);
        var shop = new TinyShop();
        var facts = FactsOf(shop, perDay);
        PickSlots.OpenAhead(facts.Centers, facts.Capacities, ledger, s_day);
        var desk = new OrderDesk(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, facts);
        desk.Open(shop.Routes.Of(s_day), ledger.Availability, null);
        return desk;
    }

    private static CompanyFacts FactsOf(TinyShop shop, int perDay) => shop.Facts with
    {
        Capacities = new([new(new(1), Resource.Outbound, StorageClass.Bin, s_day.AddDays(-9), perDay, perDay)]),
    };

    private static Outcome Supply(GoodsLedger ledger) =>
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(s_day), new(new(1), new(1), Stock));

    private static CustomerOrder Order(string code, int units) =>
        new(code, new(1), s_at, Speed.TwoDay, [new(new(1), units)]);

    private static int Used(GoodsLedger ledger, int ahead) =>
        (int)ledger.Use(Slot.Pick(new(1), s_day.AddDays(ahead))).Claimed;
}
