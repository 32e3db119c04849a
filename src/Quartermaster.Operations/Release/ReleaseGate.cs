using System.Globalization;

namespace Quartermaster.Operations.Release;

/// <summary>Looks at a whole plan before it leaves the house: a breach holds it and asks a person.</summary>
/// <remarks>The last of all checks: engines judge rows, the gate judges totals, which is where a wrong file or a wrong
/// setting shows. Pure; it knows the last run, not how either was made.</remarks>
public static class ReleaseGate
{
    /// <summary>Every check, kept or broken.</summary>
    /// <param name="plan">The totals of the run to release.</param>
    /// <param name="last">The totals of the last run that was released; null if there is none.</param>
    /// <param name="policy">The limits.</param>
    public static IReadOnlyList<GateCheck> Check(GateTotals plan, GateTotals? last, GatePolicy policy)
    {
        var age = plan.AsOf.DayNumber - plan.LastSalesDay.DayNumber - 1;
        var checks = new List<GateCheck>
        {
            new("freshness of sales", age <= policy.OldestSalesDays,
                $"the last day with sales is {Day(plan.LastSalesDay)}: " + (age <= 0
                    ? "no complete day before the run's is missing"
                    : age == 1 ? "1 complete day before the run's is missing"
                    : $"{age} complete days before the run's are missing"),
                $"at most {policy.OldestSalesDays} missing"),
            Budget(plan, policy),
            new("largest line",
                plan.LargestLine <= policy.LargeLine || plan.LargestLine <= policy.MostShareOfOneLine * plan.Spend,
                $"one line of {plan.LargestLineProduct} costs {Figure(plan.LargestLine)} of {Figure(plan.Spend)}",
                $"at most {policy.MostShareOfOneLine:P0} of spend, or {Figure(policy.LargeLine)}"),
            Trend(plan, policy),
        };
        if (last is not null)
        {
            checks.Add(Times("spend against the last run", plan.Spend, last.Spend, policy.MostTimesLastRun));
            checks.Add(Times("units against the last run", plan.Units, last.Units, policy.MostTimesLastRun));
            checks.Add(new("products that moved", plan.MovedShare <= policy.MostMovedShare,
                plan.ProductsInBoth == 0 ? "no product is ordered in both this run and the last"
                    : $"{plan.MovedShare:P0} of the products in both this run and the last are ordered very "
                        + "differently",
                $"at most {policy.MostMovedShare:P0}"));
        }

        return checks;
    }

    // The run's own budget stands beside the company's: a plan made for less may not leave for more.
    private static GateCheck Budget(GateTotals plan, GatePolicy policy)
    {
        var budget = Math.Min(plan.Budget, policy.Budget);
        return new("budget", plan.Spend <= budget, $"spend is {Figure(plan.Spend)}", $"at most {Figure(budget)}");
    }

    private static GateCheck Trend(GateTotals plan, GatePolicy policy)
    {
        var times = plan.RecentSalesUnits > 0 ? plan.ForecastUnits / plan.RecentSalesUnits : 1;
        return new("forecast against recent sales",
            times <= policy.MostTimesRecentSales && times >= 1 / policy.MostTimesRecentSales,
            $"the next 4 weeks are forecast at {Figure(plan.ForecastUnits)} units, the last 4 sold "
                + Figure(plan.RecentSalesUnits),
            $"between 1/{policy.MostTimesRecentSales:0.#} and {policy.MostTimesRecentSales:0.#} times");
    }

    private static GateCheck Times(string name, double value, double last, double most) => new(
        name, last <= 0 || value <= most * last, $"{Figure(value)} after {Figure(last)}", $"at most {most:0.#} times");

    private static string Figure(double value) => double.IsFinite(value)
        ? value.ToString("#,0", CultureInfo.InvariantCulture) : "any amount";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>One check of the gate.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="IsKept">Whether the plan may pass.</param>
/// <param name="Found">What was found, with figures.</param>
/// <param name="Expected">The limit.</param>
public sealed record GateCheck(string Name, bool IsKept, string Found, string Expected);

/// <summary>The totals of a run, as the gate sees them.</summary>
/// <param name="AsOf">The day of the run.</param>
/// <param name="LastSalesDay">The last day that has sales.</param>
/// <param name="Spend">What its purchase lines cost, currency.</param>
/// <param name="Units">Units ordered.</param>
/// <param name="LargestLine">What its dearest line costs, currency.</param>
/// <param name="LargestLineProduct">The code of that line's product.</param>
/// <param name="MovedShare">Share of the products that this run and the last released one both order whose amounts are
/// very different, 0 to 1; 0 without any.</param>
/// <param name="ForecastUnits">Mean demand of the next 4 weeks, all products.</param>
/// <param name="RecentSalesUnits">Sales of the last 4 weeks, all products.</param>
public sealed record GateTotals(
    DateOnly AsOf,
    DateOnly LastSalesDay,
    double Spend,
    long Units,
    double LargestLine,
    string LargestLineProduct,
    double MovedShare,
    double ForecastUnits,
    double RecentSalesUnits)
{
    /// <summary>Products that this run and the last released one both order; null where nobody counted them.</summary>
    public int? ProductsInBoth { get; init; }

    /// <summary>The most that the run was asked to spend, currency; infinite for no budget.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;
}
