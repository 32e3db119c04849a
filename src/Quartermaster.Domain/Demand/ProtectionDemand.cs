using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>Demand over lead time plus review period, the time that one decision to order must cover.</summary>
public static class ProtectionDemand
{
    /// <summary>The quantiles of demand for each offer, at the house's levels.</summary>
    /// <param name="demand">The belief, by product.</param>
    /// <param name="productRows">For each offer, its product's row in <paramref name="demand"/>.</param>
    /// <param name="leadTimes">For each offer, its lead times.</param>
    /// <param name="reviewDays">For each offer, days between orders.</param>
    /// <remarks>O(offers × lead times × paths).</remarks>
    public static QuantileTable Quantiles(CumulativeDemand demand, ReadOnlySpan<int> productRows,
        LeadTimeTable leadTimes, ReadOnlySpan<int> reviewDays)
    {
        var levels = DemandForecast.Levels.ToArray();
        var values = new float[productRows.Length * levels.Length];
        var sums = new float[leadTimes.Days.Columns * demand.Paths];
        var scratch = new float[sums.Length];
        for (var row = 0; row < productRows.Length; row++)
        {
            var sorted = demand.Over(
                productRows[row], leadTimes.Days.Row(row), reviewDays[row], double.MaxValue, sums, scratch);
            for (var i = 0; i < levels.Length; i++)
            {
                values[(row * levels.Length) + i] = SortedSample.Quantile(sorted, levels[i]);
            }
        }

        return new(levels, values);
    }
}
