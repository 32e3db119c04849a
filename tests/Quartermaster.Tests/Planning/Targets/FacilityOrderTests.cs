using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>Facilities that order from vendors for themselves.</summary>
public sealed class FacilityOrderTests
{
    private static readonly StockCosts s_costs = new(ShortageCost: 9, HoldingCostPerUnitDay: 0.1, ScrapLoss: 5);

    /// <summary>A facility that serves everybody, and by thousands, so that the chance of who comes hardly matters, is
    /// the network: the same risk of staying unsold, the same (s, S).</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 0)]
    [InlineData(0, 20_000)]
    [InlineData(5, 20_000)]
    public void One_that_serves_everybody_orders_as_the_network(double scrapLoss, double lineCost)
    {
        var rows = Decide(s_costs with { ScrapLoss = scrapLoss }, lineCost, size: 1_000, share: 1, orders: true);

        Assert.InRange(rows[1].Units, rows[0].Units * 0.97, rows[0].Units * 1.03);
        Assert.InRange(rows[1].ReorderPoint, rows[0].ReorderPoint * 0.97, rows[0].ReorderPoint * 1.03);
    }

    [Fact]
    public void What_may_stay_unsold_and_what_an_order_costs_count_where_it_orders_alone()
    {
        var plain = Decide(s_costs with { ScrapLoss = 0 }, 0, 1, 0.5f, orders: true)[1];
        var risky = Decide(s_costs, 0, 1, 0.5f, orders: true)[1];
        var rare = Decide(s_costs with { ScrapLoss = 0 }, 200, 1, 0.5f, orders: true)[1];

        Assert.InRange(risky.Units, 1, plain.Units - 1);
        Assert.True(rare.Units > plain.Units);
        Assert.InRange(rare.ReorderPoint, 0, plain.Units - 1);
        Assert.Equal(plain, Decide(s_costs, 200, 1, 0.5f, orders: false)[1]);
    }

    // Ten futures that differ widely: over four weeks, and over other days in proportion.
    private static TargetRow[] Decide(StockCosts costs, double lineCost, float size, float share, bool orders)
    {
        float[] fourWeeks = [0, 3, 8, 14, 26, 40, 62, 90, 150, 400];
        var goods = TargetWorlds.Plain with
        {
            Terms = TargetWorlds.Plain.Terms with { LineCost = lineCost },
            Sums = [.. TargetWorlds.Days.Select(days => fourWeeks.Select(units => size * units * days / 28).ToArray())],
            Nodes = [new(0, 1, costs), new(1, share, costs, Orders: orders)],
        };
        return new TargetsEngine(new() { ShareVariance = 0 }).Plan(TargetWorlds.Of(goods)).Decisions.Rows.ToArray();
    }
}
