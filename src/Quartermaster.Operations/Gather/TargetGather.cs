using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Gather;

/// <summary>Lays out what the targets engine looks at: one network row and one row per center for every
/// product.</summary>
public static class TargetGather
{
    /// <summary>The inputs of a day, of all products.</summary>
    /// <inheritdoc cref="Inputs(CompanyFacts, PlanningState, int, CumulativeDemand, double)"/>
    public static TargetInputs Inputs(
        CompanyFacts facts, PlanningState state, CumulativeDemand demand, double shortageFactor = 1) =>
        Inputs(facts, state, 0, demand, shortageFactor);

    /// <summary>The inputs of a day, of consecutive products.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="first">The row of the first product.</param>
    /// <param name="demand">What customers want from today on, of these products.</param>
    /// <param name="shortageFactor">Multiplies the loss per unit of demand not met; above 0.</param>
    public static TargetInputs Inputs(
        CompanyFacts facts, PlanningState state, int first, CumulativeDemand demand, double shortageFactor = 1)
    {
        var (products, width) = (demand.Count, facts.Centers.Length + 1);
        var (nodes, costs) = (new TargetNode[products * width], new StockCosts[products * width]);
        var (rooms, people) = (new RoomPrice[products * width], new HumanDecision[products * width]);
        var decisions = new Decisions(state.Overrides, state.Today);
        for (var group = 0; group < products; group++)
        {
            var row = first + group;
            var economics = facts.Economics.Rows[row];
            var cheapestRoom = double.PositiveInfinity;
            for (var column = 0; column < width; column++)
            {
                var at = (group * width) + column;
                var facility = column == 0 ? default : facts.Centers[column - 1];
                nodes[at] = column == 0 ? new(facility, 1)
                    : new(facility, facts.CenterShares.Row(row)[column - 1], facts.IsOrderedTo(row, facility));
                costs[at] = new(
                    shortageFactor
                        * (column == 0 ? economics.ShortageCost : facts.LocalShortageCosts.Row(row)[column - 1]),
                    economics.HoldingPerUnitDay,
                    economics.UnitCost * (1 - economics.SalvageShare));
                people[at] = decisions.Of(OverrideTarget.Target, facts.Products.Rows[row].Id, facility);
                rooms[at] = column == 0 ? default : RoomOf(facts, state, row, facility);
                cheapestRoom = column == 0 ? cheapestRoom : Math.Min(cheapestRoom, rooms[at].PerUnitDay);
            }

            // The network's last unit goes where room is cheapest.
            rooms[group * width] = new(double.IsInfinity(cheapestRoom) ? 0 : cheapestRoom);
        }

        return new()
        {
            Today = state.Today,
            Products = Groups.OfSizes([.. Enumerable.Repeat(width, products)]),
            Replenishments = new([.. Enumerable.Range(first, products).Select(row =>
                new Replenishment(
                    facts.Products.Rows[row].Id, facts.ReviewDaysOf(row), facts.Economics.Rows[row].OrderPerLine))]),
            Lives = new([.. Enumerable.Range(first, products).Select(row => LifeOf(facts, row))]),
            Demand = demand,
            LeadTimes = LeadTimesOf(facts, [.. Enumerable.Range(first, products)]),
            Nodes = new(nodes),
            Costs = new(costs),
            RoomPrices = new(rooms),
            Overrides = new(people),
        };
    }

    /// <summary>How far each product's futures are drawn, in days: the longest lead time plus review period, and at
    /// least so many.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="rows">Of which products.</param>
    /// <param name="leastDays">Days in which stock must sell; 0 for a company that does not ask.</param>
    public static int[] HorizonDays(CompanyFacts facts, ReadOnlySpan<int> rows, int leastDays)
    {
        var (leadTimes, days) = (LeadTimesOf(facts, rows), new int[rows.Length]);
        for (var i = 0; i < days.Length; i++)
        {
            days[i] = Math.Max(leastDays, (int)leadTimes.Days.Row(i)[^1] + facts.ReviewDaysOf(rows[i]));
        }

        return days;
    }

    /// <summary>How long goods of products take: as by the offer that each is usually bought by.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="rows">Of which products.</param>
    public static LeadTimeTable LeadTimesOf(CompanyFacts facts, ReadOnlySpan<int> rows)
    {
        var columns = Math.Max(1, facts.LeadTimes.Days.Columns);
        var (days, yields) = (new float[rows.Length * columns], new float[rows.Length]);
        for (var i = 0; i < rows.Length; i++)
        {
            yields[i] = 1;
            if (facts.UsualOfferOf(rows[i]) is >= 0 and var offer)
            {
                facts.LeadTimes.Days.Row(offer).CopyTo(days.AsSpan(i * columns));
                yields[i] = facts.LeadTimes.Yields.Rows[offer];
            }
        }

        return new() { Days = new(columns, days), Yields = new(yields) };
    }

    /// <summary>Until when a product is sold.</summary>
    internal static ProductLife LifeOf(CompanyFacts facts, int row)
    {
        ref readonly var product = ref facts.Products.Rows[row];
        return new(product.Status, product.LaunchDay, product.EndDay);
    }

    private static RoomPrice RoomOf(CompanyFacts facts, PlanningState state, int row, FacilityId facility)
    {
        ref readonly var product = ref facts.Products.Rows[row];
        return state.LastBoard is null
            ? default
            : state.LastBoard.RoomOf(facility, product.StorageClass, state.Today, product.VolumeCubicCentimeters);
    }
}
