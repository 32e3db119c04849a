using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>Orders with a fixed cost for goods that may stay unsold: (s, S) against all others.</summary>
public sealed class UnsoldOrderTests
{
    private const double Holding = 0.01;
    private const int HorizonDays = 182;

    // Over four weeks; over other days in proportion. Some futures never sell what others need in a week.
    private static readonly float[] s_fourWeeks = [0, 4, 8, 12, 16, 24, 36, 56, 88, 144];

    /// <summary>Every pair is priced from the definition: the stage cost unit by unit, the mean cost of a period by
    /// renewal.</summary>
    [Theory]
    [InlineData(2, 0.5, 1)]
    [InlineData(2, 0.5, 4)]
    [InlineData(1, 2, 2)]
    [InlineData(4, 6, 0.2)]
    [InlineData(4, 0, 1)]
    public void No_other_pair_costs_less(double shortageCost, double scrapLoss, double lineCost)
    {
        var row = Decide(shortageCost, scrapLoss, lineCost);
        var stage = StageCosts(shortageCost, scrapLoss, 150);

        var least = double.MaxValue;
        for (var reorder = 0; reorder < 120; reorder++)
        {
            for (var upTo = reorder + 1; upTo < 150; upTo++)
            {
                least = Math.Min(least, CostOf(stage, reorder, upTo, lineCost));
            }
        }

        // The engine's risk is an integral, half a unit finer than the sum: a fraction of a unit's worth.
        Assert.InRange(CostOf(stage, row.ReorderPoint, row.Units, lineCost), least - 1e-9, least * 1.005);
    }

    /// <summary>Taking a fixed distance off both s and S once left a product that sells without a reorder
    /// point.</summary>
    [Fact]
    public void What_may_stay_unsold_does_not_take_the_reorder_point_away()
    {
        var (without, with) = (Decide(2, 0, 1), Decide(2, 0.5, 1));
        Assert.InRange(with.Units, 1, without.Units - 1);
        Assert.InRange(with.ReorderPoint, with.Units / 2, without.ReorderPoint);
    }

    /// <summary>One unit every other week, an order that costs what 250 of them earn: as many at a time as the house
    /// allows, half a year of demand, and not before all are gone.</summary>
    [Fact]
    public void An_order_that_costs_far_more_than_a_unit_earns_is_rare()
    {
        Goods Of(double lineCost) => TargetWorlds.Plain with
        {
            Terms = TargetWorlds.Plain.Terms with { LineCost = lineCost },
            Sums = [[0, 0], [0, 1], [0, 2], [0, 4]],
            Nodes = [TargetWorlds.Plain.Nodes[0] with { Costs = new(0.1, 0.001) }],
        };
        var level = new TargetsEngine(new()).Plan(TargetWorlds.Of(Of(0))).Decisions.Rows[0].Units;
        var row = new TargetsEngine(new()).Plan(TargetWorlds.Of(Of(25))).Decisions.Rows[0];
        Assert.Equal((level + 13, 0), (row.Units, row.ReorderPoint));
    }

    private static TargetRow Decide(double shortageCost, double scrapLoss, double lineCost)
    {
        var goods = TargetWorlds.Plain with
        {
            Terms = TargetWorlds.Plain.Terms with { LineCost = lineCost },
            Sums = [.. TargetWorlds.Days.Select(days => s_fourWeeks.Select(units => units * days / 28).ToArray())],
            Nodes = [TargetWorlds.Plain.Nodes[0] with { Costs = new(shortageCost, Holding, scrapLoss) }],
        };
        return new TargetsEngine(new()).Plan(TargetWorlds.Of(goods)).Decisions.Rows[0];
    }

    // By units owned: short and left over after two weeks, and what each unit owned risks.
    private static double[] StageCosts(double shortageCost, double scrapLoss, int most)
    {
        var (costs, risk) = (new double[most], 0.0);
        for (var owned = 0; owned < most; owned++)
        {
            var unit = owned;
            risk += owned == 0 ? 0 : s_fourWeeks.Average(wanted => wanted * HorizonDays / 28 >= unit ? 0
                : Math.Min(scrapLoss, Holding * HorizonDays * ((unit / (wanted * HorizonDays / 28.0)) - 1)));
            costs[owned] = risk + s_fourWeeks.Average(wanted => (shortageCost * Math.Max(0, (wanted / 2) - unit))
                + (7 * Holding * Math.Max(0, unit - (wanted / 2))));
        }

        return costs;
    }

    private static double CostOf(double[] stage, int reorder, int upTo, double lineCost)
    {
        var periods = new double[upTo - reorder];
        var (cost, time) = (lineCost, 0.0);
        for (var below = 0; below < periods.Length; below++)
        {
            var visits = below == 0 ? 1.0 : 0;
            foreach (var units in s_fourWeeks.Select(wanted => (int)Math.Round(wanted / 4)).Where(units => units > 0))
            {
                visits += units <= below ? periods[below - units] / s_fourWeeks.Length : 0;
            }

            periods[below] = visits / (1 - (s_fourWeeks.Count(wanted => Math.Round(wanted / 4) == 0)
                / (double)s_fourWeeks.Length));
            (cost, time) = (cost + (periods[below] * stage[upTo - below]), time + periods[below]);
        }

        return cost / time;
    }
}
