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
    /// <summary>The inputs of a day.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="demand">What customers want from today on.</param>
    /// <param name="shortageFactor">Multiplies the loss per unit of demand not met; above 0.</param>
    public static TargetInputs Inputs(
        CompanyFacts facts, PlanningState state, CumulativeDemand demand, double shortageFactor = 1)
    {
        var (products, width) = (facts.Products.Count, facts.Centers.Length + 1);
        var (nodes, costs) = (new TargetNode[products * width], new StockCosts[products * width]);
        var (rooms, people) = (new RoomPrice[products * width], new HumanDecision[products * width]);
        var decisions = new Decisions(state.Overrides, state.Today);
        for (var row = 0; row < products; row++)
        {
            var economics = facts.Economics.Rows[row];
            var cheapestRoom = double.PositiveInfinity;
            for (var column = 0; column < width; column++)
            {
                var at = (row * width) + column;
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
            rooms[row * width] = new(double.IsInfinity(cheapestRoom) ? 0 : cheapestRoom);
        }

        return new()
        {
            Today = state.Today,
            Products = Groups.OfSizes([.. Enumerable.Repeat(width, products)]),
            Replenishments = new([.. Enumerable.Range(0, products).Select(row =>
                new Replenishment(
                    facts.Products.Rows[row].Id, facts.ReviewDaysOf(row), facts.Economics.Rows[row].OrderPerLine))]),
            Lives = new([.. facts.Products.Rows.ToArray().Select(product =>
                new ProductLife(product.Status, product.LaunchDay, product.EndDay))]),
            Demand = demand,
            LeadTimes = ByProduct(facts),
            Nodes = new(nodes),
            Costs = new(costs),
            RoomPrices = new(rooms),
            Overrides = new(people),
        };
    }

    /// <summary>How far each product's futures are drawn, in days: the longest lead time plus review period, and at
    /// least so many.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="leastDays">Days in which stock must sell; 0 for a company that does not ask.</param>
    public static int[] HorizonDays(CompanyFacts facts, int leastDays)
    {
        var leadTimes = ByProduct(facts);
        return [.. Enumerable.Range(0, facts.Products.Count)
            .Select(row => Math.Max(leastDays, (int)leadTimes.Days.Row(row)[^1] + facts.ReviewDaysOf(row)))];
    }

    // A product's lead time is that of the offer it is usually bought by.
    private static LeadTimeTable ByProduct(CompanyFacts facts)
    {
        int[] offers = [.. Enumerable.Range(0, facts.Products.Count).Select(facts.UsualOfferOf)];
        var columns = Math.Max(1, facts.LeadTimes.Days.Columns);
        var (days, yields) = (new float[offers.Length * columns], new float[offers.Length]);
        for (var row = 0; row < offers.Length; row++)
        {
            yields[row] = 1;
            if (offers[row] >= 0)
            {
                facts.LeadTimes.Days.Row(offers[row]).CopyTo(days.AsSpan(row * columns));
                yields[row] = facts.LeadTimes.Yields.Rows[offers[row]];
            }
        }

        return new() { Days = new(columns, days), Yields = new(yields) };
    }

    private static RoomPrice RoomOf(CompanyFacts facts, PlanningState state, int row, FacilityId facility)
    {
        ref readonly var product = ref facts.Products.Rows[row];
        return state.LastBoard is null
            ? default
            : state.LastBoard.RoomOf(facility, product.StorageClass, state.Today, product.VolumeCubicCentimeters);
    }
}
