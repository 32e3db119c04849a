using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Outbound;
using Xunit;

namespace Quartermaster.Tests.Operations.Outbound;

public sealed class OutboundPricingTests
{
    private static readonly OutboundPricing s_engine =
        new(new() { Gap = 1e-6, MostRounds = 200 });

    /// <summary>Weak duality and strong: no way of shipping is worth more than the bound, and one is worth as much.
    /// </summary>
    [Fact]
    public void The_bound_is_what_the_best_flow_is_worth() =>
        OutboundWorlds.Any.Sample(
            world =>
            {
                var plan = s_engine.Price(world);
                var best = OutboundWorlds.Best(world);

                Assert.True(plan.Bound >= best - 1e-6, $"bound {plan.Bound}, best {best}");
                Assert.True(plan.Bound <= best + (1e-4 * Math.Max(1, best)), $"bound {plan.Bound}, best {best}");
                Assert.All(plan.Rows.Rows.ToArray(), row =>
                {
                    Assert.InRange(row.Price, 0, world.LostPerUnit);
                    Assert.True(row.Units <= row.Limit + (0.02 * Math.Max(1, row.Limit)),
                        $"{row.Units} units, limit {row.Limit}");
                });
            },
            iter: 2_000);

    /// <summary>Yesterday's prices are where to start, however wrong they are.</summary>
    [Fact]
    public void The_bound_is_the_same_wherever_prices_start() =>
        (from world in OutboundWorlds.Any
         from starts in Gen.Double[0, 60].Array[world.Limits.Count]
         select (world, starts)).Sample(
            drawn =>
            {
                var cold = s_engine.Price(drawn.world);
                var warm = s_engine.Price(drawn.world with { LastPrices = new(drawn.starts) });

                Assert.Equal(cold.Bound, warm.Bound, 1e-3 * Math.Max(1, cold.Bound));
            },
            iter: 1_000);

    /// <summary>Complementary slackness: hands have a price only where all of them are used.</summary>
    [Fact]
    public void Where_hands_are_left_they_cost_nothing() =>
        OutboundWorlds.Any.Sample(
            world => Assert.All(s_engine.Price(world).Rows.Rows.ToArray(), row =>
                Assert.True(row.Price < 0.05 || row.Units > row.Limit - (0.05 * Math.Max(1, row.Limit)),
                    $"{row}")),
            iter: 1_000);

    [Fact]
    public void More_hands_never_make_the_best_way_worth_less() =>
        (from world in OutboundWorlds.Any
         from more in Gen.Int[1, 20]
         from cell in Gen.Int[0, 100]
         select (world, more, cell)).Sample(
            drawn =>
            {
                var limits = drawn.world.Limits.Rows.ToArray();
                limits[drawn.cell % limits.Length] += drawn.more;

                var before = s_engine.Price(drawn.world);
                var after = s_engine.Price(drawn.world with { Limits = new(limits) });

                Assert.True(after.Bound >= before.Bound - (1e-5 * Math.Max(1, before.Bound)));
            },
            iter: 500);

    [Fact]
    public void Prices_are_the_same_at_any_number_of_threads() =>
        OutboundWorlds.Any.Sample(
            world => Assert.Equal(s_engine.Price(world).Rows, s_engine.Price(world, threads: 3).Rows),
            iter: 100);

    /// <summary>Center 1 is near both regions and can ship 11 a day; the goods of region 1 lie there only, those of
    /// region 2 in both. A unit of region 2 costs 3 more from center 2: that is what a pair of hands at center 1 is
    /// worth.</summary>
    [Fact]
    public void Orders_that_could_leave_from_elsewhere_pay_the_difference()
    {
        var inputs = new OutboundInputs
        {
            Centers = [new(1), new(2)],
            FirstDay = new(2026, 3, 2),
            Costs = new(2, [4, 4, 7, 7]),
            LostPerUnit = 40,
            Stockings = new([0b01UL, 0b11UL]),
            Units = new(2, [10, 0, 0, 6]),
            DayFactors = new([1.0]),
            Limits = new([11, double.PositiveInfinity]),
            LastPrices = new(new double[2]),
        };

        var plan = new OutboundPricing(new()).Price(inputs);

        var row = Assert.Single(plan.Rows.Rows.ToArray());
        Assert.Equal((new FacilityId(1), inputs.FirstDay, 11, 16), (row.Facility, row.ShipDay, row.Limit, row.Wanted));
        Assert.Equal(3, row.Price, 0.01);
        Assert.Equal((11 * (40 - 4)) + (5 * (40 - 7)), plan.Bound, 0.1);
        var board = plan.ToBoard();
        Assert.Equal(row.Price, board.PriceOf(new(1), Resource.Outbound, default, inputs.FirstDay));
        Assert.Equal(0, board.PriceOf(new(1), Resource.Outbound, default, inputs.FirstDay.AddDays(1)));
        Assert.Equal(0, board.PriceOf(new(2), Resource.Outbound, default, inputs.FirstDay));
    }
}
