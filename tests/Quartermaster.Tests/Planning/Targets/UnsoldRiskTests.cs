using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

public sealed class UnsoldRiskTests
{
    private const double Holding = 0.1;

    // Demand over 1, 7, 14 and 28 days by future, and beyond 28 days in proportion.
    private static Goods Of(double shortageCost, double scrapLoss, params float[] fourWeeks) =>
        TargetWorlds.Plain with
        {
            Sums = [.. TargetWorlds.Days.Select(days => fourWeeks.Select(units => units * days / 28).ToArray())],
            Nodes = [TargetWorlds.Plain.Nodes[0] with { Costs = new(shortageCost, Holding, scrapLoss) }],
        };

    [Fact]
    public void Where_every_future_sells_it_nothing_changes()
    {
        float[] alike = [90, 95, 100, 105, 110, 115, 120, 125, 130, 135];
        Assert.Equal(Level(Of(9, 0, alike)), Level(Of(9, 50, alike)));
    }

    [Fact]
    public void A_demand_that_may_stay_low_for_good_lowers_the_level()
    {
        float[] unsure = [0, 1, 2, 4, 8, 20, 50, 100, 300, 900];
        var (without, with) = (Level(Of(9, 0, unsure)), Level(Of(9, 5, unsure)));
        Assert.Equal(450, without);
        Assert.InRange(with, 1, 449);
    }

    // The level is the best of all: expected profit added up unit by unit from the definition, not by halving.
    [Theory]
    [InlineData(9, 0.5)]
    [InlineData(9, 4)]
    [InlineData(3, 20)]
    [InlineData(0.8, 2)]
    public void No_other_level_below_the_newsvendors_earns_more(double shortageCost, double scrapLoss)
    {
        float[] fourWeeks = [0, 3, 8, 14, 26, 40, 62, 90, 150, 400];
        var newsvendor = Level(Of(shortageCost, 0, fourWeeks));
        var (best, most, profit) = (0, 0.0, 0.0);
        for (var unit = 1; unit <= newsvendor; unit++)
        {
            foreach (var future in fourWeeks)
            {
                var (needed, sold) = (future / 2 >= unit, future * 182.0 / 28);
                profit += needed ? shortageCost : -7 * Holding;
                profit -= sold >= unit ? 0 : Math.Min(scrapLoss, Holding * 182 * ((unit / sold) - 1));
            }

            (best, most) = profit > most + 1e-9 ? (unit, profit) : (best, most);
        }

        Assert.Equal(best, Level(Of(shortageCost, scrapLoss, fourWeeks)));
    }

    /// <summary>Ten days are left, in which 10, 20 … 100 are wanted: a last order is the newsvendor's, at p/(p + w) =
    /// 1/3 but for what holding adds.</summary>
    [Fact]
    public void What_is_left_on_the_last_day_is_scrapped()
    {
        var goods = TargetWorlds.Plain with
        {
            Sums = [.. TargetWorlds.Days.Select(days => Enumerable.Range(1, 10).Select(i => i * days).ToArray())
                .Select(sums => sums.Select(units => (float)units).ToArray())],
            Life = new(ProductStatus.Active, default, TargetWorlds.Today.AddDays(9)),
            Nodes = [TargetWorlds.Plain.Nodes[0] with { Costs = new(ShortageCost: 5, 0.0001, ScrapLoss: 10) }],
        };
        Assert.Equal(10, goods.Life.DaysLeft(TargetWorlds.Today));
        Assert.Equal(40, Level(goods));
    }

    [Fact]
    public void Says_what_it_took_away()
    {
        var plan = new TargetsEngine(new())
            .Plan(TargetWorlds.Of(Of(9, 5, 0, 1, 2, 4, 8, 20, 50, 100, 300, 900)), Explain.Yes);
        var reason = Assert.Single(plan.Reasons.Of(0).ToArray(), reason => reason.Because == TargetReason.UnsoldRisk);
        Assert.Equal(plan.Decisions.Rows[0].Units - 450, reason.Amount);
    }

    private static int Level(Goods goods) =>
        new TargetsEngine(new()).Plan(TargetWorlds.Of(goods)).Decisions.Rows[0].Units;
}
