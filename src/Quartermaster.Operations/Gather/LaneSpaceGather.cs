using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;

namespace Quartermaster.Operations.Gather;

/// <summary>Lays out what the prices of lane space are worked out from.</summary>
public static class LaneSpaceGather
{
    /// <summary>Instants of a day that orders are taken to come at.</summary>
    public const int InstantsPerDay = 4;

    private const int DayMinutes = 1_440;

    /// <summary>The inputs of a day; null where no departure of a lane is limited that has no price of space of its
    /// own.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="tables">The ways there are, and those that are left without lanes that are short.</param>
    /// <param name="outlook">What is believed.</param>
    /// <param name="demandOf">What customers want, by who has it: asked where there is something to price.</param>
    /// <param name="hands">What a unit picked and shipped costs by center and day where hands are short; null for
    /// nothing.</param>
    /// <param name="policy">How far to look.</param>
    public static LaneSpaceInputs? Inputs(
        CompanyFacts facts, PlanningState state, IReadOnlyList<RouteTable> tables, Outlook outlook,
        Func<StockedDemand> demandOf, SlotPrices? hands, OutboundPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(outlook);
        ArgumentNullException.ThrowIfNull(demandOf);
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.LaneDays < 1 || tables.Count == 0 || tables[0].Limits.Departures.Count == 0)
        {
            return null;
        }

        var demand = demandOf();
        var typical = new TypicalUnit(demand.Grams, demand.CubicCentimeters, facts.UnitsPerParcel);
        var days = LaneDaysAhead.Of(tables[0], facts, state, typical, policy.LaneDays);
        if (days.Rows.Count == 0)
        {
            return null;
        }

        var instants = new double[policy.LaneDays * InstantsPerDay];
        for (var i = 0; i < instants.Length; i++)
        {
            instants[i] = outlook.DayFactor(state.Today.AddDays(i / InstantsPerDay)) / InstantsPerDay;
        }

        var finder = new LaneWayFinder(tables, days, typical, facts.Serve.Typical.CostPerDay, hands);
        var (sizes, ways) = (new List<int>(), new List<LaneWay>());
        for (var i = 0; i < instants.Length; i++)
        {
            var minute = Instant.Of(state.Today).UnixMinutes + (i * DayMinutes / InstantsPerDay);
            foreach (var center in facts.Centers)
            {
                for (var region = 1; region <= facts.Serve.RegionCount; region++)
                {
                    var before = ways.Count;
                    finder.Add(center, new(region), minute, ways);
                    sizes.Add(ways.Count - before);
                }
            }
        }

        return new()
        {
            Centers = facts.Centers.Length,
            LostPerUnit = demand.LostPerUnit,
            Typical = typical,
            Stockings = demand.Stockings,
            Units = demand.Units,
            Instants = new(instants),
            LaneDays = days.Rows,
            WaysOf = Groups.OfSizes([.. sizes]),
            Ways = new([.. ways]),
        };
    }
}
