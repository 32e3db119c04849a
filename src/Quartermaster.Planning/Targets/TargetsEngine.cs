using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Targets;

/// <summary>Decides how much of each product should be owned, in the network and at each facility.</summary>
/// <remarks>
/// The level is the newsvendor's quantile of demand over a random lead time plus the review period, at the critical
/// ratio p/(p + h·R), exact on the sample of futures; where an order has a fixed cost, the best (s, S) around it.
/// Nothing is allocated per row. O(paths × lead times) per product, O(paths) per facility. See README.md.
/// </remarks>
public sealed class TargetsEngine(TargetPolicy policy) : IRowEngine<TargetInputs, TargetRow, TargetReason>
{
    /// <inheritdoc/>
    public void Decide(TargetInputs inputs, Span<TargetRow> decisions, ReasonWriter<TargetReason>? why)
    {
        var scratch = new DemandScratch(inputs, policy.ShareVariance);
        for (var product = 0; product < inputs.Count; product++)
        {
            var isSound = TargetChecks.BrokenRule(inputs, product) is null;
            var futures = isSound ? Futures.Of(inputs, product, scratch) : default;
            for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
            {
                var units = new Waterfall<TargetReason>(why);
                var reorderPoint = -1;
                if (isSound && TargetChecks.BrokenRuleOfNode(inputs, product, row) is null)
                {
                    reorderPoint = SetLevel(inputs, product, row, in futures, scratch, ref units);
                }
                else
                {
                    units.Remark(TargetReason.BadInput);
                }

                decisions[row] = new(inputs.Replenishments.Rows[product].Product, inputs.Nodes.Rows[row].Facility,
                    (int)units.Quantity, reorderPoint);
            }
        }
    }

    private int SetLevel(TargetInputs inputs, int product, int row, in Futures futures, DemandScratch scratch,
        ref Waterfall<TargetReason> units)
    {
        var first = inputs.FirstRow(product);
        var reorderPoint = row == first
            ? SetNetworkLevel(inputs, product, row, in futures, scratch, ref units)
            : SetLocalLevel(inputs, product, row, in futures, scratch, ref units);

        // Demand of 10⁹ over a year of lead time, or an order cost beyond all sense: more than a level can say.
        units.SetTo(Math.Min(units.Quantity, int.MaxValue), TargetReason.MostUnits);
        var person = inputs.Overrides.Rows[row];
        if (person.IsGiven)
        {
            units.SetTo(person.Units, TargetReason.HumanOverride);
            reorderPoint = int.MaxValue;
        }

        return (int)Math.Min(reorderPoint, units.Quantity - 1);
    }

    private int SetNetworkLevel(TargetInputs inputs, int product, int row, in Futures futures, DemandScratch scratch,
        ref Waterfall<TargetReason> units)
    {
        var (plain, priced) = Ratios(inputs, product, row);
        units.SetTo(Nearest(futures.MeanUnits), TargetReason.ExpectedDemand);
        units.SetTo(Nearest(SortedSample.Quantile(futures.AtMeanLeadTime, plain)), TargetReason.DemandUncertainty);
        units.SetTo(Nearest(SortedSample.Quantile(futures.Mixed, plain)), TargetReason.LeadTimeUncertainty);

        var level = SortedSample.Quantile(futures.Mixed, priced);
        units.SetTo(Nearest(level), TargetReason.RoomPrice);
        units.SetTo(WholeAtLeast(level), TargetReason.Rounding);
        var reorderPoint = SetOrder(inputs, product, row, futures.Mixed, scratch, ref units);
        if (futures.Ends)
        {
            var last = WholeAtLeast(SortedSample.Quantile(Futures.UntilEnd(inputs, product, scratch), priced));
            units.SetTo(Math.Min(units.Quantity, last), TargetReason.EndOfLife);
        }

        return reorderPoint;
    }

    // What the risk of staying unsold takes off a level, and what the fixed cost of an order puts on.
    private static int SetOrder(TargetInputs inputs, int product, int row, ReadOnlySpan<float> demand,
        DemandScratch scratch, ref Waterfall<TargetReason> units)
    {
        var risk = UnsoldRisk.Of(inputs, product, row, scratch);
        var (costs, perReview) = (inputs.Costs.Rows[row], inputs.LeftOverCost(product, row));
        units.SetTo(risk.Limit(units.Quantity, demand, costs.ShortageCost, perReview), TargetReason.UnsoldRisk);
        var order = OrderCost.Of(inputs, product, row, units.Quantity, demand, in risk, scratch);
        units.SetTo(order.UpTo, TargetReason.OrderCost);
        return order.Reorder;
    }

    private int SetLocalLevel(TargetInputs inputs, int product, int row, in Futures futures, DemandScratch scratch,
        ref Waterfall<TargetReason> units)
    {
        var share = inputs.Nodes.Rows[row].Share;
        var network = Ratios(inputs, product, inputs.FirstRow(product)).Plain;
        var (plain, priced) = Ratios(inputs, product, row);
        units.SetTo(Nearest(share * futures.MeanUnits), TargetReason.ExpectedDemand);
        units.SetTo(Nearest(share * SortedSample.Quantile(futures.AtMeanLeadTime, network)),
            TargetReason.DemandUncertainty);
        units.SetTo(Nearest(share * SortedSample.Quantile(futures.Mixed, network)), TargetReason.LeadTimeUncertainty);

        var local = scratch.Split(futures.Mixed, share, scratch.Local);
        units.SetTo(WholeAtLeast(SortedSample.Quantile(local, network)), TargetReason.Pooling);
        units.SetTo(WholeAtLeast(SortedSample.Quantile(local, plain)), TargetReason.LocalService);
        units.SetTo(WholeAtLeast(SortedSample.Quantile(local, priced)), TargetReason.RoomPrice);
        // A facility that others fill has no orders of its own whose cost or risk could be weighed.
        var reorderPoint = inputs.Nodes.Rows[row].Orders
            ? SetOrder(inputs, product, row, local, scratch, ref units)
            : int.MaxValue;
        if (futures.Ends)
        {
            var end = scratch.Split(Futures.UntilEnd(inputs, product, scratch), share, scratch.Local);
            var last = WholeAtLeast(SortedSample.Quantile(end, priced));
            units.SetTo(Math.Min(units.Quantity, last), TargetReason.EndOfLife);
        }

        return reorderPoint;
    }

    // p/(p + h·R), before and after the price of room.
    private (double Plain, double Priced) Ratios(TargetInputs inputs, int product, int row)
    {
        var reviewDays = inputs.Replenishments.Rows[product].ReviewDays;
        var costs = inputs.Costs.Rows[row];
        var room = inputs.RoomPrices.Rows[row].PerUnitDay;
        return (Ratio(costs.HoldingCostPerUnitDay), Ratio(costs.HoldingCostPerUnitDay + room));

        double Ratio(double perUnitDay) => Math.Min(
            policy.HighestCriticalRatio, costs.ShortageCost / (costs.ShortageCost + (perUnitDay * reviewDays)));
    }

    private static long Nearest(double units) => (long)Math.Round(units);

    // Sums between two days of the grid are not whole; what is whole stays so in spite of binary fractions.
    private static long WholeAtLeast(double units) => (long)Math.Ceiling(units - 1e-3);
}
