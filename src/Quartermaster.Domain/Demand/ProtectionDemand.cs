using Quartermaster.Numerics;

namespace Quartermaster.Domain.Demand;

/// <summary>Demand over lead time plus review period, the time that one decision to order must cover.</summary>
public static class ProtectionDemand
{
    /// <summary>How many quantiles are kept: the middles of as many equally likely parts.</summary>
    public const int Parts = 32;

    /// <summary>The quantiles of demand for each offer.</summary>
    /// <param name="demand">The belief, by product.</param>
    /// <param name="productRows">For each offer, its product's row in <paramref name="demand"/>.</param>
    /// <param name="leadTimes">For each offer, its lead times.</param>
    /// <param name="reviewDays">For each offer, days between orders.</param>
    /// <param name="daysLeft">For each offer, the days that its product is still sold: no later day counts. Empty
    /// where all days count.</param>
    /// <remarks>Each value is the mean of its part, so that lines through the values keep the mean of demand, also of a
    /// slow mover whose quantiles are nearly all 0. O(offers × lead times × paths).</remarks>
    public static QuantileTable Quantiles(CumulativeDemand demand, ReadOnlySpan<int> productRows,
        LeadTimeTable leadTimes, ReadOnlySpan<int> reviewDays, ReadOnlySpan<int> daysLeft = default)
    {
        float[] levels = [.. Enumerable.Range(0, Parts).Select(part => (part + 0.5f) / Parts)];
        var values = new float[productRows.Length * Parts];
        var sums = new float[leadTimes.Days.Columns * demand.Paths];
        var scratch = new float[sums.Length];
        for (var row = 0; row < productRows.Length; row++)
        {
            var sorted = demand.Over(productRows[row], leadTimes.Days.Row(row), reviewDays[row],
                daysLeft.IsEmpty ? double.MaxValue : daysLeft[row], sums, scratch);
            for (var part = 0; part < Parts; part++)
            {
                var from = (int)((long)part * sorted.Length / Parts);
                var to = Math.Max(from + 1, (int)((part + 1L) * sorted.Length / Parts));
                values[(row * Parts) + part] = (float)SortedSample.Mean(sorted[from..to]);
            }
        }

        return new(levels, values);
    }
}
