using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.LaneSpace;
using Xunit;

namespace Quartermaster.Tests.Operations.LaneSpace;

public sealed class LaneSpacePricingTests
{
    private static readonly LaneSpacePricing s_engine = new(new() { Gap = 1e-6, MostRounds = 200 });

    /// <summary>Weak duality and strong: no way of shipping is worth more than the bound, and one is worth as much.
    /// </summary>
    [Fact]
    public void The_bound_is_what_the_best_plan_is_worth()
    {
        var several = 0;
        LaneSpaceWorlds.Any.Sample(
            world =>
            {
                var plan = s_engine.Price(world);
                var best = LaneSpaceWorlds.Best(world);

                Assert.True(plan.Bound >= best - 1e-6, $"bound {plan.Bound}, best {best}");
                Assert.True(plan.Bound <= best + (1e-3 * Math.Max(1, best)), $"bound {plan.Bound}, best {best}");
                Assert.Empty(LaneSpaceAudit.Check(world, plan));
                several += plan.Rows.Rows.ToArray().Count(row => row.Price > 0) > 1 ? 1 : 0;
            },
            iter: 2_000, threads: 1);

        // Many of the worlds are short on more than one lane.
        Assert.True(several > 100, $"{several} worlds");
    }

    /// <summary>Prices of another day are where to start, however wrong they are.</summary>
    [Fact]
    public void Prices_are_as_good_wherever_they_start() =>
        (from world in LaneSpaceWorlds.Any
         from starts in Gen.Double[0, 60].Array[world.LaneDays.Count]
         select (world, starts)).Sample(
            drawn =>
            {
                var cold = s_engine.Price(drawn.world);
                var from = cold with
                {
                    Rows = new([.. cold.Rows.Rows.ToArray()
                        .Select((row, day) => row with { Price = drawn.starts[day] })]),
                };

                var warm = s_engine.Price(drawn.world, from);

                Assert.Equal(cold.Bound, warm.Bound, 1e-3 * Math.Max(1, cold.Bound));
            },
            iter: 1_000);

    /// <summary>Complementary slackness: room has a price only where all of it is used.</summary>
    [Fact]
    public void Where_room_is_left_it_costs_nothing() =>
        LaneSpaceWorlds.Any.Sample(
            world => Assert.All(s_engine.Price(world).Rows.Rows.ToArray(), row =>
                Assert.True(row.Price < 0.1 || row.Units > row.Limit - (0.05 * Math.Max(1, row.Limit)), $"{row}")),
            iter: 1_000);

    [Fact]
    public void More_room_never_makes_the_best_plan_worth_less() =>
        (from world in LaneSpaceWorlds.Any
         from more in Gen.Int[1, 20]
         from at in Gen.Int[0, 100]
         select (world, more, at)).Sample(
            drawn =>
            {
                var days = drawn.world.LaneDays.Rows.ToArray();
                ref var day = ref days[drawn.at % days.Length];
                day = day with { Limit = day.Limit + drawn.more };

                var before = s_engine.Price(drawn.world);
                var after = s_engine.Price(drawn.world with { LaneDays = new(days) });

                Assert.True(after.Bound >= before.Bound - (1e-5 * Math.Max(1, before.Bound)));
            },
            iter: 500);

    /// <summary>Each lane that has a price sends what it cannot take to the next one, which then needs a price too: all
    /// of them together are found in the rounds that are left.</summary>
    [Fact]
    public void Prices_are_tried_at_most_twice_as_often_as_the_limit_says()
    {
        for (var most = 1; most <= 12; most++)
        {
            var plan = new LaneSpacePricing(new() { Gap = 1e-6, MostRounds = most }).Price(Cascade());

            Assert.InRange(plan.Rounds, 1, 2 * most);
        }

        Assert.Empty(LaneSpaceAudit.Check(Cascade(), s_engine.Price(Cascade())));
    }

    /// <summary>A lane from center 1 takes 11 units a day. Goods of region 1 lie there only, those of region 2 in both
    /// centers, and from center 2 they cost 3 more: that is what the room of a unit is worth, and of a parcel of two
    /// twice as much.</summary>
    [Fact]
    public void Orders_that_could_go_another_way_pay_the_difference()
    {
        var plan = new LaneSpacePricing(new()).Price(TwoCenters(limit: 11));

        Assert.Empty(LaneSpaceAudit.Check(TwoCenters(limit: 11), plan));
        var row = Assert.Single(plan.Rows.Rows.ToArray());
        Assert.Equal((new LaneId(7), 11, 16), (row.Lane, row.Limit, row.Wanted));
        Assert.Equal(6, row.Price, 0.02);
        Assert.Equal(11, row.Units, 0.1);
        Assert.Equal((11 * (40 - 4)) + (5 * (40 - 7)), plan.Bound, 0.2);
        var rate = Assert.Single(plan.Rates().Rows.ToArray());
        Assert.Equal(row.Price, rate.PerParcel, 1e-9);
        Assert.Equal((new LaneId(7), 0, 0), (rate.Lane, rate.PerKilogram, rate.PerCubicMeter));
    }

    [Fact]
    public void Where_there_is_room_for_all_nothing_has_a_price()
    {
        var plan = new LaneSpacePricing(new()).Price(TwoCenters(limit: 16));

        Assert.Equal(0, Assert.Single(plan.Rows.Rows.ToArray()).Price);
        Assert.Equal(0, plan.Rates().Count);
        Assert.True(plan.IsSettled);
        Assert.Equal(16 * (40.0 - 4), plan.Bound);
        Assert.Equal(plan.Bound, plan.Value);
    }

    /// <summary>The judge has teeth: no price, one that is too high, more than fits, and a bound that is too low.
    /// </summary>
    [Fact]
    public void A_plan_that_breaks_a_rule_is_told_so()
    {
        var inputs = TwoCenters(limit: 11);
        var plan = new LaneSpacePricing(new()).Price(inputs);
        var row = plan.Rows.Rows[0];
        LaneSpacePlan With(LaneSpacePrice other) => plan with { Rows = new([other]) };

        Assert.Empty(LaneSpaceAudit.Check(inputs, plan));
        LaneSpacePlan[] broken =
        [
            With(row with { Price = 0 }), With(row with { Price = 20 }), With(row with { Price = 90 }),
            With(row with { Price = double.NaN }), With(row with { Units = 12 }), With(row with { Units = 5 }),
            With(row with { Wanted = 11 }), With(row with { Lane = new(8) }),
            plan with { Bound = plan.Bound - 2, Value = plan.Value - 2 }, plan with { Value = plan.Bound + 2 },
            plan with { Rows = new([]) },
        ];
        Assert.All(broken, one => Assert.NotEmpty(LaneSpaceAudit.Check(inputs, one)));
    }

    /// <summary>On Monday 30 units pay 2 for a kilogram, on Tuesday 10 pay nothing: a kilogram is worth 1.5 whenever
    /// the lane leaves. On a lane that is short of something else on Tuesday both have a price.</summary>
    [Fact]
    public void A_lane_has_the_mean_price_of_its_days_by_what_is_shipped()
    {
        DateOnly monday = new(2026, 3, 2);
        var rates = LaneSpacePlan.RatesOf(new(
        [
            new(new(4), monday, SlotKind.LaneGrams, 30, 50, 30, 2),
            new(new(4), monday.AddDays(1), SlotKind.LaneParcels, 30, 10, 10, 0),
            new(new(5), monday, SlotKind.LaneGrams, 5, 10, 5, 2),
            new(new(5), monday.AddDays(1), SlotKind.LaneCubicCentimeters, 15, 20, 15, 8),
            new(new(6), monday, SlotKind.LaneParcels, 30, 10, 10, 0),
        ]));

        Assert.Equal([new(new(4), 0, 1.5, 0), new(new(5), 0, 0.5, 6)], rates.Rows.ToArray());
    }

    // Six lanes of ten units, each dearer than the one before, and a way without a limit that is dearer than all.
    private static LaneSpaceInputs Cascade() => TwoCenters(limit: 0) with
    {
        Centers = 1,
        Stockings = new([1UL]),
        Units = new(1, [100]),
        LaneDays = new([.. Enumerable.Range(1, 6).Select(lane =>
            new LaneDay(new(lane), new(2026, 3, 2), SlotKind.LaneParcels, 10))]),
        WaysOf = Groups.OfSizes([7]),
        Ways = new([.. Enumerable.Range(0, 6).Select(lane => new LaneWay(4 + lane, lane)), new(20)]),
    };

    private static LaneSpaceInputs TwoCenters(double limit) => new()
    {
        Centers = 2,
        LostPerUnit = 40,
        Typical = new(1_000, 5_000, 2),
        Stockings = new([0b01UL, 0b11UL]),
        Units = new(2, [10, 0, 0, 6]),
        Instants = new([1.0]),
        LaneDays = new([new LaneDay(new(7), new(2026, 3, 2), SlotKind.LaneParcels, limit)]),
        WaysOf = Groups.OfSizes([1, 1, 1, 1]),
        Ways = new([new LaneWay(4, 0), new(4, 0), new(7), new(7)]),
    };
}
