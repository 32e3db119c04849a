using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>How often (s, S) orders, counted on demand that is drawn from the same futures.</summary>
public sealed class OrderFrequencyTests
{
    private const int Periods = 4_000;

    private static readonly double[] s_lineCosts = [0, 0.5, 2, 8, 32, 128];

    [Fact]
    public void A_larger_fixed_cost_never_orders_more_often() =>
        Goods.Sample(goods =>
        {
            var orders = Array.ConvertAll(s_lineCosts, cost => OrdersOf(goods, cost));
            for (var i = 1; i < orders.Length; i++)
            {
                Assert.True(orders[i] <= orders[i - 1], $"{string.Join(" ", orders)} orders at {i}");
            }

            Assert.True(orders[^1] < orders[0], "A line that costs 128 is ordered as often as a free one.");
        }, iter: 60);

    [Fact]
    public void No_fixed_cost_orders_up_to_the_newsvendors_level_whenever_less_is_owned() =>
        Goods.Sample(goods =>
        {
            var row = Level(goods, 0);
            Assert.Equal(row.Units - 1, row.ReorderPoint);
        }, iter: 60);

    /// <summary>Steady demand of 5 to 500 units a week, known but for noise, held at 1 to 10 cents a week.</summary>
    private static Gen<Goods> Goods =>
        from mean in Gen.Double[5, 500]
        from noise in Gen.Double[0.05, 0.5]
        from holding in Gen.Double[0.01, 0.1]
        from shortage in Gen.Double[2, 20]
        let factors = Enumerable.Range(0, 10).Select(i => 1 + (noise * ((i - 4.5) / 4.5))).ToArray()
        select TargetWorlds.Plain with
        {
            Sums = [.. TargetWorlds.Days.Select(days =>
                factors.Select(factor => (float)Math.Round(factor * mean * days / 7)).ToArray())],
            LeadTimes = [0],
            Nodes = [new(0, 1, new(shortage, holding / 7))],
        };

    private static TargetRow Level(Goods goods, double lineCost) => new TargetsEngine(new())
        .Plan(TargetWorlds.Of(goods with { Terms = goods.Terms with { LineCost = lineCost } })).Decisions.Rows[0];

    // Goods arrive at once; what is not on hand is lost.
    private static int OrdersOf(Goods goods, double lineCost)
    {
        var row = Level(goods, lineCost);
        var week = goods.Sums[1];
        var (owned, orders) = (0.0, 0);
        for (var period = 0; period < Periods; period++)
        {
            if (owned <= row.ReorderPoint)
            {
                (owned, orders) = (row.Units, orders + 1);
            }

            owned = Math.Max(0, owned - week[period * 7 % week.Length]);
        }

        return orders;
    }
}
