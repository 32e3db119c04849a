using Quartermaster.Domain;
using Quartermaster.Planning.Buying;
using Quartermaster.Tests.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>The long-run cost of buying by this engine against optimal costs, for Poisson demand that waits.</summary>
public sealed class BatchOracleTests
{
    private const int Lowest = -60;
    private const int Highest = 60;
    private const double DemandPerDay = 5;

    /// <summary>Optimal costs by exact value iteration, computed independently: h = 1, p = 9, no lead time, full cases
    /// or a minimum only. Full cases must be as good as optimal; a minimum is weighed once and may cost some more.
    /// </summary>
    [Theory]
    //          case minimum | optimal cost, most above it
    [InlineData(1, 0, /**/ 4.221093, 0.0001)]
    [InlineData(6, 0, /**/ 5.092639, 0.0001)]
    [InlineData(12, 0, /**/ 7.031188, 0.0001)]
    [InlineData(1, 3, /**/ 4.261521, 0.02)]
    [InlineData(1, 6, /**/ 4.891321, 0.05)]
    [InlineData(1, 24, /**/ 11.769198, 0.05)]
    public void Cases_and_minimums_cost_what_they_must(int caseUnits, int minimum, double optimal, double mostAbove)
    {
        var cost = LongRunCost(OrdersByPosition(caseUnits, minimum));

        Assert.InRange(cost, optimal - 1e-3, optimal * (1 + mostAbove) + 1e-3);
    }

    private static int[] OrdersByPosition(int caseUnits, int minimum)
    {
        var demand = PoissonDemand.Sample(DemandPerDay, 1_000);
        var offer = BuyingWorlds.Plain.Offer with
        {
            CaseUnits = caseUnits, MinimumUnits = minimum, LeadTimeDays = 0, ReviewDays = 1, ShortageCost = 9,
            HoldingCostPerUnitDay = 1,
        };
        var rows = Enumerable.Range(Lowest, Highest - Lowest + 1).Select(position =>
            BuyingWorlds.Plain with { Offer = offer, Position = new(position), Level = new(8), Demand = demand });
        float[] levels = [.. Enumerable.Range(0, demand.Length).Select(i => (i + 0.5f) / demand.Length)];
        var inputs = BuyingWorlds.Products([.. rows.Select(row => row with { Demand = [0, 0, 0] })]) with
        {
            Demand = new(levels, [.. rows.SelectMany(row => row.Demand)]),
        };
        return [.. new BuyingEngine(new()).Plan(inputs).Decisions.Rows.ToArray().Select(line => line.Units)];
    }

    // Steps the distribution of the position until it stands still.
    private static double LongRunCost(int[] orders)
    {
        var demand = PoissonDemand.Probabilities(DemandPerDay, 40);
        var costs = orders.Select((units, i) => PoissonDemand.Cost(DemandPerDay, Lowest + i + units, 1, 9)).ToArray();
        var now = new double[orders.Length];
        now[-Lowest] = 1;
        var (sum, periods) = (0.0, 0);
        for (var day = 0; day < 1_200; day++)
        {
            var next = new double[now.Length];
            for (var i = 0; i < now.Length; i++)
            {
                for (var units = 0; now[i] > 0 && units < demand.Length; units++)
                {
                    next[Math.Max(0, i + orders[i] - units)] += now[i] * demand[units];
                }
            }

            // Periodic policies swing: the mean over many days, after a start, is the long-run cost.
            (sum, periods) = day >= 600 ? (sum + now.Zip(costs, (p, c) => p * c).Sum(), periods + 1) : (sum, periods);
            now = next;
        }

        return sum / periods;
    }
}
