using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Release;

namespace Quartermaster.Operations.Runs;

/// <summary>What a run adds up to: what the release gate looks at.</summary>
/// <param name="AsOf">The day of the run.</param>
/// <param name="LastSalesDay">The last day that has sales.</param>
/// <param name="Products">Products planned.</param>
/// <param name="ProductsOrdered">Products of which something is ordered.</param>
/// <param name="Lines">Purchase lines by destination.</param>
/// <param name="Units">Units ordered.</param>
/// <param name="Spend">What they cost, currency.</param>
/// <param name="ForecastUnits">Mean demand of the next 4 weeks, all products.</param>
/// <param name="RecentSalesUnits">Sales of the last 4 weeks, all products.</param>
public sealed record PlanTotals(
    DateOnly AsOf,
    DateOnly LastSalesDay,
    int Products,
    int ProductsOrdered,
    int Lines,
    long Units,
    double Spend,
    double ForecastUnits,
    double RecentSalesUnits)
{
    private const int Weeks4 = 28;

    /// <summary>The totals of a plan.</summary>
    /// <param name="outlook">What was believed.</param>
    /// <param name="lines">What is to be released.</param>
    /// <param name="book">The demand history, up to the day of the run.</param>
    /// <param name="lastSalesDay">The last day that has sales.</param>
    public static PlanTotals Of(
        Outlook outlook, ReadOnlySpan<ReleaseLine> lines, DemandBook book, DateOnly lastSalesDay)
    {
        var recent = 0.0;
        for (var row = 0; row < book.Products.Count; row++)
        {
            for (var day = Math.Max(0, book.Days - Weeks4); day < book.Days; day++)
            {
                recent += book.Sales(row, day);
            }
        }

        var of = ReleaseTotals.Of(lines);
        return new(book.Today, lastSalesDay, book.Products.Count, of.Products, lines.Length, of.Units, of.Spend,
            outlook.MeanDailyUnits.Sum() * Weeks4, recent);
    }
}
