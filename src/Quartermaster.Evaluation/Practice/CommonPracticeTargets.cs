using Quartermaster.Domain;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Evaluation.Practice;

/// <summary>What most planning departments do: a minimum and a maximum in days of cover, alike for all
/// products.</summary>
/// <remarks>
/// Give it the futures of a moving-average forecast: it reads their mean over four weeks as the pace of demand.
/// Maximum = pace × (mean lead time + maximum days); order when at or below the minimum, pace × (mean lead time +
/// minimum days). Facilities get their share of both. People are followed.
/// </remarks>
/// <param name="minimumDays">Days of cover beyond the lead time at which more is ordered, 0 or more; 7 is
/// usual.</param>
/// <param name="maximumDays">Days of cover beyond the lead time to order up to; above the minimum.</param>
public sealed class CommonPracticeTargets(double minimumDays = 7, double maximumDays = 28)
    : IRowEngine<TargetInputs, TargetRow, TargetReason>
{
    private const int PaceDays = 28;

    /// <inheritdoc/>
    public void Decide(TargetInputs inputs, Span<TargetRow> decisions, ReasonWriter<TargetReason>? why)
    {
        var refused = PracticeRows.Refused(inputs);
        var sums = new float[inputs.Demand.Paths];
        for (var product = 0; product < inputs.Count; product++)
        {
            var perDay = double.NaN;
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
                    if (double.IsNaN(perDay))
                    {
                        inputs.Demand.Over(product, PaceDays, sums);
                        perDay = inputs.Lives.Rows[product].DaysLeft(inputs.Today) > 0
                            ? PracticeRows.MeanAndDeviation(sums).Mean / PaceDays
                            : 0;
                    }

                    reorderPoint = SetLevel(inputs, product, row, perDay, ref units);
                }

                decisions[row] = PracticeRows.Row(inputs, product, row, units.Quantity, reorderPoint);
            }
        }
    }

    private long SetLevel(
        TargetInputs inputs, int product, int row, double perDay, ref Waterfall<TargetReason> units)
    {
        var pace = perDay * inputs.Nodes.Rows[row].Share;
        var leadTime = inputs.LeadTimes.MeanDays(product);
        units.SetTo((long)Math.Round(pace * (leadTime + minimumDays)), TargetReason.ExpectedDemand);
        var minimum = units.Quantity;
        units.SetTo((long)Math.Ceiling((pace * (leadTime + maximumDays)) - 1e-9), TargetReason.OrderCost);
        PracticeRows.Follow(inputs.Overrides.Rows[row], ref units);
        return inputs.Overrides.Rows[row].IsGiven ? units.Quantity - 1 : minimum;
    }
}
