using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

public sealed class TargetsExampleTests
{
    private static readonly Goods s_plain = TargetWorlds.Plain;

    private static readonly Dictionary<string, Goods> s_badRows = new()
    {
        ["no product"] = s_plain with { Terms = s_plain.Terms with { Product = default } },
        ["no review"] = s_plain with { Terms = s_plain.Terms with { ReviewDays = 0 } },
        ["line cost NaN"] = s_plain with { Terms = s_plain.Terms with { LineCost = double.NaN } },
        ["lead time NaN"] = s_plain with { LeadTimes = [float.NaN] },
        ["lead time infinite"] = s_plain with { LeadTimes = [float.PositiveInfinity] },
        ["demand NaN"] = s_plain with { Sums = [.. s_plain.Sums[..3], [.. Enumerable.Repeat(float.NaN, 10)]] },
        ["demand negative"] = s_plain with { Sums = [[.. Enumerable.Repeat(-1f, 10)], .. s_plain.Sums[1..]] },
        ["all costs zero"] = s_plain with { Nodes = [s_plain.Nodes[0] with { Costs = default }] },
        ["scrap loss NaN"] = s_plain with { Nodes = [s_plain.Nodes[0] with { Costs = new(9, 1, double.NaN) }] },
        ["room NaN"] = s_plain with { Nodes = [s_plain.Nodes[0] with { RoomPrice = new(double.NaN) }] },
        ["network row missing"] = s_plain with { Nodes = [s_plain.Nodes[0] with { Facility = 3 }] },
    };

    [Theory]
    //          shortage room | units
    [InlineData(9, 0, /**/ 90)]
    [InlineData(1, 0, /**/ 50)]
    [InlineData(1e6, 0, /**/ 100)]
    [InlineData(9, 5 / 7.0, /**/ 60)]
    [InlineData(1e-6, 0, /**/ 10)]
    public void Sets_the_newsvendors_level(double shortageCost, double room, int units)
    {
        var node = s_plain.Nodes[0] with { Costs = new(shortageCost, 1 / 7.0), RoomPrice = new(room) };

        Assert.Equal(new(new(1), default, units, units - 1), Level(s_plain with { Nodes = [node] }));
    }

    [Fact]
    public void Says_why()
    {
        var goods = s_plain with
        {
            LeadTimes = [0, 0, 7, 21],
            Nodes = [s_plain.Nodes[0] with { RoomPrice = new(1 / 7.0), Override = new(1, 75) }],
        };

        // Demand over 7, 7, 14 and 28 days is 5, 5, 10 and 20 times 1 to 10: 40 values with a mean of 55. Of these, 36
        // are at most 120 and 33 (from 32.7) at most 90. At the mean lead time, 7 days, the 9th of 10 is 90.
        var plan = new TargetsEngine(new()).Plan(TargetWorlds.Of(goods), Explain.Yes);

        Assert.Equal(
            [
                new(TargetReason.ExpectedDemand, +55),
                new(TargetReason.DemandUncertainty, +35),
                new(TargetReason.LeadTimeUncertainty, +30),
                new(TargetReason.RoomPrice, -30),
                new(TargetReason.HumanOverride, -15),
            ],
            plan.Reasons.Of(0).ToArray());
    }

    [Theory]
    [InlineData(0, /**/ 0)]
    [InlineData(6, /**/ 45)]
    [InlineData(13, /**/ 90)]
    [InlineData(60, /**/ 90)]
    public void Covers_only_the_days_that_a_product_is_still_sold(int daysUntilLast, int units)
    {
        var end = daysUntilLast == 0 ? TargetWorlds.Today.AddDays(-1) : TargetWorlds.Today.AddDays(daysUntilLast);

        Assert.Equal(units, Level(s_plain with { Life = new(ProductStatus.Active, default, end) }).Units);
    }

    [Fact]
    public void An_ended_product_needs_nothing() =>
        Assert.Equal(0, Level(s_plain with { Life = new(ProductStatus.Ended, default, default) }).Units);

    [Fact]
    public void Facilities_that_stand_alone_own_more_than_the_network_needs()
    {
        var costs = s_plain.Nodes[0].Costs;
        var halves = s_plain with { Nodes = [.. s_plain.Nodes, new(1, 0.5f, costs), new(2, 0.5f, costs)] };

        var plan = new TargetsEngine(new()).Plan(TargetWorlds.Of(halves), Explain.Yes);
        var levels = plan.Decisions.Rows;

        Assert.InRange(levels[1].Units + levels[2].Units, levels[0].Units + 1, 2 * levels[0].Units);
        Assert.Contains(plan.Reasons.Of(1).ToArray(), reason =>
            reason.Because == TargetReason.Pooling && reason.Amount > 0);
    }

    [Fact]
    public void A_fixed_cost_orders_more_at_a_time_and_later()
    {
        var plain = Level(s_plain);
        var fixedCost = Level(s_plain with { Terms = s_plain.Terms with { LineCost = 100 } });

        Assert.True(fixedCost.Units > plain.Units);
        Assert.InRange(fixedCost.ReorderPoint, 0, plain.ReorderPoint);
    }

    public static TheoryData<string> BadRows { get; } = [.. s_badRows.Keys];

    [Theory]
    [MemberData(nameof(BadRows))]
    public void A_bad_row_gets_no_level_and_says_so(string bad)
    {
        var inputs = TargetWorlds.Of(s_badRows[bad]);
        var plan = new TargetsEngine(new()).Plan(inputs, Explain.Yes);

        Assert.Equal(0, plan.Decisions.Rows[0].Units);
        Assert.Equal([new(TargetReason.BadInput, 0)], plan.Reasons.Of(0).ToArray());
        Assert.Single(inputs.Check());
    }

    [Fact]
    public void A_bad_facility_leaves_the_others_alone()
    {
        var goods = s_plain with
        {
            Nodes = [.. s_plain.Nodes, new(1, float.NaN, s_plain.Nodes[0].Costs), new(2, 1, s_plain.Nodes[0].Costs)],
        };
        var levels = new TargetsEngine(new()).Plan(TargetWorlds.Of(goods)).Decisions.Rows;

        Assert.Equal((90, 0), (levels[0].Units, levels[1].Units));
        Assert.True(levels[2].Units > 0);
    }

    private static TargetRow Level(Goods goods) =>
        new TargetsEngine(new()).Plan(TargetWorlds.Of(goods)).Decisions.Rows[0];
}
