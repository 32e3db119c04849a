using Quartermaster.Evaluation.Generation;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>What the world's customers will want after a day: the judge's knowledge, which no policy has.</summary>
/// <remarks>Stock that they will want brings back its cost, because it spares a purchase; only the rest is worth its
/// salvage. With all stock at salvage, a policy that buys for the weeks after the last day would seem to destroy most
/// of what it bought, and the shorter the window the more so.</remarks>
public static class WantedAhead
{
    /// <summary>How far to look, days: a quarter, in which stock at a usual pace of four turns a year is
    /// sold.</summary>
    public const int Days = 91;

    /// <summary>Units wanted per product row from a day on, over <see cref="Days"/> or as long as customers are known.
    /// </summary>
    /// <param name="facts">Which products.</param>
    /// <param name="demand">What customers want.</param>
    /// <param name="from">The first day looked at.</param>
    internal static long[] Of(CompanyFacts facts, IDemandSource demand, DateOnly from)
    {
        var (wanted, orders) = (new long[facts.Products.Count], new DayOrders());
        for (var day = from; day < from.AddDays(Days) && day <= demand.LastDay; day = day.AddDays(1))
        {
            demand.Load(day, orders);
            foreach (ref readonly var line in orders.Lines)
            {
                if (facts.RowOf(line.Product) is >= 0 and var row)
                {
                    wanted[row] += line.Units;
                }
            }
        }

        return wanted;
    }
}
