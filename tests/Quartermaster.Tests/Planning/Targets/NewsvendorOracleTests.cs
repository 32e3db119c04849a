using Quartermaster.Domain;
using Quartermaster.Numerics;
using Quartermaster.Planning.Targets;
using Quartermaster.Tests.Numerics;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>Published and independently computed values of the newsvendor and of base stock under random lead times.
/// </summary>
public sealed class NewsvendorOracleTests
{
    /// <summary>Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd ed. (2019), example 4.1 and problem 4.1;
    /// example 4.2 and problem 4.3b, whose profits are revenue less cost at the same order.</summary>
    [Theory]
    //          h     p    mean deviation | S            cost
    [InlineData(0.18, 0.7, 50, 8, /**/ 56.6039559274, 1.9976051932)]
    [InlineData(43, 79, 900, 60, /**/ 922.7214038235, 2718.1967817824)]
    [InlineData(1, 4.5, 50, 10, /**/ 59.0845786854, (4.5 * 50) - 210.4768082523)]
    public void Solves_the_normal_newsvendor(
        double h, double p, double mean, double deviation, double units, double cost)
    {
        var demand = Enumerable.Range(0, 100_000)
            .Select(i => (float)(mean + (deviation * Normal.Quantile((i + 0.5) / 100_000)))).ToArray();

        var owned = SortedSample.Quantile(demand, p / (p + h));

        Assert.Equal(units, owned, deviation * 1e-4);
        Assert.Equal(cost, Newsvendor.Cost(demand, owned, h, p), cost * 1e-4);
    }

    /// <summary>Snyder and Shen (2019), problem 4.8a.</summary>
    [Fact]
    public void Solves_the_poisson_newsvendor()
    {
        var demand = PoissonDemand.Sample(18, 100_000);

        Assert.Equal(19, SortedSample.Quantile(demand, 270 / 470.0));
        Assert.Equal(786.0884409351, Newsvendor.Cost(demand, 19, 200, 270), 0.1);
    }

    /// <summary>Snyder and Shen (2019), problem 4.7b.</summary>
    [Fact]
    public void Solves_the_discrete_newsvendor_exactly()
    {
        float[] demand = [1, 1, 1, 1, 1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8];

        Assert.Equal(5, SortedSample.Quantile(demand, 1_000_000 / 1_500_000.0));
        Assert.Equal(1_225_000, Newsvendor.Cost(demand, 5, 500_000, 1_000_000), 1e-6);
    }

    /// <summary>Exact values computed independently: Poisson demand a day, orders daily, lead times that do not cross.
    /// Whoever plans with the mean lead time only would own 46 (cost 94.55) in the first, 14 (17.77) in the second.
    /// </summary>
    [Theory]
    [InlineData(10, 19, new float[] { 1, 1, 1, 2, 2, 2, 2, 5, 5, 5 }, /**/ 67, 35.85443026, 45, 47)]
    [InlineData(2, 9, new float[] { 1, 7 }, /**/ 19, 11.77567858, 14, 14)]
    public void Covers_random_lead_times(
        double mean, double p, float[] leadTimes, int units, double cost, int leastAtMean, int mostAtMean)
    {
        var plan = PlanOf(mean, p, leadTimes);
        var reasons = plan.Reasons.Of(0).ToArray();
        var atMean = reasons.TakeWhile(reason => reason.Because != TargetReason.LeadTimeUncertainty)
            .Sum(reason => reason.Amount);

        Assert.Equal(units, plan.Decisions.Rows[0].Units);
        Assert.InRange(atMean, leastAtMean, mostAtMean);
        Assert.Equal(cost, leadTimes.Average(days => PoissonDemand.Cost(mean * (days + 1), units, 1, p)), 1e-6);
    }

    /// <summary>Optimal costs by exact value iteration, computed independently; the level by brute force.</summary>
    [Theory]
    //          mean lead p | cost
    [InlineData(5, 0, 9, /**/ 4.221093)]
    [InlineData(5, 2, 9, /**/ 7.123)]
    [InlineData(0.2, 6, 49, /**/ 3.510108)]
    public void Sets_the_best_base_stock_of_the_backorder_system(double mean, int leadTime, double p, double cost)
    {
        var best = Enumerable.Range(0, 100).MinBy(owned => PoissonDemand.Cost(mean * (leadTime + 1), owned, 1, p));

        var units = PlanOf(mean, p, [leadTime]).Decisions.Rows[0].Units;

        Assert.Equal(best, units);
        Assert.Equal(cost, PoissonDemand.Cost(mean * (leadTime + 1), units, 1, p), 1e-5);
    }

    /// <summary>One review a day; demand of 1 to 8 days as samples of 4,000.</summary>
    internal static Plan<TargetRow, TargetReason> PlanOf(double mean, double p, float[] leadTimes, double lineCost = 0)
    {
        const int Paths = 4_000;
        int[] days = [1, 2, 3, 4, 5, 6, 7, 8];
        var inputs = TargetWorlds.Of(TargetWorlds.Plain with
        {
            Terms = new(new(1), ReviewDays: 1, lineCost),
            LeadTimes = leadTimes,
            Nodes = [new(0, 1, new(p, HoldingCostPerUnitDay: 1))],
        });
        return new TargetsEngine(new()).Plan(
            inputs with
            {
                Demand = new()
                {
                    Days = new(days),
                    Paths = Paths,
                    Sums = new(
                        days.Length * Paths, [.. days.SelectMany(day => PoissonDemand.Sample(mean * day, Paths))]),
                },
            },
            Explain.Yes);
    }
}
