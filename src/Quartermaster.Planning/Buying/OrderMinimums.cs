using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>Brings purchase orders up to the least value that their vendors accept, or postpones them.</summary>
/// <remarks>
/// For each order below the least value, the cases of the same vendor and ship-to with the best expected profit per
/// currency unit are added, one by one, until the value is reached. If the order then still earns more than being
/// postponed by a review period, it stays; otherwise all its lines wait. An order with a line that a person decided is
/// left as it is: the person has spoken with the vendor, or will. Deterministic; ties go to the earlier row.
/// </remarks>
public static class OrderMinimums
{
    private const int MostSteps = 100_000;

    private static readonly BuyingPolicy s_usual = new();

    /// <summary>The plan with every order accepted or postponed, reasons included if the plan has them.</summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="plan">What the engine decided.</param>
    /// <param name="budget">The most that may be spent, currency; infinite for no budget. Of the small orders, those
    /// with the best expected profit per currency unit are raised while money lasts; the others wait.</param>
    /// <remarks>O(lines × log lines).</remarks>
    public static Plan<PurchaseLine, BuyingReason> Repair(
        BuyingInputs inputs, Plan<PurchaseLine, BuyingReason> plan, double budget = double.PositiveInfinity)
    {
        var small = PurchaseOrders.Group(inputs, plan.Decisions)
            .Where(order => !order.IsAccepted && !order.HasHumanLine(inputs)).ToArray();
        if (small.Length == 0)
        {
            return plan;
        }

        var lines = plan.Decisions.Rows.ToArray();
        var candidates = CandidatesOf(inputs, lines).ToLookup(row => (lines[row].Vendor, lines[row].ShipTo));
        var elsewhere = Spending.ElsewhereOf(inputs, lines);
        Raised[] raised = [.. small.Select(order =>
            Raise(inputs, order, candidates[(order.Vendor, order.ShipTo)], lines, elsewhere))];
        foreach (var row in small.SelectMany(order => order.Rows))
        {
            lines[row] = lines[row].Of(0, inputs.Today);
        }

        var left = SpendingLimit.MicrosOf(budget) - Spending.TotalOf(inputs, lines);
        foreach (var order in raised.Where(order => order.Stays).OrderByDescending(order => order.Return))
        {
            if (order.Value <= left)
            {
                left -= order.Value;
                order.WriteTo(lines, inputs);
            }
        }

        return PlanChanges.Apply(plan, lines, BuyingReason.VendorOrderMinimum);
    }

    // The lines of the plan, and of each product of which nothing is ordered the offer that it would be bought by:
    // there, a case comes early.
    private static IEnumerable<int> CandidatesOf(BuyingInputs inputs, PurchaseLine[] lines)
    {
        for (var product = 0; product < inputs.Count; product++)
        {
            var (first, end) = (inputs.FirstRow(product), inputs.FirstRow(product + 1));
            var isOrdered = Enumerable.Range(first, end - first).Any(row => lines[row].Units > 0);
            var next = isOrdered ? -1 : NextOf(inputs, first, end);
            for (var row = first; row < end; row++)
            {
                if (row == next || (lines[row].Units > 0 && CanGrow(inputs, first, row)))
                {
                    yield return row;
                }
            }
        }
    }

    // One offer alone, so that two vendors' orders are not both topped up by one product.
    private static int NextOf(BuyingInputs inputs, int first, int end)
    {
        var parts = new OfferPart[end - first];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new() { Role = CanGrow(inputs, first, first + i) ? OfferRole.Other : OfferRole.Bad };
        }

        return VendorChoice.Cheapest(inputs, first, parts, s_usual);
    }

    private static bool CanGrow(BuyingInputs inputs, int first, int row) =>
        BuyingChecks.BrokenRule(inputs, first, row) is null && !inputs.Overrides.Rows[row].IsGiven
        && Need.IsBought(inputs, row);

    private static Raised Raise(BuyingInputs inputs, PurchaseOrder order, IEnumerable<int> candidates,
        PurchaseLine[] lines, long[] elsewhere)
    {
        var units = candidates.Concat(order.Rows).Distinct().ToDictionary(row => row, row => lines[row].Units);
        var queue = new PriorityQueue<Step, (double, int)>();
        foreach (var row in units.Keys.Order())
        {
            Offer(row);
        }

        var value = order.Value.Micros;
        var profit = order.Rows.Sum(row => Spending.ProfitOf(inputs, row, lines[row].Units, elsewhere[row]));
        for (var steps = 0; value < order.LeastValue.Micros && steps < MostSteps && queue.Count > 0; steps++)
        {
            var step = queue.Dequeue();
            (value, profit) = (value + step.Cost, profit + step.Profit);
            units[step.Row] = step.Units;
            Offer(step.Row);
        }

        return new(units, value, profit, value >= order.LeastValue.Micros && profit > 0);

        void Offer(int row)
        {
            if (Step.Next(inputs, row, units[row], elsewhere[row]) is { } next)
            {
                queue.Enqueue(next, (-next.Profit / Math.Max(1, (double)next.Cost), row));
            }
        }
    }

    /// <summary>A small order with what was added to it.</summary>
    private sealed record Raised(Dictionary<int, int> UnitsByRow, Int128 Value, double Profit, bool Stays)
    {
        /// <summary>Expected profit per currency unit spent.</summary>
        internal double Return => Profit / Math.Max(1, (double)Value);

        internal void WriteTo(PurchaseLine[] lines, BuyingInputs inputs)
        {
            foreach (var (row, units) in UnitsByRow)
            {
                var dueDay = units > 0 ? inputs.Today.AddDays(inputs.Offers.Rows[row].LeadTimeDays) : inputs.Today;
                lines[row] = lines[row] with { Units = units, DueDay = dueDay };
            }
        }
    }

    /// <summary>One more case of an offer, or the vendor's minimum where there is none yet.</summary>
    private sealed record Step(int Row, int Units, Int128 Cost, double Profit)
    {
        internal static Step? Next(BuyingInputs inputs, int row, int units, long elsewhereUnits)
        {
            var offer = inputs.Offers.Rows[row];
            var least = units > 0 ? (long)units + offer.CaseUnits
                : (Math.Max(1L, offer.MinimumUnits) + offer.CaseUnits - 1) / offer.CaseUnits * offer.CaseUnits;
            if (least > offer.AvailableUnits || !new CaseProfit(inputs, row, elsewhereUnits).MaySell(least))
            {
                return null;
            }

            var cost = Spending.LineCostOf(inputs, row, (int)least) - Spending.LineCostOf(inputs, row, units);
            var before = units > 0 ? Spending.ProfitOf(inputs, row, units, elsewhereUnits) : 0;
            var profit = Spending.ProfitOf(inputs, row, least, elsewhereUnits) - before;
            return new(row, (int)least, cost, profit);
        }
    }
}
