using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.Operations.Gather;

/// <summary>Lays out what the prices of picking and shipping are worked out from.</summary>
public static class OutboundGather
{
    private const double NoWay = 1e6;

    /// <summary>The inputs of a day; null where no center's outbound capacity is limited.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="outlook">What is believed.</param>
    /// <param name="demandOf">What customers want, by who has it: asked where there is something to price.</param>
    /// <param name="policy">How far to look.</param>
    public static OutboundInputs? Inputs(
        CompanyFacts facts, PlanningState state, Outlook outlook, Func<StockedDemand> demandOf, OutboundPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outlook);
        ArgumentNullException.ThrowIfNull(demandOf);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Days < 1 || !Array.Exists(facts.Capacities.Rows.ToArray(), IsLimit))
        {
            return null;
        }

        var demand = demandOf();
        var cells = Enumerable.Range(0, facts.Centers.Length * policy.Days);
        return new()
        {
            Centers = facts.Centers,
            FirstDay = state.Today,
            Costs = CostsOf(facts),
            LostPerUnit = demand.LostPerUnit,
            Stockings = demand.Stockings,
            Units = demand.Units,
            DayFactors = new(DayFactorsOf(state, outlook, policy.Days)),
            Limits = new(LimitsOf(facts, state, policy.Days)),
            LastPrices = new([.. cells.Select(cell => state.LastBoard?.PriceOf(facts.Centers[cell / policy.Days],
                Resource.Outbound, default, state.Today.AddDays(cell % policy.Days)) ?? 0)]),
        };

        bool IsLimit(Capacity row) => row.Resource == Resource.Outbound && facts.CenterOf(row.Facility) >= 0;
    }

    private static Matrix CostsOf(CompanyFacts facts)
    {
        var regions = facts.Serve.RegionCount;
        var costs = new float[facts.Centers.Length * regions];
        for (var at = 0; at < costs.Length; at++)
        {
            var cost = facts.Serve.IndexOf(facts.Centers[at / regions]) is >= 0 and var place
                ? facts.Serve.TypicalCost(place, at % regions) : NoWay;
            costs[at] = cost < NoWay ? (float)cost : float.PositiveInfinity;
        }

        return new(regions, costs);
    }

    // Of today's demand placed orders have claimed a part: those that came after yesterday's last departures, half a
    // day's at most. The rest had no room before, and comes on top, as what they claimed of later days does.
    private static double[] DayFactorsOf(PlanningState state, Outlook outlook, int days)
    {
        var (factors, usual) = (new double[days], outlook.MeanDailyUnits.Sum());
        for (var day = 0; day < days; day++)
        {
            factors[day] = outlook.DayFactor(state.Today.AddDays(day));
        }

        var claimed = state.ClaimedHands.Rows.ToArray().Where(claim => claim.ShipDay == state.Today)
            .Sum(claim => (double)claim.Units);
        factors[0] -= usual > 0 ? Math.Min(claimed / usual, factors[0] / 2) : 0;
        return factors;
    }

    private static double[] LimitsOf(CompanyFacts facts, PlanningState state, int days)
    {
        var limits = new double[facts.Centers.Length * days];
        Array.Fill(limits, double.PositiveInfinity);
        for (var day = 0; day < days; day++)
        {
            foreach (var limit in facts.Capacities.InForce(state.Today.AddDays(day)))
            {
                if (limit.Resource == Resource.Outbound && facts.CenterOf(limit.Facility) is >= 0 and var center)
                {
                    limits[(center * days) + day] = limit.Hard;
                }
            }
        }

        foreach (var claim in state.ClaimedHands.Rows)
        {
            var (center, day) = (facts.CenterOf(claim.Facility), claim.ShipDay.DayNumber - state.Today.DayNumber);
            if (center >= 0 && day >= 0 && day < days)
            {
                ref var limit = ref limits[(center * days) + day];
                limit = Math.Max(0, limit - claim.Units);
            }
        }

        return limits;
    }
}
