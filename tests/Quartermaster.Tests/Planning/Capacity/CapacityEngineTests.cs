using System.Collections.Immutable;
using Quartermaster.Planning.Capacity;
using Xunit;

namespace Quartermaster.Tests.Planning.Capacity;

public sealed class CapacityEngineTests
{
    private static readonly CapacityEngine s_engine = new(new());

    /// <summary>Four projects of value 10, 8, 6, 4, one unit of room each, room for 2.5: the LP is worth 10 + 8 + 3, at
    /// a price of 6 (Dantzig 1957).</summary>
    [Fact]
    public void Settles_on_the_price_of_the_marginal_project()
    {
        double[] values = [10, 8, 6, 4];
        var bundle = CapacityEngine.Start([2.5], [0]);
        for (var round = 0; round < 30; round++)
        {
            var taken = values.Where(value => value > bundle.Prices[0]).ToArray();
            bundle = s_engine.Step(bundle, taken.Sum(), [taken.Length]);
        }

        bundle = s_engine.Master(bundle);

        Assert.Equal(21, bundle.Bound, 1e-6);
        Assert.Equal(6, bundle.BestPrices[0], 1e-6);
        Assert.Equal(2.5, bundle.Plans.Zip(bundle.Weights, (plan, weight) => plan.Usage[0] * weight).Sum(), 1e-2);
    }

    [Fact]
    public void Every_bound_on_the_way_holds()
    {
        double[] values = [10, 8, 6, 4];
        foreach (var price in new[] { 0, 3.0, 6, 9, 20 })
        {
            var taken = values.Where(value => value > price).ToArray();
            var plan = new ProposedPlan([price], taken.Sum(), [taken.Length]);
            Assert.True(CapacityEngine.BoundAt([2.5], plan) >= 21 - 1e-9);
        }
    }

    [Fact]
    public void Keeps_room_for_a_high_quantile_of_random_load()
    {
        var limits = new CapacityEngine(new() { LoadQuantile = 0.975 }).LimitsOf([new(100, 50, 10), new(10, 50, 0)]);

        Assert.Equal(100 - 50 - 19.599639845, limits[0], 1e-8);
        Assert.Equal(0, limits[1]);
    }

    [Fact]
    public void Stops_raising_prices_where_nothing_fits()
    {
        var bundle = CapacityEngine.Start([1.0], ImmutableArray.Create(0.0));
        for (var round = 0; round < 100; round++)
        {
            bundle = s_engine.Step(bundle, 5, [2]);
        }

        Assert.InRange(bundle.Prices[0], 0, CapacityEngine.MostPrice);
        Assert.True(bundle.Bound < 0);
    }
}
