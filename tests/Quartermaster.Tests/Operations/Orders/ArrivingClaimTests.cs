using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Orders claim what is there as stock and what is on its way as slots, each unit once.</summary>
/// <remarks>The tiny shop's parcels leave at 20:00 and take two days.</remarks>
public sealed class ArrivingClaimTests
{
    private const float Share = 0.9f;

    private static readonly DateOnly s_day = TinyShop.FirstDay;
    private static readonly Instant s_at = Instant.Of(s_day, minutes: 480);
    private static readonly Slot s_slot = Slot.Arrival(new(1), new(1));

    // Of the next day.
    private static readonly int s_comes = Instant.Of(s_day.AddDays(1)).UnixMinutes;

    [Theory]
    [InlineData(3, 3, 0, 0)]
    [InlineData(4, 3, 1, 1)]
    [InlineData(8, 3, 5, 1)]
    public void What_is_there_is_claimed_first_and_the_rest_of_what_comes(int units, int here, int waiting, int days)
    {
        var (ledger, desk) = Open(stock: 3, comes: 5);
        var order = Order("o", units);
        var done = Fulfill(desk, ledger, order)[0];

        Assert.Equal(OrderOutcome.Decided, done.Outcome);
        Assert.Equal((units, waiting), (done.Shipments[0].Units, done.Shipments[0].Arriving));
        Assert.Equal([new(new(1), new(1), here)], ledger.ClaimsOf(order.Key));
        Assert.Equal(waiting, ledger.Use(s_slot).Claimed);
        Assert.Equal(5 - waiting, ledger.Availability.Arrivals.Of(s_slot));

        // Picked on the day on which all of it is there, and promised for no sooner.
        Assert.Equal(units, ledger.Use(Slot.Pick(new(1), s_day.AddDays(days))).Claimed);
        Assert.Equal(Instant.Of(s_day.AddDays(days + 2)).UtcDay, done.Shipments[0].Delivery.UtcDay);
        Assert.True(done.Shipments[0].Delivery <= done.Promised);
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void More_than_is_there_and_comes_is_out_of_stock_and_without_arrivals_what_comes_is_too()
    {
        var (ledger, desk) = Open(stock: 3, comes: 5);
        Assert.Equal(RefusalReason.OutOfStock, Fulfill(desk, ledger, Order("o", 9))[0].Refused[0].Because);
        var (bare, none) = Open(stock: 3, comes: null);
        Assert.Equal(RefusalReason.OutOfStock, Fulfill(none, bare, Order("o", 4))[0].Refused[0].Because);
    }

    [Fact]
    public void Two_orders_never_wait_for_one_unit_and_a_cancelled_one_gives_it_back()
    {
        var (ledger, desk) = Open(stock: 3, comes: 5);
        CustomerOrder[] orders = [Order("1", 2), Order("2", 5), Order("3", 2)];
        var done = Fulfill(desk, ledger, orders);
        Assert.Equal([0, 4, 0], done.Select(one => one.Shipments.Sum(goods => goods.Arriving)));
        Assert.Equal(RefusalReason.OutOfStock, done[2].Refused[0].Because);
        ledger.Release(orders[1].Key, s_at);
        Assert.Equal(5, ledger.Availability.Arrivals.Of(s_slot));
        Assert.Equal(1, Fulfill(desk, ledger, Order("4", 2))[0].Shipments.Sum(goods => goods.Arriving));
    }

    /// <summary>As long as units are there or come; of each order the stock first. One slot per product, so by hand.
    /// </summary>
    [Fact]
    public void Orders_of_any_sizes_are_taken_while_there_is_enough() => Gen.Select(
        Gen.Int[1, 9], Gen.Int[0, 9], Gen.Int[1, 5].Array[1, 9]).Sample(
        (stock, comes, sizes) =>
        {
            var (ledger, desk) = Open(stock, comes);
            var (here, coming) = (stock, comes);
            for (var i = 0; i < sizes.Length && here > 0; i++)
            {
                var done = Fulfill(desk, ledger, Order($"order {i}", sizes[i]))[0];
                var isTaken = here + coming >= sizes[i];
                var wait = isTaken ? Math.Max(0, sizes[i] - here) : 0;
                Assert.Equal(isTaken, done.Outcome == OrderOutcome.Decided);
                Assert.Equal(wait, done.Shipments.Sum(goods => goods.Arriving));
                (here, coming) = (here - (isTaken ? sizes[i] - wait : 0), coming - wait);
                Assert.Equal((here, coming), (ledger.Available(new(1), new(1)), comes - ledger.Use(s_slot).Claimed));
            }

            Assert.Empty(LedgerAudit.Check(ledger));
        },
        iter: 300);

    /// <summary>Orders, refusals, entries: everything.</summary>
    [Fact]
    public void Where_nothing_arrives_all_is_as_without() => Gen.Select(
        Gen.Int[0, 9], Gen.Int[1, 5].Array[1, 9]).Sample(
        (stock, sizes) =>
        {
            var (one, other) = (Open(stock, comes: null), Open(stock, comes: 0));
            var orders = sizes.Select((size, i) => Order($"order {i}", size)).ToArray();
            Assert.Equivalent(Fulfill(one.Desk, one.Ledger, orders), Fulfill(other.Desk, other.Ledger, orders), true);
            Assert.Equal(LedgerSnapshot.Of(one.Ledger), LedgerSnapshot.Of(other.Ledger));
        },
        iter: 100);

    [Fact]
    public void What_is_not_expected_any_more_can_be_claimed_by_nobody()
    {
        var (ledger, _) = Open(stock: 3, comes: 5);
        ArrivalSlots.Open(ledger, Goods(ledger.Availability.Arrivals, 5), s_at);
        Assert.Equal(5, ledger.Use(s_slot).Limit);
        ArrivalSlots.Open(ledger, Goods(ledger.Availability.Arrivals, 4), s_at);
        Assert.Equal(4, ledger.Use(s_slot).Limit);
        ArrivalSlots.Open(ledger, null, s_at);
        Assert.Equal(0, ledger.Use(s_slot).Limit);
        Assert.Equal([s_slot], ledger.Availability.Arrivals.Open());
    }

    private static ArrivingGoods Goods(LiveRooms free, int units) =>
        new(units == 0 ? [] : [new Arrival(new(1), new(1), s_comes, units)], free, Share);

    private static CustomerOrder Order(string code, int units) => new(code, new(1), s_at, null, [new(new(1), units)]);

    private static FulfilledOrder[] Fulfill(OrderFulfillment desk, GoodsLedger ledger, params CustomerOrder[] orders) =>
        desk.Commit(ledger, desk.Hold(ledger, orders, s_at), s_at);

    private static (GoodsLedger Ledger, OrderFulfillment Desk) Open(int stock, int? comes)
    {
        var (ledger, shop) = (new GoodsLedger(), new TinyShop());
        OpeningStock.Post(ledger, new(
        [
            .. stock == 0 ? (Stock[])[] : [new(new(1), default, new(1), StockState.OnHand, stock)],
            .. comes is null or 0 ? (Stock[])[] : [new(new(1), default, new(1), StockState.OnOrder, comes.Value)],
        ]), "opening", Instant.Of(s_day));
        return (ledger, new(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, shop.Facts,
            (day, _) => shop.Routes.Of(day), null, arrivalsOf: comes is null ? null
                : (_, free) => Goods(free, comes.Value)));
    }
}
