using Quartermaster.Domain;
using Quartermaster.Numerics;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Evaluation.Practice;

/// <summary>What a good planning department does: (R, S) with normal demand over lead time plus review
/// period.</summary>
/// <remarks>
/// Level = mean + service factor × z × deviation, z at the same critical ratio p/(p + h·R) as ours (the normal
/// newsvendor: Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd ed., 2019, section 4.3.2). The variance is
/// that of the forecast's futures over the mean lead time plus review period, and d²·Var(L) for lead times that vary
/// (Silver, Pyke and Thomas, below). A facility's deviation is the network's × √share. Where an order line has a fixed
/// cost K, the network's order is at least the economic order quantity √(2·K·d/h) (Harris, 1913): what it exceeds a
/// review period's demand by is added to the level, and orders wait until the position is below the level without it,
/// an (R, s, S) (Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th ed., 2017, chapter
/// 6). No price of room: it does not know it. People are followed.
/// </remarks>
/// <param name="serviceFactor">Multiplies the safety stock; tuned so that in-stock compares. Below 0 where large lots
/// serve better than is wanted (Silver, Pyke and Thomas: a negative safety factor).</param>
public sealed class GoodPracticeTargets(double serviceFactor = 1) : IRowEngine<TargetInputs, TargetRow, TargetReason>
{
    /// <summary>No level covers more than this share of futures, as in our policy.</summary>
    private const double HighestCriticalRatio = 0.995;

    private const double MostLotDays = 182;

    /// <inheritdoc/>
    public void Decide(TargetInputs inputs, Span<TargetRow> decisions, ReasonWriter<TargetReason>? why)
    {
        var refused = PracticeRows.Refused(inputs);
        var sums = new float[inputs.Demand.Paths];
        for (var product = 0; product < inputs.Count; product++)
        {
            double reviewDays = inputs.Replenishments.Rows[product].ReviewDays;
            var (mean, deviation) = (double.NaN, double.NaN);
            for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
            {
                var units = new Waterfall<TargetReason>(why);
                var reorderPoint = -1L;
                if (refused.Contains(row))
                {
                    units.Remark(TargetReason.BadInput);
                }
                else
                {
                    if (double.IsNaN(mean))
                    {
                        (mean, deviation) = DemandOf(inputs, product, sums);
                    }

                    SetLevel(inputs, row, reviewDays, mean, deviation, ref units);
                    // What is out is ordered again, however little safety stock is wanted.
                    reorderPoint = Math.Max(0, units.Quantity - 1);
                    if (row == inputs.FirstRow(product))
                    {
                        AddLot(inputs, product, mean, ref units);
                    }

                    PracticeRows.Follow(inputs.Overrides.Rows[row], ref units);
                    reorderPoint = inputs.Overrides.Rows[row].IsGiven ? units.Quantity - 1 : reorderPoint;
                }

                decisions[row] = PracticeRows.Row(inputs, product, row, units.Quantity, reorderPoint);
            }
        }
    }

    // Over the mean lead time and the review period; the deviation counts lead times that vary too.
    private static (double Mean, double Deviation) DemandOf(TargetInputs inputs, int product, Span<float> sums)
    {
        var days = inputs.LeadTimes.MeanDays(product) + inputs.Replenishments.Rows[product].ReviewDays;
        var sold = inputs.Lives.Rows[product].DaysLeft(inputs.Today);
        inputs.Demand.Over(product, Math.Min(days, sold), sums);
        var (mean, deviation) = PracticeRows.MeanAndDeviation(sums);
        // What ends before the goods come and are sold is wanted no longer, however late they are.
        var perDay = sold > days ? mean / days : 0;
        var ofLeadTime = perDay * perDay * inputs.LeadTimes.VarianceDays(product);
        return (mean, Math.Sqrt((deviation * deviation) + ofLeadTime));
    }

    private void SetLevel(TargetInputs inputs, int row, double reviewDays, double mean, double deviation,
        ref Waterfall<TargetReason> units)
    {
        var (costs, share) = (inputs.Costs.Rows[row], inputs.Nodes.Rows[row].Share);
        var ratio = costs.ShortageCost / (costs.ShortageCost + (costs.HoldingCostPerUnitDay * reviewDays));
        var z = Normal.Quantile(Math.Min(HighestCriticalRatio, ratio));
        var safety = serviceFactor * deviation * Math.Sqrt(share) * z;
        units.SetTo((long)Math.Round(share * mean), TargetReason.ExpectedDemand);
        units.SetTo((long)Math.Max(0, Math.Ceiling((share * mean) + safety - 1e-9)), TargetReason.DemandUncertainty);
    }

    // What the economic order quantity exceeds a review period's demand by, at most half a year of demand.
    private static void AddLot(TargetInputs inputs, int product, double mean, ref Waterfall<TargetReason> units)
    {
        var (terms, row) = (inputs.Replenishments.Rows[product], inputs.FirstRow(product));
        var perDay = mean / (inputs.LeadTimes.MeanDays(product) + terms.ReviewDays);
        var holding = Math.Max(inputs.Costs.Rows[row].HoldingCostPerUnitDay, 1e-9);
        var lot = Math.Min(Math.Sqrt(2 * terms.LineCost * perDay / holding), MostLotDays * perDay);
        var beyond = Math.Max(0, lot - (perDay * terms.ReviewDays));
        units.SetTo(units.Quantity + (long)Math.Round(beyond), TargetReason.OrderCost);
    }
}
