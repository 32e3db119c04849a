using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>Sets what each further unit of stock is worth until the next arrival.</summary>
/// <remarks>
/// The k-th unit of a product at a facility is worth the cost of a shortage there × the probability that k or more
/// units are asked for before more arrives: the dual price of stock in the newsvendor. Read by fulfillment, transfers
/// and removal as the future cost of a unit they take. O(paths × log paths) per row.
/// </remarks>
/// <param name="policy">The settings of the targets engine, so that both believe the same of shares.</param>
public sealed class StockPrices(TargetPolicy policy)
{
    private const int ProductsPerBlock = 256;

    /// <summary>The stock values of all products.</summary>
    /// <param name="inputs">What the targets engine looks at; product row = group. Bad rows are worth 0.</param>
    /// <param name="facilities">The facilities in the order in which values are read; none stands for the network.
    /// </param>
    /// <param name="daysToArrival">Per row of the inputs: days until more of the product arrives there, 0 or more;
    /// negative if nothing is on its way, which means the mean lead time plus the review period.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    public StockValues Of(
        TargetInputs inputs, ReadOnlySpan<FacilityId> facilities, Table<float> daysToArrival, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(daysToArrival.Count, inputs.Nodes.Count);
        var columns = new Dictionary<FacilityId, int>();
        for (var column = 0; column < facilities.Length; column++)
        {
            columns.Add(facilities[column], column);
        }

        var values = new StockValues(inputs.Count, facilities.Length);
        Blocks.Run(inputs.Count, ProductsPerBlock, threads, block =>
        {
            var scratch = new DemandScratch(inputs, policy.ShareVariance);
            for (var product = block.Start; product < block.Start + block.Count; product++)
            {
                if (TargetChecks.BrokenRule(inputs, product) is null)
                {
                    SetProduct(inputs, product, columns, daysToArrival, scratch, values);
                }
            }
        });

        return values;
    }

    private static void SetProduct(TargetInputs inputs, int product, Dictionary<FacilityId, int> columns,
        Table<float> daysToArrival, DemandScratch scratch, StockValues values)
    {
        var usualDays = inputs.LeadTimes.MeanDays(product) + inputs.Replenishments.Rows[product].ReviewDays;
        var daysLeft = inputs.Lives.Rows[product].DaysLeft(inputs.Today);
        var drawnDays = double.NaN;
        for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
        {
            var node = inputs.Nodes.Rows[row];
            if (!columns.TryGetValue(node.Facility, out var column)
                || TargetChecks.BrokenRuleOfNode(inputs, product, row) is not null)
            {
                continue;
            }

            var days = Math.Min(daysLeft, daysToArrival.Rows[row] is >= 0 and var known ? known : usualDays);
            if (days != drawnDays)
            {
                inputs.Demand.Over(product, days, scratch.AtMean);
                drawnDays = days;
            }

            var demand = node.Facility.Value == 0
                ? scratch.AtMean
                : scratch.Split(scratch.AtMean, node.Share, scratch.Local);
            SetCell(values, product, column, inputs.Costs.Rows[row].ShortageCost, demand);
        }
    }

    private static void SetCell(
        StockValues values, int product, int column, double shortageCost, ReadOnlySpan<float> demand)
    {
        Span<double> survival = stackalloc double[StockValues.Steps];
        var unitsPerStep = Math.Max(1, demand[^1] / (StockValues.Steps - 1));
        for (var i = 0; i < survival.Length; i++)
        {
            // At least k = 1 + i × step, in whole units: more than a half below.
            var below = SortedSample.CountAtMost(demand, 0.5 + (i * (double)unitsPerStep));
            survival[i] = 1 - ((double)below / demand.Length);
        }

        values.Set(product, column, shortageCost, unitsPerStep, survival);
    }
}
