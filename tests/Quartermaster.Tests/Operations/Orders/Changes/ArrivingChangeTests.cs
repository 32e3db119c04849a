using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.Orders.Changes;
using Quartermaster.Tests.Fulfillment.Orders;
using Quartermaster.Tests.Operations.Orders.Backlog;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders.Changes;

/// <summary>Units that were not found come from what is on its way where the shelves have too few, judged from the
/// ledger, the ways and what comes alone.</summary>
public sealed class ArrivingChangeTests
{
    private const float Share = 0.9f;
    private const int Ample = 500;
    private const int MostArrivals = 8;

    private static readonly FacilityId[] s_places = [new(1), new(2), new(3)];

    private static Gen<(BacklogStory Story, (int Place, int Minutes, int Units)[] Comes)> World => Gen.Select(
        BacklogStories.Any, Gen.Select(Gen.Int[1, 3], Gen.Int[-300, 3_000], Gen.Int[1, 4]).Array[0, 5],
        (story, comes) => (story, comes));

    /// <summary>The most that all centers together can ship by the promise: of what is there now, then from each
    /// minute in which something comes.</summary>
    [Fact]
    public void As_many_units_as_all_assignments_have_and_those_that_are_there_first()
    {
        var (here, waited, left, promised) = (0, 0, 0, 0);
        Gen.Select(World, Gen.Bool).Sample(
            (world, isAmple) =>
            {
                var (story, comes) = world;
                Array.ForEach(isAmple ? s_places : [], place => OpenHands(story, place));
                foreach (var order in story.Ledger.Unpicked().Take(1))
                {
                    var claims = story.Ledger.ClaimsToAmend(order.Order)!;
                    var gone = claims.Lines[0];
                    var (goods, arrivals) = Expect(story, gone.Product, comes);
                    var desk = new OrderChangeDesk(
                        new OrdersEngine(OrderWorlds.Policy), new(new()), story.Inputs.Terms, BacklogStory.PickMinutes);
                    var (low, high) = (Most(story, claims, gone, arrivals, withSpares: false),
                        Most(story, claims, gone, arrivals, withSpares: true));

                    var plan = desk.Short(order.Order, claims, [gone], GoodsState.Lost,
                        new(story.Routes, story.Ledger.Availability, story.Now) { Arrivals = goods });

                    var (found, coming) = (plan.Shipments.Sum(one => one.Units),
                        plan.Shipments.Sum(one => one.Arriving));
                    Assert.Equal(gone.Units - found, plan.Left.Sum(line => line.Units));
                    Assert.All(plan.Shipments, one => Assert.True(one.Delivery <= claims.Ask!.Promised));
                    if (isAmple)
                    {
                        Assert.InRange(found - coming, low.Here, high.Here);
                        Assert.InRange(coming, Math.Min(low.Coming, gone.Units - high.Here), high.Coming);
                        Interlocked.Add(ref waited, coming > 0 ? 1 : 0);
                    }

                    Assert.Equal(MoveOutcome.Moved,
                        story.Ledger.AmendOrder(new(77, order.Order.Low), story.Now, plan.Amendment!));
                    Assert.Empty(LedgerAudit.Check(story.Ledger));
                    Assert.Equal(coming, story.Ledger.WaitsFor(order.Order).Sum(claim => claim.Units));
                    Assert.Equal(claims.Lines.Sum(line => line.Units) - gone.Units + found - coming,
                        story.Ledger.ClaimsOf(order.Order).Sum(line => line.Units));
                    if (plan.Next is null && plan.Left.Count > 0 && plan.NotCounted.Count == 0)
                    {
                        Assert.False(IsPromised(story, claims, gone.Product, goods));
                    }

                    Interlocked.Add(ref here, found > coming ? 1 : 0);
                    Interlocked.Add(ref left, plan.Left.Count);
                    Interlocked.Add(ref promised, plan.Next is null ? 0 : 1);
                    Come(story, gone.Product, arrivals);
                    Assert.Empty(story.Ledger.WaitsFor(order.Order));
                    Assert.Empty(LedgerAudit.Check(story.Ledger));
                }
            },
            iter: 2_000);
        Assert.True(here > 20 && waited > 20 && left > 20 && promised > 20,
            $"{here} from shelves, {waited} wait, {left} left, {promised} promised.");
    }

    /// <summary>Who waits where the ledger has more than was found would be given what nobody can find.</summary>
    [Fact]
    public void What_comes_where_units_were_not_found_counts_only_where_the_ledger_has_no_more_there()
    {
        var (counted, not) = (0, 0);
        World.Sample(
            world =>
            {
                var (story, comes) = world;
                foreach (var order in story.Ledger.Unpicked().Take(1))
                {
                    var claims = story.Ledger.ClaimsToAmend(order.Order)!;
                    var gone = claims.Lines[0] with { Units = 1 };
                    var (goods, _) = Expect(story, gone.Product, comes);
                    var hasMore = story.Ledger.Available(gone.Product, gone.Facility) > 0;
                    var plan = new OrderChangeDesk(
                        new OrdersEngine(OrderWorlds.Policy), new(new()), story.Inputs.Terms, BacklogStory.PickMinutes)
                        .Short(order.Order, claims, [gone], GoodsState.Lost,
                            new(story.Routes, story.Ledger.Availability, story.Now) { Arrivals = goods });
                    var fromThere = plan.Shipments.Count(one => one.From == gone.Facility);
                    Assert.False(hasMore && fromThere > 0);
                    Assert.Equal(hasMore && plan.Left.Count > 0, plan.NotCounted.Count > 0);
                    Interlocked.Add(ref counted, fromThere);
                    Interlocked.Add(ref not, plan.NotCounted.Count);
                }
            },
            iter: 1_500);
        Assert.True(counted > 3 && not > 50, $"{counted} counted, {not} not.");
    }

    // On order in the ledger, and expected; what should have come by now counts for nothing.
    private static (ArrivingGoods Goods, Arrival[] Arrivals) Expect(
        BacklogStory story, ProductId product, (int Place, int Minutes, int Units)[] comes)
    {
        Arrival[] arrivals = [.. comes.Select(one => new Arrival(product, s_places[one.Place - 1],
            (int)(story.Now.UnixMilliseconds / 60_000) + one.Minutes, one.Units))];
        for (var i = 0; i < arrivals.Length; i++)
        {
            Assert.Equal([Outcome.Posted], Post(story, Movements.Order(
                new(91, (ulong)i), story.Now, product, arrivals[i].Facility, arrivals[i].Units)));
        }

        var goods = new ArrivingGoods(arrivals, story.Ledger.Availability.Arrivals, Share);
        ArrivalSlots.Open(story.Ledger, goods, story.Now);
        return (goods, arrivals);
    }

    private static void OpenHands(BacklogStory story, FacilityId place)
    {
        for (var day = -1; day < 30; day++)
        {
            story.Ledger.OpenSlot(Slot.Pick(place, story.Routes.FirstDay.AddDays(day)), 2 * Ample, story.Now);
        }
    }

    private static void Come(BacklogStory story, ProductId product, Arrival[] arrivals)
    {
        for (var i = 0; i < arrivals.Length; i++)
        {
            Post(story, Movements.Receive(
                new(92, (ulong)i), story.Now, product, arrivals[i].Facility, arrivals[i].Units));
        }
    }

    private static Outcome[] Post(BacklogStory story, Entry entry)
    {
        var outcomes = new Outcome[1];
        story.Ledger.Post([entry], outcomes);
        return outcomes;
    }

    private static (int Here, int Coming) Most(
        BacklogStory story, OpenClaims claims, StockClaim gone, Arrival[] arrivals, bool withSpares)
    {
        var (ledger, by) = (story.Ledger, claims.Ask!.Promised.UnixMilliseconds / 60_000);
        var start = (int)Math.Ceiling(story.Now.UnixMilliseconds / 60_000.0);
        var here = Math.Min(gone.Units, s_places.Where(place => place != gone.Facility && Reaches(place, start))
            .Sum(place => ledger.Available(gone.Product, place)));
        var coming = arrivals.Where(one => one.ReadyMinute > start && one.ReadyMinute <= by)
            .Select(one => one.ReadyMinute).Distinct().Order().Take(MostArrivals)
            .Select(minute => s_places.Where(place => Reaches(place, minute)
                    && (place != gone.Facility || ledger.Available(gone.Product, place) == 0))
                .Sum(place => arrivals.Where(one => one.Facility == place && one.ReadyMinute > start
                    && one.ReadyMinute <= minute).Sum(one => one.Units))).Append(0).Max();
        return (here, Math.Min(gone.Units - here, coming));

        bool Reaches(FacilityId from, int minute)
        {
            var (routes, origin, to) = (story.Routes, story.Routes.OriginOf(from), claims.Ask.GoesTo);
            if (origin < 0 || !routes.Knows(to))
            {
                return false;
            }

            var ready = minute + story.Inputs.Terms.Rows[gone.Product.Value].HandlingMinutes;
            var range = routes.RangeOf(origin, to);
            var end = withSpares ? routes.SparesOf(origin, to).End : range.End;
            return Enumerable.Range(range.Start, Math.Max(0, end - range.Start)).Any(way =>
                routes.Options[way].CutoffMinute >= ready && routes.Options[way].DeliveryMinute <= by
                && ledger.Availability.Slots.Of(from, routes.ShipDayOf(way)) > Ample);
        }
    }

    // Whether the promise engine has anything for one unit, by the ledger as it is since then.
    private static bool IsPromised(BacklogStory story, OpenClaims claims, ProductId product, ArrivingGoods goods)
    {
        var available = story.Ledger.Availability;
        var rows = new PromiseRow[PromiseInputs.SpeedCount];
        if (story.Routes.Knows(claims.Ask!.GoesTo))
        {
            new PromiseEngine(new()).DecideOne(
                new()
                {
                    Routes = story.Routes, Available = available.Units, Slots = available.Slots,
                    Rooms = available.Rooms, Arrivals = goods, Terms = story.Inputs.Terms,
                }, new(claims.Ask.GoesTo, story.Now), [new(product, 1)], rows);
        }

        return rows.Any(row => row.IsOffered);
    }
}
