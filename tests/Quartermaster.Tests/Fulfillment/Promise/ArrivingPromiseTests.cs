using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Tests.Fulfillment.Orders;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>Goods on their way to FCs count in promises from when they arrive, and never make one worse.</summary>
public sealed class ArrivingPromiseTests
{
    private const float Confidence = 0.9f;

    /// <summary>Of one unit of one product: the ways of whoever has it, and of whoever gets it from then on, minute by
    /// minute.</summary>
    [Fact]
    public void Of_one_unit_the_earliest_is_that_of_every_way_from_the_stock_and_from_each_arrival()
    {
        var (better, offered) = (0, 0);
        World.Sample(
            world =>
            {
                var request = world.Inputs.Requests.Rows[0];
                var line = world.Inputs.LinesOf(0)[0] with { Units = 1 };
                var inputs = One(world.Inputs, request, line, world.Arrivals);
                var rows = new PromiseEngine(new()).Plan(inputs).Decisions.Rows;
                var handling = inputs.Terms.Rows[line.Product.Value].HandlingMinutes;
                var oracle = new PromiseOracle(
                    world.Network, RouteWorlds.Policy, RouteWorlds.FirstDay, RouteWorlds.Days);
                int By(FacilityId origin, int minute) => oracle.Ways(origin, request.Region, minute + handling)
                    .Select(way => way.Delivery).DefaultIfEmpty(int.MaxValue).Min();
                var minute = request.Minute;
                var here = inputs.Routes.Origins.ToArray()
                    .Where(origin => inputs.Available.Of(line.Product, origin) > 0)
                    .Select(origin => By(origin, minute)).DefaultIfEmpty(int.MaxValue).Min();
                var earliest = world.Arrivals.Where(one => one.Product == line.Product && one.ReadyMinute > minute
                        && inputs.Routes.OriginOf(one.Facility) >= 0)
                    .Select(one => By(one.Facility, one.ReadyMinute)).Append(here).Min();
                int[] deadlines =
                [
                    minute + 120, oracle.LastDeliveryBy(request.Region, minute, 0),
                    oracle.LastDeliveryBy(request.Region, minute, 1), oracle.LastDeliveryBy(request.Region, minute, 2),
                ];
                for (var speed = 0; speed < 4; speed++)
                {
                    Assert.Equal(earliest <= deadlines[speed], rows[speed].IsOffered);
                    Assert.True(here <= deadlines[speed] || rows[speed].Confidence <= Confidence);
                    Interlocked.Add(ref better, rows[speed].IsOffered && here > deadlines[speed] ? 1 : 0);
                }

                Assert.Equal(earliest < int.MaxValue, rows[4].IsOffered);
                Interlocked.Add(ref offered, rows[4].IsOffered ? 1 : 0);
            },
            iter: 1_500);
        Assert.True(better > 20 && offered > 300, $"{better} of {offered} speeds waited for an arrival.");
    }

    [Fact]
    public void What_arrives_never_makes_a_promise_later_dearer_or_less_sure() => World.Sample(
        world =>
        {
            var engine = new PromiseEngine(new());
            var (without, with) = (engine.Plan(world.Inputs).Decisions.Rows.ToArray(),
                engine.Plan(world.Inputs with { Arrivals = Live(world.Arrivals) }, Explain.Yes));
            for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
            {
                var row = with.Decisions.Rows[speed];
                Assert.True(!without[speed].IsOffered || row == without[speed]
                    || row.Promised < without[speed].Promised);
            }

            // Judged by the rules, and the reasons add up to the minutes.
            var inputs = world.Inputs with { Arrivals = Live(world.Arrivals) };
            Assert.Empty(new PromiseAudit().Check(inputs, with));
            for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
            {
                var row = with.Decisions.Rows[speed];
                Assert.True(!row.IsOffered
                    || Math.Abs(with.Reasons.Of(speed).ToArray().Sum(reason => reason.Amount) - row.Minutes) < 0.5);
            }
        },
        iter: 300);

    /// <summary>Tea that is there and comes every hour does not keep a cart from waiting for the lamp.</summary>
    [Fact]
    public void What_comes_of_goods_that_are_there_takes_no_look_from_what_is_waited_for()
    {
        var waited = 0;
        World.Sample(
            world =>
            {
                var (minute, lines) = (world.Inputs.Requests.Rows[0].Minute, world.Inputs.LinesOf(0).ToArray());
                var tea = lines[0].Product;
                var inputs = world.Inputs with
                {
                    Available = ArrivalWorlds.UnitsOf((product, _) => product == tea ? lines[0].Units : 0),
                };
                Arrival[] late = [.. world.Arrivals.Where(one => one.ReadyMinute > minute + 20
                    && one.Product != tea)];
                var often = Enumerable.Range(1, 20).Select(i => new Arrival(tea, new(1), minute + i, 1));
                var engine = new PromiseEngine(new());
                var (few, many) = (engine.Plan(inputs with { Arrivals = Live(late) }).Decisions.Rows.ToArray(),
                    engine.Plan(inputs with { Arrivals = Live([.. late, .. often]) }).Decisions.Rows.ToArray());
                for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
                {
                    Assert.True(!few[speed].IsOffered || (many[speed].IsOffered
                        && many[speed].Promised <= few[speed].Promised));
                    Interlocked.Add(ref waited, few[speed].IsOffered && lines.Length > 1 ? 1 : 0);
                }
            },
            iter: 1_500);
        Assert.True(waited > 20, $"{waited} speeds waited.");
    }

    [Fact]
    public void Units_that_are_claimed_or_have_come_count_no_more()
    {
        var slot = Slot.Arrival(new(1), new(1));
        var free = new LiveRooms();
        free.Set(slot, 5);
        var goods = new ArrivingGoods([new(new(1), new(1), 100, 3), new(new(1), new(1), 200, 2)], free, Confidence);
        Assert.Equal((0, 3, 5), Now(goods, 0));
        free.Set(slot, 4);
        Assert.Equal((0, 2, 4), Now(goods, 0));
        free.Set(slot, 1);
        Assert.Equal((0, 0, 1), Now(goods, 0));

        // What should have been there by now counts for nothing.
        Assert.Equal((0, 0, 0), Now(goods, 150));
        free.Set(slot, null);
        Assert.Equal((0, 0, 0), Now(goods, 0));

        static (int, int, int) Now(ArrivingGoods goods, int now) => (
            goods.Of(new(1), new(1), now, 99), goods.Of(new(1), new(1), now, 100), goods.Of(new(1), new(1), now, 200));
    }

    [Fact]
    public void The_board_answers_as_the_engine() => World.Sample(
        world =>
        {
            var inputs = world.Inputs with { Arrivals = Live(world.Arrivals) };
            var rows = new PromiseEngine(new()).Plan(inputs).Decisions.Rows;
            Speed[] speeds = [Speed.TwoHour, Speed.SameDay, Speed.OneDay, Speed.TwoDay, Speed.Standard];
            var offers = new PromiseOffer[speeds.Length];
            new PromiseBoard(inputs.Routes, new()).Decide(inputs, speeds, offers);
            for (var speed = 0; speed < speeds.Length; speed++)
            {
                Assert.Equal(rows[speed].ToOffer(), offers[speed]);
            }
        },
        iter: 200);

    private static Gen<(RouteNetwork Network, PromiseInputs Inputs, Arrival[] Arrivals)> World =>
        from world in PromiseWorlds.One
        from isBare in Gen.Bool
        from arrivals in Gen.Select(Gen.Int[1, 4], Gen.Int[1, RouteWorlds.FacilityCount], Gen.Int[-600, 3_000],
            Gen.Int[1, 5]).Array[0, 8]
        let available = isBare ? RouteWorlds.Live(new int[world.Stock.Length]) : world.Inputs.Available
        let minute = world.Inputs.Requests.Rows[0].Minute
        select (world.Network, world.Inputs with { Slots = null, Available = available }, arrivals.Select(one =>
            new Arrival(new(one.Item1), new(one.Item2), minute + one.Item3, one.Item4)).ToArray());

    private static ArrivingGoods Live(Arrival[] arrivals)
    {
        var free = new LiveRooms();
        var goods = new ArrivingGoods(arrivals, free, Confidence);
        foreach (var (slot, units) in goods.Limits)
        {
            free.Set(slot, units);
        }

        return goods;
    }

    private static PromiseInputs One(
        PromiseInputs inputs, CartRequest request, CartLine line, Arrival[] arrivals) => inputs with
        {
            Carts = Groups.OfSizes([1]), Lines = new([line]), Requests = new([request]), Arrivals = Live(arrivals),
        };
}
