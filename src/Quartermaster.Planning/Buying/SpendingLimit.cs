using System.Globalization;
using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>Brings a whole plan under a budget, and says where it is not.</summary>
/// <remarks>The last resort after prices: lines leave whole, those of the least expected profit per currency unit
/// first; an order that so falls below its vendor's least value waits whole; then lines come back, the best first,
/// where money is left. What people decided stays, even where that alone costs more than the budget: then
/// <see cref="Check"/> says so. Ties go to the earlier row.</remarks>
public static class SpendingLimit
{
    /// <summary>The plan with no more spent than the budget, if people did not decide more; reasons included.</summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="plan">What is to be ordered.</param>
    /// <param name="budget">The most that may be spent, currency; infinite for no budget.</param>
    /// <remarks>O(lines × log lines), and nothing where the budget is kept.</remarks>
    public static Plan<PurchaseLine, BuyingReason> Keep(
        BuyingInputs inputs, Plan<PurchaseLine, BuyingReason> plan, double budget)
    {
        var (most, spent) = (MicrosOf(budget), Spending.TotalOf(inputs, plan.Decisions.Rows));
        if (spent <= most)
        {
            return plan;
        }

        var lines = plan.Decisions.Rows.ToArray();
        var elsewhere = Spending.ElsewhereOf(inputs, lines);
        int[] worstFirst = [.. from row in Enumerable.Range(0, lines.Length)
            where lines[row].Units > 0 && !inputs.Overrides.Rows[row].IsGiven
            orderby Spending.ReturnOf(inputs, row, lines[row].Units, elsewhere[row]), row descending
            select row];
        foreach (var row in worstFirst)
        {
            if (spent <= most)
            {
                break;
            }

            spent -= Drop(inputs, row, lines);
        }

        DropRefused(inputs, plan.Decisions, lines);
        TakeBack(inputs, plan.Decisions, worstFirst, lines, most);
        return PlanChanges.Apply(plan, lines, BuyingReason.BudgetPrice);
    }

    /// <summary>The breach of a plan that costs more than its budget; none where it is kept.</summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="lines">What is ordered.</param>
    /// <param name="budget">The most that may be spent, currency; infinite for no budget.</param>
    public static IReadOnlyList<Breach> Check(BuyingInputs inputs, Table<PurchaseLine> lines, double budget)
    {
        var spent = Spending.TotalOf(inputs, lines.Rows);
        if (spent <= MicrosOf(budget))
        {
            return [];
        }

        var decided = (Int128)0;
        for (var row = 0; row < lines.Count; row++)
        {
            decided += inputs.Overrides.Rows[row].IsGiven ? Spending.LineCostOf(inputs, row, lines.Rows[row].Units) : 0;
        }

        return
        [
            new(-1, $"A plan keeps its budget of {Figure(budget)}; this one costs {Figure((double)spent / 1e6)}, of "
                + $"which people decided {Figure((double)decided / 1e6)}. Raise the budget, or take decisions back."),
        ];
    }

    /// <summary>A budget as exact money, rounded down.</summary>
    internal static Int128 MicrosOf(double budget) =>
        budget >= 1e30 ? Int128.MaxValue : budget > 0 ? (Int128)Math.Floor(budget * 1e6) : 0;

    // Orders that their vendors took before lines left, and now would not.
    private static void DropRefused(BuyingInputs inputs, Table<PurchaseLine> before, PurchaseLine[] lines)
    {
        var taken = PurchaseOrders.Group(inputs, before).Where(order => order.IsAccepted)
            .Select(order => (order.Vendor, order.ShipTo)).ToHashSet();
        foreach (var order in PurchaseOrders.Group(inputs, new([.. lines])))
        {
            if (!order.IsAccepted && taken.Contains((order.Vendor, order.ShipTo)) && !order.HasHumanLine(inputs))
            {
                foreach (var row in order.Rows)
                {
                    Drop(inputs, row, lines);
                }
            }
        }
    }

    private static void TakeBack(
        BuyingInputs inputs, Table<PurchaseLine> before, int[] worstFirst, PurchaseLine[] lines, Int128 most)
    {
        var spent = Spending.TotalOf(inputs, lines);
        var orders = PurchaseOrders.Group(inputs, new([.. lines]))
            .Select(order => (order.Vendor, order.ShipTo)).ToHashSet();
        foreach (var row in worstFirst.Reverse())
        {
            var line = before.Rows[row];
            var cost = Spending.LineCostOf(inputs, row, line.Units);
            if (lines[row].Units == 0 && spent + cost <= most && orders.Contains((line.Vendor, line.ShipTo)))
            {
                (lines[row], spent) = (line, spent + cost);
            }
        }
    }

    // Returns what the line cost.
    private static Int128 Drop(BuyingInputs inputs, int row, PurchaseLine[] lines)
    {
        var cost = Spending.LineCostOf(inputs, row, lines[row].Units);
        lines[row] = lines[row].Of(0, inputs.Today);
        return cost;
    }

    private static string Figure(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
