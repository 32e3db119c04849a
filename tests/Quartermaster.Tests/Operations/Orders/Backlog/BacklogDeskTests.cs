using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Backlog;
using Quartermaster.Tests.Fulfillment.Orders;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>Laws of looking at the open orders of a ledger again, and small ledgers against every assignment.</summary>
public sealed class BacklogDeskTests
{
    [Fact]
    public void No_promise_is_broken_no_unit_changes_and_what_is_saved_is_what_the_ledger_shows()
    {
        var (moved, rescued, groups, left) = (0, 0, 0, 0);
        BacklogStories.Any.Sample(
            story =>
            {
                var goods = story.Orders.ToDictionary(
                    order => order, order => BacklogJudge.GoodsOf(story.Ledger, order));
                var states = story.Orders.ToDictionary(order => order, order => story.Ledger.StateOf(order));
                var before = story.Ledger.Unpicked();
                var costs = before.ToDictionary(order => order.Order, order => BacklogJudge.CostOf(story, order));

                var report = story.Desk.Run(story.Ledger, story.Routes, story.Now);

                Assert.Empty(LedgerAudit.Check(story.Ledger));
                Assert.All(goods, pair => Assert.Equal(pair.Value, BacklogJudge.GoodsOf(story.Ledger, pair.Key)));
                Assert.All(states, pair => Assert.Equal(pair.Value, story.Ledger.StateOf(pair.Key)));
                var after = story.Ledger.Unpicked().ToDictionary(order => order.Order);
                var saved = 0L;
                foreach (var order in before)
                {
                    var cost = BacklogJudge.CostOf(story, after[order.Order]);
                    var isMoved = report.Moved.Any(one => one.Order == order.Order);
                    Assert.Equal(isMoved, order.Seen != after[order.Order].Seen);

                    // In time before, in time after; whoever moves is in time.
                    Assert.True(cost is not null || (costs[order.Order] is null && !isMoved));
                    saved += costs[order.Order] is { } was && cost is { } now ? was - now : 0;
                }

                var twice = report.Moved.Where(one => !one.IsRescued
                    && report.Moved.Any(other => other.IsRescued && other.Order == one.Order));
                Assert.Equal(saved, report.Saved.Micros - twice.Sum(one => one.Saved.Micros));
                Assert.True(report.Saved.Micros >= 0 || report.Rescued > 0);
                Assert.Equal(before.Length, report.Open);
                Assert.Equal(report.LookedAt + report.Left.Values.Sum(), report.Open);
                Assert.Empty(report.Stayed);
                Assert.Equal(report.LookedAt,
                    report.Kept + report.Moved.Select(one => one.Order).Distinct().Count());
                Assert.All(report.Moved, one => Assert.True(!one.HasSameGoods || one.HasSameCenters));
                Interlocked.Add(ref moved, report.Moved.Count);
                Interlocked.Add(ref rescued, report.Rescued);
                Interlocked.Add(ref groups, report.Moved.Count > report.Rescued + 1 ? 1 : 0);
                Interlocked.Add(ref left, report.Left.Values.Sum());
            },
            iter: 2_500);

        // Or nothing would have been tried.
        Assert.InRange(moved, 100, int.MaxValue);
        Assert.InRange(rescued, 10, int.MaxValue);
        Assert.InRange(groups, 3, int.MaxValue);
        Assert.InRange(left, 100, int.MaxValue);
    }

    [Fact]
    public void Steps_can_be_taken_twice_and_in_any_order_and_each_by_itself()
    {
        var taken = 0;
        BacklogStories.Any.Sample(
            story =>
            {
                var decision = Decide(story);
                var state = LedgerSnapshot.Of(story.Ledger);
                for (var only = 0; only < decision.Steps.Count; only++)
                {
                    var alone = LedgerSnapshot.Read(state);
                    Assert.Equal([MoveOutcome.Moved], decision.Apply(alone, only, 1, story.Now));
                    Assert.Empty(LedgerAudit.Check(alone));
                    Interlocked.Increment(ref taken);
                }

                var last = LedgerSnapshot.Read(state);
                for (var step = decision.Steps.Count - 1; step >= 0; step--)
                {
                    Assert.Equal([MoveOutcome.Moved], decision.Apply(last, step, 1, story.Now));
                }

                var done = LedgerSnapshot.Of(last);
                Assert.All(decision.Apply(last, 0, decision.Steps.Count, story.Now),
                    outcome => Assert.Equal(MoveOutcome.AlreadyMoved, outcome));
                Assert.Equal(done, LedgerSnapshot.Of(last));
            },
            iter: 800);
        Assert.InRange(taken, 30, int.MaxValue);
    }

    [Fact]
    public void What_has_changed_meanwhile_stays_as_it_is()
    {
        var (changed, short_, full) = (0, 0, 0);
        Gen.Select(BacklogStories.Any, Gen.Int[0, 4]).Sample(
            (story, what) =>
            {
                var decision = Decide(story);
                foreach (var (step, index) in decision.Steps.Select((step, index) => (step, index)))
                {
                    var ledger = LedgerSnapshot.Read(LedgerSnapshot.Of(story.Ledger));
                    Disturb(ledger, step.Orders[0], what, story.Now);
                    var state = LedgerSnapshot.Of(ledger);
                    var outcome = decision.Apply(
                        ledger, index, 1, what == 4 ? decision.ValidUntil.PlusMinutes(1) : story.Now)[0];

                    Assert.True(outcome == MoveOutcome.Moved
                        || state.AsSpan().SequenceEqual(LedgerSnapshot.Of(ledger)));
                    Assert.Empty(LedgerAudit.Check(ledger));
                    Assert.True(what is 2 or 3 || outcome == MoveOutcome.Changed);
                    Interlocked.Add(ref changed, outcome == MoveOutcome.Changed ? 1 : 0);
                    Interlocked.Add(ref short_, outcome == MoveOutcome.NotEnoughStock ? 1 : 0);
                    Interlocked.Add(ref full, outcome == MoveOutcome.SlotFull ? 1 : 0);
                }
            },
            iter: 1_600);
        Assert.InRange(changed, 20, int.MaxValue);
        Assert.InRange(short_, 5, int.MaxValue);
        Assert.InRange(full, 5, int.MaxValue);
    }

    [Fact]
    public void Two_orders_exchange_units_in_one_step()
    {
        var stock = new int[3 * BacklogTown.Stride];
        (stock[BacklogTown.Cell(1, 1)], stock[BacklogTown.Cell(1, 2)], stock[BacklogTown.Cell(2, 1)]) = (1, 1, 1);
        var ledger = BacklogTownLedger.Place(stock, [[1], [1, 2]]);

        var report = BacklogTownLedger.Desk.Run(ledger, BacklogTown.Routes, BacklogTownLedger.Now);

        Assert.Equal([2], ledger.ClaimsOf(BacklogTownLedger.KeyOf(0)).Select(claim => claim.Facility.Value));
        Assert.Equal([1, 1], ledger.ClaimsOf(BacklogTownLedger.KeyOf(1)).Select(claim => claim.Facility.Value));
        Assert.Equal((2, 1), (report.Moved.Count, report.Saved.Parcels));
        Assert.Equal(BacklogTown.ParcelMicros, report.Saved.FreightMicros);
        Assert.Single(BacklogTownLedger.Desk.Decide(
            OpenBacklog.Read(BacklogTownLedger.Place(stock, [[1], [1, 2]]), BacklogTownLedger.Now),
            BacklogTown.Routes, BacklogTownLedger.Place(stock, [[1], [1, 2]]).Availability).Steps);
    }

    [Fact]
    public void Tiny_ledgers_are_mostly_the_best_of_all_assignments_and_never_below_it()
    {
        var (best, tried) = (0, 0);
        BacklogTown.Any.Sample(
            (stock, orders) =>
            {
                var ledger = BacklogTownLedger.Place(stock, orders);
                if (ledger.Unpicked().Length < orders.Length)
                {
                    return;
                }

                BacklogTownLedger.Desk.Run(ledger, BacklogTown.Routes, BacklogTownLedger.Now);
                var paid = ledger.Unpicked().Sum(order =>
                    (order.Lines.Select(line => line.Facility).Distinct().Count() * BacklogTown.ParcelMicros)
                    + order.Lines.Sum(line => line.Facility.Value * 1_000_000L));
                var least = BacklogTown.Least(stock, orders, 0);
                Assert.InRange(paid, least, long.MaxValue);
                Interlocked.Increment(ref tried);
                Interlocked.Add(ref best, paid == least ? 1 : 0);
            },
            iter: 1_000);
        Assert.InRange(tried, 200, int.MaxValue);
        Assert.InRange(best, tried * 95 / 100, tried);
    }

    [Fact]
    public void What_is_near_its_cut_off_or_past_its_promise_is_left_alone_and_said()
    {
        var stock = new int[3 * BacklogTown.Stride];
        (stock[BacklogTown.Cell(1, 1)], stock[BacklogTown.Cell(2, 2)]) = (1, 1);
        var ledger = BacklogTownLedger.Place(stock, [[1, 2]]);
        ledger.Post([Movements.ReceiveExtra(new(9, 9), default, new(2), new(1), 5)], new Outcome[1]);

        // Cut-off at minute 50, promised by minute 90, 5 minutes to pick.
        BacklogReport At(int minute) => BacklogTownLedger.Desk.Run(
            LedgerSnapshot.Read(LedgerSnapshot.Of(ledger)), BacklogTown.Routes, Instant.OfMinutes(minute));

        Assert.Single(At(45).Moved);
        Assert.Equal(1, At(46).Left[LeftAlone.BeingPicked]);
        Assert.Equal(1, At(90).Left[LeftAlone.BeingPicked]);
        Assert.Equal(1, At(91).Left[LeftAlone.PastPromise]);
        Assert.Empty(At(46).Moved);
    }

    // What can be decided when no order is at risk any more.
    private static BacklogDecision Decide(BacklogStory story)
    {
        var rescue = story.Desk.DecideRescues(
            OpenBacklog.Read(story.Ledger, story.Now), story.Routes, story.Ledger.Availability);
        rescue.Apply(story.Ledger, 0, rescue.Steps.Count, story.Now);
        return story.Desk.Decide(
            OpenBacklog.Read(story.Ledger, story.Now), story.Routes, story.Ledger.Availability);
    }

    private static void Disturb(GoodsLedger ledger, MovedOrder order, int what, Instant now)
    {
        switch (what)
        {
            case 0:
                ledger.Ship(order.Order, order.From[0], now);
                break;
            case 1:
                ledger.Release(order.Order, now);
                break;
            case 2:
                // Another order is quicker, and takes all that is free.
                foreach (var line in order.Move.Lines)
                {
                    if (ledger.Available(line.Product, line.Facility) is > 0 and var free)
                    {
                        ledger.Place(new(6, (ulong)line.Product.Value), now, [line with { Units = free }], []);
                    }
                }

                break;
            case 3:
                // No hands are left but those that are claimed.
                foreach (var slot in order.Move.Slots)
                {
                    ledger.OpenSlot(slot.Slot, ledger.Use(slot.Slot).Claimed, now);
                }

                break;
        }
    }
}
