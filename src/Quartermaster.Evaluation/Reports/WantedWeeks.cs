using Quartermaster.Domain;
using Quartermaster.Evaluation.Generation;

namespace Quartermaster.Evaluation.Reports;

/// <summary>What the customers of one world want of some products, week by week.</summary>
public static class WantedWeeks
{
    private const int DaysPerWeek = 7;

    /// <summary>Units wanted by product, then week: every unit of every order, whether it is served or not.</summary>
    /// <param name="demand">The world.</param>
    /// <param name="products">Of which products.</param>
    /// <param name="firstDay">The first day of the first week.</param>
    /// <param name="weeks">How many weeks at most; only weeks that the world knows whole.</param>
    public static double[][] Of(
        IDemandSource demand, IReadOnlyList<ProductId> products, DateOnly firstDay, int weeks)
    {
        var known = (demand.LastDay.DayNumber + 1 - firstDay.DayNumber) / DaysPerWeek;
        weeks = Math.Clamp(known, 0, weeks);
        var (wanted, orders) = (new double[products.Count][], new DayOrders());
        var rows = new Dictionary<int, int>();
        for (var row = 0; row < wanted.Length; row++)
        {
            wanted[row] = new double[weeks];
            rows[products[row].Value] = row;
        }

        for (var day = 0; day < weeks * DaysPerWeek; day++)
        {
            demand.Load(firstDay.AddDays(day), orders);
            foreach (ref readonly var line in orders.Lines)
            {
                if (rows.TryGetValue(line.Product.Value, out var row))
                {
                    wanted[row][day / DaysPerWeek] += line.Units;
                }
            }
        }

        return wanted;
    }
}
