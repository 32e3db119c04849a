using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Operations.Runs;

namespace Quartermaster.Operations.Release;

/// <summary>Adds up purchase lines for the release gate.</summary>
/// <param name="Products">Products ordered.</param>
/// <param name="Units">Units ordered.</param>
/// <param name="Spend">What they cost, currency.</param>
/// <param name="Largest">The line that costs most; the default if there is none.</param>
/// <param name="LargestSpend">What it costs, currency.</param>
public readonly record struct ReleaseTotals(
    int Products, long Units, double Spend, ReleaseLine Largest, double LargestSpend)
{
    /// <summary>The totals of lines.</summary>
    public static ReleaseTotals Of(ReadOnlySpan<ReleaseLine> lines)
    {
        var (units, spend, largest, most) = (0L, default(MoneySum), default(ReleaseLine), (Int128)0);
        var products = new HashSet<int>();
        foreach (var line in lines)
        {
            var cost = line.UnitCost * line.Units;
            units += line.Units;
            spend += cost;
            products.Add(line.Product.Value);
            (largest, most) = cost.Micros > most ? (line, cost.Micros) : (largest, most);
        }

        return new(products.Count, units, (double)spend.Micros / 1e6, largest, (double)most / 1e6);
    }

    /// <summary>What the gate judges: the totals of the lines to release, beside the last released run's.</summary>
    /// <param name="run">The run's own totals.</param>
    /// <param name="budget">The most that the run was asked to spend, currency; infinite for no budget.</param>
    /// <param name="lines">The run's lines.</param>
    /// <param name="last">The lines of the last run that was released; null if there is none.</param>
    /// <param name="catalog">What the products are called.</param>
    public static GateTotals ForGate(
        PlanTotals run, double budget, ReadOnlySpan<ReleaseLine> lines, Table<ReleaseLine>? last,
        CatalogVersion catalog)
    {
        var of = Of(lines);
        var (both, moved) = last is null ? (0, 0) : Moved(lines, last.Rows);
        return new(run.AsOf, run.LastSalesDay, of.Spend, of.Units, of.LargestSpend,
            catalog.CodeOf(of.Largest.Product), ShareOf(both, moved), run.ForecastUnits,
            run.RecentSalesUnits)
        {
            Budget = budget,
            ProductsInBoth = both,
        };
    }

    /// <summary>The share of products, of those that both runs order, whose units differ by more than half of the
    /// larger order.</summary>
    /// <remarks>Products that one run alone orders are left out: last week's are not due this week.</remarks>
    public static double MovedShare(ReadOnlySpan<ReleaseLine> lines, ReadOnlySpan<ReleaseLine> last)
    {
        var (both, moved) = Moved(lines, last);
        return ShareOf(both, moved);
    }

    private static double ShareOf(int both, int moved) => both == 0 ? 0 : (double)moved / both;

    private static (int Both, int Moved) Moved(ReadOnlySpan<ReleaseLine> lines, ReadOnlySpan<ReleaseLine> last)
    {
        var (now, before) = (UnitsByProduct(lines), UnitsByProduct(last));
        var (both, moved) = (0, 0);
        foreach (var (product, units) in now)
        {
            if (before.TryGetValue(product, out var old))
            {
                both++;
                moved += 2 * Math.Abs(units - old) > Math.Max(units, old) ? 1 : 0;
            }
        }

        return (both, moved);
    }

    private static Dictionary<int, long> UnitsByProduct(ReadOnlySpan<ReleaseLine> lines)
    {
        var units = new Dictionary<int, long>();
        foreach (var line in lines)
        {
            units[line.Product.Value] = units.GetValueOrDefault(line.Product.Value) + line.Units;
        }

        return units;
    }
}
