using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;
using Quartermaster.Tests.Evaluation.Simulation;
using Quartermaster.Tests.Storage.Ledger;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Orders that were held and not committed: the process was killed in between, or took too long.</summary>
public sealed class HoldExpiryTests
{
    private const int Units = 10;

    // Long after the orders were placed, as where a file of last year is fulfilled.
    private static readonly Instant s_now = Instant.Of(TinyShop.FirstDay.AddDays(200));

    private static readonly CustomerOrder s_all = Order("all", Units);

    [Fact]
    public async Task Killed_after_the_hold_and_late_again_the_goods_are_free_and_the_order_is_refused_with_its_reason()
    {
        using var folder = new TemporaryLedger();
        await using (var durable = DurableLedger.Open(folder.File))
        {
            await durable.DoAsync(Supply);
            var held = await durable.DoAsync(goods => Desk().Hold(goods, [s_all], s_now));
            Assert.Equal(OrderOutcome.Held, held[0].Outcome);
            Assert.Equal(0, durable.Availability[new(1), new(1)]);
        }

        await using var again = DurableLedger.Open(folder.File);
        var later = s_now.PlusMinutes(OrderFulfillment.HoldMinutes);
        var block = await again.DoAsync(goods => Desk().Hold(goods, [s_all, Order("other", Units)], later));
        var done = await again.DoAsync(goods => Desk().Commit(goods, block, later));

        Assert.Equal((OrderOutcome.Expired, OrderOutcome.Decided), (done[0].Outcome, done[1].Outcome));
        Assert.Equal([new(new(1), Units, RefusalReason.HoldEnded)], done[0].Refused);
        Assert.Equal(new(RefusalReason.HoldEnded, null), done[0].Changed); // Routes do not reach so far.
        Assert.Empty(done[0].Shipments);
        Assert.Equal(Units, done[1].Shipments.Sum(goods => goods.Units));
        Assert.Empty(await again.DoAsync(LedgerAudit.Check));
    }

    [Fact]
    public async Task Killed_after_the_hold_and_back_in_time_the_order_is_committed()
    {
        using var folder = new TemporaryLedger();
        await using (var durable = DurableLedger.Open(folder.File))
        {
            await durable.DoAsync(Supply);
            await durable.DoAsync(goods => Desk().Hold(goods, [s_all], s_now));
        }

        await using var again = DurableLedger.Open(folder.File);
        var later = s_now.PlusMinutes(OrderFulfillment.HoldMinutes - 1);
        var block = await again.DoAsync(goods => Desk().Hold(goods, [s_all, Order("other", 1)], later));
        var done = await again.DoAsync(goods => Desk().Commit(goods, block, later));

        Assert.Equal((OrderOutcome.Decided, true), (done[0].Outcome, done[0].IsRepeated));
        Assert.Equal([new(new(1), 1, RefusalReason.OutOfStock)], done[1].Refused);
        Assert.Equal(Units, await again.DoAsync(goods => goods.Held(new(1), new(1))));
    }

    [Fact]
    public void A_commit_that_comes_after_the_hold_has_ended_ships_nothing_and_frees_the_goods()
    {
        var ledger = new GoodsLedger();
        Supply(ledger);
        var held = Desk().Hold(ledger, [s_all], s_now);
        var done = Desk().Commit(ledger, held, s_now.PlusMinutes(OrderFulfillment.HoldMinutes))[0];

        Assert.Equal((OrderOutcome.Expired, RefusalReason.HoldEnded), (done.Outcome, done.Refused[0].Because));
        Assert.Empty(done.Shipments);
        Assert.Equal(Units, ledger.Available(new(1), new(1)));
    }

    [Fact]
    public void Where_routes_reach_the_late_commit_is_offered_anew_from_now()
    {
        var ledger = new GoodsLedger();
        Supply(ledger);
        var desk = Desk();
        var held = desk.Hold(ledger, [s_all], s_all.At);
        var nextDay = s_all.At.PlusMinutes(1_440);
        var done = desk.Commit(ledger, held, nextDay)[0];

        Assert.Equal((held[0].Offer, RefusalReason.HoldEnded), (done.Offer, done.Changed?.Because));
        var next = done.Changed!.Next!;
        Assert.Equal(held[0].Promised.PlusMinutes(1_440), next.Promised);
        Assert.Equal(new OfferedLine(new(1), Units, Units), next.Lines.Rows[0]);
        Assert.InRange(next.Sequence, held[0].Offer!.Sequence + 1, long.MaxValue);
        Assert.Equal(Units, ledger.Available(new(1), new(1))); // An offer is a quote: it holds nothing.
    }

    [Fact]
    public void An_order_placed_ahead_of_the_clock_is_held_from_its_own_instant()
    {
        var ledger = new GoodsLedger();
        Supply(ledger);
        var early = Instant.Of(TinyShop.FirstDay.AddDays(-30));
        var held = Desk().Hold(ledger, [s_all], early);

        Assert.Equal(OrderOutcome.Held, held[0].Outcome);
        Assert.Equal(OrderOutcome.Decided, Desk().Commit(ledger, held, early)[0].Outcome);
    }

    private static OrderFulfillment Desk()
    {
        var shop = new TinyShop();
        return new(TinyShop.UpTo(0), shop.Facts, (day, _) => shop.Routes.Of(day), null);
    }

    private static CustomerOrder Order(string code, int units) =>
        new(code, new(1), Instant.Of(TinyShop.FirstDay, minutes: 480), null, [new(new(1), units)]);

    private static Outcome Supply(GoodsLedger ledger) =>
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(TinyShop.FirstDay), new(new(1), new(1), Units));
}
