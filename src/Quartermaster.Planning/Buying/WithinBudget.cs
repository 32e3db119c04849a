using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Buying;

/// <summary>Cuts a plan that spends more than the budget: what is most urgent is bought first.</summary>
/// <remarks>
/// For engines that do not answer to prices of money; those that do have <see cref="SpendingLimit"/>. Lines are taken
/// by the part of the demand until the next order could arrive that is owned already, smallest first, ties by row. Each
/// gets the full cases that the money left pays for, nothing if these are below the vendor's minimum. Orders that fall
/// below their vendor's least value wait; their money is not spent otherwise today. What people decided is bought
/// first, and whole: it may spend more than the budget.
/// </remarks>
public static class WithinBudget
{
    /// <summary>The plan within the budget, reasons included if the plan has them; the plan itself if it is within.
    /// </summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="plan">What was decided.</param>
    /// <param name="budget">The most that may be spent, currency; 0 or more, infinite for no budget.</param>
    /// <remarks>O(lines × log lines).</remarks>
    public static Plan<PurchaseLine, BuyingReason> Cut(
        BuyingInputs inputs, Plan<PurchaseLine, BuyingReason> plan, double budget)
    {
        var lines = plan.Decisions.Rows.ToArray();
        var left = SpendingLimit.MicrosOf(budget) - Spending.TotalOf(inputs, lines);
        if (left >= 0)
        {
            return plan;
        }

        int[] free = [.. Enumerable.Range(0, lines.Length)
            .Where(row => lines[row].Units > 0 && !inputs.Overrides.Rows[row].IsGiven)
            .OrderBy(row => OwnedShare(inputs, row)).ThenBy(row => row)];
        left += free.Aggregate((Int128)0, (sum, row) => sum + Spending.LineCostOf(inputs, row, lines[row].Units));
        foreach (var row in free)
        {
            var units = Affordable(inputs, row, lines[row].Units, left);
            left -= Spending.LineCostOf(inputs, row, units);
            lines[row] = lines[row].Of(units, inputs.Today);
        }

        foreach (var order in PurchaseOrders.Group(inputs, new(lines))
            .Where(order => !order.IsAccepted && !order.HasHumanLine(inputs)))
        {
            foreach (var row in order.Rows)
            {
                lines[row] = lines[row].Of(0, inputs.Today);
            }
        }

        return PlanChanges.Apply(plan, lines, BuyingReason.BudgetPrice);
    }

    // Units owned over mean demand until the next order could arrive: below 1 is short.
    private static double OwnedShare(BuyingInputs inputs, int row)
    {
        var mean = Quantiles.Mean(inputs.Demand.Levels, inputs.Demand.Row(row));
        return mean > 0 ? inputs.Positions.Rows[row].Units / mean : double.PositiveInfinity;
    }

    // Price breaks only make it cheaper, so what the base cost allows can be paid.
    private static int Affordable(BuyingInputs inputs, int row, int units, Int128 left)
    {
        if (Spending.LineCostOf(inputs, row, units) <= left)
        {
            return units;
        }

        var offer = inputs.Offers.Rows[row];
        var most = left <= 0 ? 0 : (long)Int128.Min(units, left / Math.Max(1, offer.UnitCost.Micros));
        var cases = (int)(most / offer.CaseUnits * offer.CaseUnits);
        return cases >= offer.MinimumUnits ? cases : 0;
    }
}
