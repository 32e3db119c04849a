using Quartermaster.Numerics;
using Quartermaster.Tests.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class FixedOrderCostTests
{
    /// <summary>Zheng and Federgruen (1991), Operations Research 39(4), table 1; Snyder and Shen (2019), example 4.7
    /// and problem 4.31. Poisson demand, no lead time.</summary>
    [Theory]
    //          mean h p K | s  S  cost
    [InlineData(10, 1, 9, 64, /**/ 6, 40, 35.022)]
    [InlineData(15, 1, 9, 64, /**/ 10, 49, 42.698)]
    [InlineData(22, 1, 9, 64, /**/ 16, 68, 51.632)]
    [InlineData(23, 1, 9, 64, /**/ 17, 52, 52.757)]
    [InlineData(25, 1, 9, 64, /**/ 19, 56, 54.262)]
    [InlineData(30, 1, 9, 64, /**/ 23, 66, 57.819)]
    [InlineData(40, 1, 9, 64, /**/ 33, 87, 64.512)]
    [InlineData(45, 1, 9, 64, /**/ 37, 97, 67.776)]
    [InlineData(51, 1, 9, 64, /**/ 43, 110, 71.611)]
    [InlineData(52, 1, 9, 64, /**/ 44, 112, 72.246)]
    [InlineData(55, 1, 9, 64, /**/ 47, 118, 74.149)]
    [InlineData(60, 1, 9, 64, /**/ 52, 129, 77.306)]
    [InlineData(61, 1, 9, 64, /**/ 52, 131, 77.929)]
    [InlineData(63, 1, 9, 64, /**/ 54, 73, 78.287)]
    [InlineData(70, 1, 9, 64, /**/ 62, 81, 79.037)]
    [InlineData(75, 1, 9, 64, /**/ 67, 86, 79.554)]
    [InlineData(6, 1, 4, 5, /**/ 4, 10, 8.0341115615)]
    [InlineData(4, 40, 125, 150, /**/ 2, 7, 223.574829567)]
    public void Finds_the_published_policies(
        double mean, double h, double p, double fixedCost, int reorder, int upTo, double cost)
    {
        var policy = Solve(mean, leadTime: 0, h, p, fixedCost);

        Assert.Equal((reorder, upTo), (policy.Reorder, policy.UpTo));
        Assert.Equal(cost, policy.Cost, 6e-4);
    }

    /// <summary>Optimal costs by exact value iteration, computed independently.</summary>
    [Theory]
    [InlineData(5, 2, 9, 10, /**/ 13.155219)]
    [InlineData(1, 4, 19, 5, /**/ 6.729354)]
    public void Finds_the_best_policy_under_a_lead_time(
        double mean, int leadTime, double p, double fixedCost, double cost) =>
        Assert.Equal(cost, Solve(mean, leadTime, 1, p, fixedCost).Cost, 1e-5);

    [Fact]
    public void Without_a_fixed_cost_every_period_orders_up_to_the_newsvendors_level() =>
        Assert.Equal((7, 8), (Solve(5, 0, 1, 9, 0).Reorder, Solve(5, 0, 1, 9, 0).UpTo));

    private static OrderPolicy Solve(double mean, int leadTime, double h, double p, double fixedCost)
    {
        double[] costs = [.. Enumerable.Range(0, 260)
            .Select(owned => PoissonDemand.Cost(mean * (leadTime + 1), owned, h, p))];
        return FixedOrderCost.Solve(costs, PoissonDemand.Probabilities(mean, 200), fixedCost, new double[costs.Length]);
    }
}
