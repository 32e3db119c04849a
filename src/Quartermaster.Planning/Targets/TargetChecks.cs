namespace Quartermaster.Planning.Targets;

/// <summary>What products and nodes must look like to be decided on.</summary>
internal static class TargetChecks
{
    private const int LongestDays = 3_650;
    private const float MostDemandUnits = 1e9f;

    /// <summary>The first rule that a product breaks, so that none of its rows can be decided; null if none.</summary>
    internal static string? BrokenRule(TargetInputs inputs, int product)
    {
        ref readonly var replenishment = ref inputs.Replenishments.Rows[product];
        var first = inputs.FirstRow(product);
        return
            replenishment.Product.Value < 1 ? "A level is for a product."
            : replenishment.ReviewDays is < 1 or > LongestDays ? "The review period is 1 to 3,650 days."
            : !IsRate(replenishment.LineCost) ? "The cost of an order line is a number, 0 or more."
            : !IsAscending(inputs.LeadTimes.Days.Row(product), LongestDays) ? "Lead times ascend, from 0 to 3,650 days."
            : !IsDemand(inputs, product) ? "Demand sums ascend, also with time, from 0 to 10⁹ units."
            : first == inputs.FirstRow(product + 1) || inputs.Nodes.Rows[first].Facility.Value != 0
                ? "The first row of a product is its network row."
            : BrokenRuleOfCosts(inputs, first);
    }

    /// <summary>The first rule that a node breaks; null if there is none.</summary>
    internal static string? BrokenRuleOfNode(TargetInputs inputs, int product, int row)
    {
        ref readonly var node = ref inputs.Nodes.Rows[row];
        return
            node.Facility.Value < (row == inputs.FirstRow(product) ? 0 : 1) ? "A row names its facility."
            : node.Share is not (>= 0 and <= 1) ? "A share of demand is 0 to 1."
            : BrokenRuleOfCosts(inputs, row);
    }

    private static string? BrokenRuleOfCosts(TargetInputs inputs, int row)
    {
        ref readonly var costs = ref inputs.Costs.Rows[row];
        return
            !IsRate(costs.ShortageCost) || costs.ShortageCost == 0 ? "The shortage cost is above 0."
            : !IsRate(costs.HoldingCostPerUnitDay) ? "The holding cost is a number, 0 or more."
            : !IsRate(costs.ScrapLoss) ? "The loss of a unit never sold is a number, 0 or more."
            : !IsRate(inputs.RoomPrices.Rows[row].PerUnitDay) ? "The price of room is a number, 0 or more."
            : inputs.Overrides.Rows[row].Units < 0 ? "An override is 0 or more units."
            : null;
    }

    private static bool IsRate(double value) => value is >= 0 and <= 1e9;

    private static bool IsDemand(TargetInputs inputs, int product)
    {
        var (ascends, highest) = (true, 0f);
        for (var column = 0; ascends && column < inputs.Demand.Days.Count; column++)
        {
            var sums = inputs.Demand.Of(product, column);
            ascends = IsAscending(sums, MostDemandUnits) && sums[^1] >= highest;
            highest = sums[^1];
        }

        return ascends;
    }

    private static bool IsAscending(ReadOnlySpan<float> values, float most)
    {
        var (inOrder, last) = (true, 0f);
        foreach (var value in values)
        {
            inOrder &= value >= last;
            last = value;
        }

        return inOrder && last <= most;
    }
}
