using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Tests.Fulfillment.Orders;
using Quartermaster.Tests.Operations.Orders.Backlog;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders.Changes;

/// <summary>Orders of any story that change before they leave, judged from the ledger, the ways and the terms alone.
/// </summary>
public sealed class OrderChangeDeskTests
{
    [Fact]
    public void What_was_not_found_comes_from_elsewhere_in_time_or_is_said_to_be_left()
    {
        var (found, partly, left, closed) = (0, 0, 0, 0);
        Gen.Select(BacklogStories.Any, Gen.Int[1, 3], Gen.Bool).Sample(
            (story, units, isLost) =>
            {
                foreach (var order in story.Ledger.Unpicked())
                {
                    var claims = story.Ledger.ClaimsToAmend(order.Order)!;
                    var gone = claims.Lines[0] with { Units = Math.Min(units, claims.Lines[0].Units) };
                    var to = isLost ? GoodsState.Lost : GoodsState.Unfulfillable;
                    var couldAll = claims.Ask!.Promised >= story.Now
                        && CanShip(story, gone, claims.Ask.Region, claims.Ask.Promised, gone.Facility);
                    var before = UnitsIn(story.Ledger, gone, to);

                    var plan = DeskOf(story).Short(
                        order.Order, claims, [gone], to, FiguresOf(story));

                    Assert.Equal(MoveOutcome.Moved,
                        story.Ledger.AmendOrder(new(77, order.Order.Low), story.Now, plan.Amendment!));
                    Assert.Empty(LedgerAudit.Check(story.Ledger));
                    Assert.Equal(before + gone.Units, UnitsIn(story.Ledger, gone, to));
                    var missed = plan.Left.Sum(line => line.Units);
                    Assert.Equal(claims.Lines.Sum(line => line.Units) - missed,
                        story.Ledger.ClaimsOf(order.Order).Sum(line => line.Units));
                    Assert.Equal(gone.Units - missed, plan.Shipments.Sum(goods => goods.Units));
                    Assert.All(plan.Shipments, goods => Assert.NotEqual(gone.Facility, goods.From));
                    Assert.All(plan.Shipments, goods => Assert.True(goods.Delivery <= claims.Ask.Promised));
                    Assert.All(plan.Shipments, goods => Assert.True(HasWay(story, claims.Ask.Region, goods.From,
                        plan.Amendment!.Slots, claims.Ask.Promised, goods.Product)));
                    Assert.False(couldAll && missed > 0);
                    Assert.True(plan.Next is null || missed > 0);
                    Interlocked.Add(ref found, missed == 0 ? 1 : 0);
                    Interlocked.Add(ref partly, missed > 0 && missed < gone.Units ? 1 : 0);
                    Interlocked.Add(ref left, missed > 0 ? 1 : 0);
                    Interlocked.Add(ref closed, story.Ledger.StateOf(order.Order) == OrderOutcome.Cut ? 1 : 0);
                }
            },
            iter: 1_500);

        // Or nothing would have been tried.
        Assert.InRange(found, 50, int.MaxValue);
        Assert.InRange(partly, 3, int.MaxValue);
        Assert.InRange(left, 50, int.MaxValue);
        Assert.InRange(closed, 10, int.MaxValue);
    }

    [Fact]
    public void An_order_goes_elsewhere_whole_and_in_time_or_stays_as_it_is()
    {
        var (moved, later, kept) = (0, 0, 0);
        Gen.Select(BacklogStories.Any, Gen.Int[0, 9]).Sample(
            (story, turn) =>
            {
                foreach (var order in story.Ledger.Unpicked())
                {
                    var claims = story.Ledger.ClaimsToAmend(order.Order)!;
                    var to = new RegionId(1 + ((claims.Ask!.Region.Value + turn) % RegionsOf(story)));
                    var goods = BacklogJudge.GoodsOf(story.Ledger, order.Order);
                    var state = LedgerSnapshot.Of(story.Ledger);
                    var could = claims.Lines.Select(line => line.Product).Distinct().Count() == 1
                        && CanShipWhole(story, claims, to);

                    var plan = DeskOf(story).Readdress(order.Order, claims, to, claims.Ask.Promised,
                        FiguresOf(story));

                    Assert.Equal(state, LedgerSnapshot.Of(story.Ledger));
                    if (plan.Amendment is not { } amendment)
                    {
                        Assert.False(could);
                        plan = DeskOf(story).Readdress(order.Order, claims, to, default, FiguresOf(story));
                        if (plan.Amendment is null)
                        {
                            Interlocked.Increment(ref kept);
                            continue;
                        }

                        // What can be had later is later, or it would have been kept.
                        Assert.True(plan.Promised > claims.Ask.Promised);
                        amendment = plan.Amendment;
                        Interlocked.Increment(ref later);
                    }

                    Assert.Equal(MoveOutcome.Moved,
                        story.Ledger.AmendOrder(new(78, order.Order.Low), story.Now, amendment));
                    Assert.Empty(LedgerAudit.Check(story.Ledger));
                    Assert.Equal(goods, BacklogJudge.GoodsOf(story.Ledger, order.Order));
                    Assert.Equal((to, plan.Promised),
                        (story.Ledger.AskOf(order.Order)!.GoesTo, story.Ledger.AskOf(order.Order)!.Promised));
                    Assert.Equal(claims.Ask, story.Ledger.AskOf(order.Order));
                    Assert.All(plan.Shipments, one => Assert.True(one.Delivery <= plan.Promised && HasWay(
                        story, to, one.From, amendment.Slots, plan.Promised, one.Product)));
                    Interlocked.Increment(ref moved);
                }
            },
            iter: 1_500);

        Assert.InRange(moved, 100, int.MaxValue);
        Assert.InRange(later, 10, int.MaxValue);
        Assert.InRange(kept, 10, int.MaxValue);
    }

    private static OrderChangeDesk DeskOf(BacklogStory story) => new(
        new OrdersEngine(OrderWorlds.Policy), new(new()), story.Inputs.Terms, BacklogStory.PickMinutes);

    private static ChangeFigures FiguresOf(BacklogStory story) =>
        new(story.Routes, story.Ledger.Availability, story.Now);

    private static int RegionsOf(BacklogStory story) =>
        Math.Max(1, Enumerable.Range(1, 9).LastOrDefault(region => story.Routes.Knows(new(region))));

    private static long UnitsIn(GoodsLedger ledger, StockClaim claim, GoodsState state) => ledger.Balance(
        claim.Product, claim.Owner, state == GoodsState.Lost ? default : claim.Facility, state);

    // Whether one other center could ship all of it by the promise, by what is free.
    private static bool CanShip(
        BacklogStory story, StockClaim wanted, RegionId to, Instant by, FacilityId but) =>
        story.Routes.Origins.ToArray().Any(origin => origin != but
            && story.Ledger.Available(wanted.Product, origin) >= wanted.Units
            && Days(story, to, origin, by, wanted.Product).Any(day =>
                story.Ledger.Availability.Slots.Of(origin, day) >= wanted.Units));

    // The same of a whole order, whose own goods and hands are free for it.
    private static bool CanShipWhole(BacklogStory story, OpenClaims claims, RegionId to)
    {
        var (product, units) = (claims.Lines[0].Product, claims.Lines.Sum(line => line.Units));
        return story.Routes.Origins.ToArray().Any(origin =>
            story.Ledger.Available(product, origin)
                + claims.Lines.Where(line => line.Facility == origin).Sum(line => line.Units) >= units
            && Days(story, to, origin, claims.Ask!.Promised, product).Any(day =>
                story.Ledger.Availability.Slots.Of(origin, day)
                    + claims.Slots.Where(slot => slot.Slot == new Slot(SlotKind.PickUnits, origin.Value, day))
                        .Sum(slot => slot.Units) >= units));
    }

    private static bool HasWay(
        BacklogStory story, RegionId to, FacilityId from, SlotClaim[] slots, Instant by, ProductId product) =>
        Days(story, to, from, by, product, withSpares: true).Any(day =>
            Array.Exists(slots, slot => slot.Slot == new Slot(SlotKind.PickUnits, from.Value, day)));

    // The ship days of the ways that can still be reached and are there by the promise.
    private static IEnumerable<int> Days(
        BacklogStory story, RegionId to, FacilityId from, Instant by, ProductId product, bool withSpares = false)
    {
        var (routes, origin) = (story.Routes, story.Routes.OriginOf(from));
        var ready = (story.Now.UnixMilliseconds / 60_000.0)
            + story.Inputs.Terms.Rows[product.Value].HandlingMinutes;
        var range = origin < 0 || !routes.Knows(to) ? default : routes.RangeOf(origin, to);
        var end = withSpares && range != default ? routes.SparesOf(origin, to).End : range.End;
        for (var way = range.Start; way < end; way++)
        {
            if (routes.Options[way].CutoffMinute >= ready
                && routes.Options[way].DeliveryMinute * 60_000L <= by.UnixMilliseconds)
            {
                yield return routes.ShipDayOf(way);
            }
        }
    }
}
