using System.Numerics;
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
    /// <param name="policy">How far to look.</param>
    public static OutboundInputs? Inputs(
        CompanyFacts facts, PlanningState state, Outlook outlook, OutboundPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(outlook);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Days < 1 || !Array.Exists(facts.Capacities.Rows.ToArray(), IsLimit))
        {
            return null;
        }

        var (stockings, of) = StockingsOf(facts, state, outlook, policy.MostStockings);
        var cells = Enumerable.Range(0, facts.Centers.Length * policy.Days);
        return new()
        {
            Centers = facts.Centers,
            FirstDay = state.Today,
            Costs = CostsOf(facts),
            LostPerUnit = LostPerUnit(facts, outlook),
            Stockings = new(stockings),
            Units = UnitsOf(facts, outlook, of, stockings.Length),
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

    // The sets of centers that have stock of most demand, and for each product which of them is its own or the nearest;
    // −1 for a product that no center has.
    private static (ulong[] Stockings, int[] Of) StockingsOf(
        CompanyFacts facts, PlanningState state, Outlook outlook, int most)
    {
        var centers = facts.Centers.Length;
        var (sets, units) = (new ulong[facts.Products.Count], new Dictionary<ulong, double>());
        for (var row = 0; row < sets.Length; row++)
        {
            for (var center = 0; center < centers; center++)
            {
                sets[row] |= state.Available[(row * centers) + center] > 0 ? 1UL << center : 0;
            }

            units[sets[row]] = units.GetValueOrDefault(sets[row]) + outlook.MeanDailyUnits[row];
        }

        ulong[] kept = [.. units.Where(set => set.Key != 0 && set.Value > 0).OrderByDescending(set => set.Value)
            .ThenBy(set => set.Key).Take(most).Select(set => set.Key)];
        var placeOf = units.Keys.ToDictionary(set => set, set => set == 0 || kept.Length == 0 ? -1
            : Enumerable.Range(0, kept.Length).MinBy(place => BitOperations.PopCount(kept[place] ^ set)));
        return (kept, Array.ConvertAll(sets, set => placeOf[set]));
    }

    private static Matrix UnitsOf(CompanyFacts facts, Outlook outlook, int[] of, int stockings)
    {
        var regions = facts.Serve.RegionCount;
        var units = new float[stockings * regions];
        for (var row = 0; row < of.Length; row++)
        {
            var mean = (float)outlook.MeanDailyUnits[row];
            if (of[row] < 0 || !(mean > 0) || !float.IsFinite(mean))
            {
                continue;
            }

            var into = units.AsSpan(of[row] * regions, regions);
            var shares = facts.RegionShares.Row(row);
            for (var region = 0; region < into.Length; region++)
            {
                into[region] += mean * shares[region];
            }
        }

        return new(regions, units);
    }

    private static double LostPerUnit(CompanyFacts facts, Outlook outlook)
    {
        var (worth, units) = (0.0, 0.0);
        for (var row = 0; row < facts.Products.Count; row++)
        {
            // One product whose numbers are none says nothing of the others.
            var of = facts.Economics.Rows[row].ShortageCost + facts.Economics.Rows[row].FreightPerUnit;
            if (double.IsFinite(of) && double.IsFinite(outlook.MeanDailyUnits[row]))
            {
                worth += outlook.MeanDailyUnits[row] * of;
                units += outlook.MeanDailyUnits[row];
            }
        }

        return units > 0 ? Math.Max(0, worth / units) : 0;
    }
}
