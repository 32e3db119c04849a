using System.Runtime.CompilerServices;

namespace Quartermaster.Numerics;

/// <summary>Arithmetic on a quantity known by equally likely values in ascending order. Exact on the sample.</summary>
public static class SortedSample
{
    // A wider range costs more to count than to sort.
    private const int MostCounted = 1_000;

    /// <summary>The smallest value that at least a share of the sample does not exceed.</summary>
    /// <param name="sorted">Ascending; at least one.</param>
    /// <param name="probability">0 to 1.</param>
    /// <remarks>For the critical ratio p/(p + h) this is the newsvendor's order. O(1).</remarks>
    public static float Quantile(ReadOnlySpan<float> sorted, double probability)
    {
        // The tolerance keeps 0.9 of ten values at the ninth, whatever 0.9 is in binary.
        var rank = Math.Ceiling((probability * sorted.Length) - 1e-9);
        return sorted[(int)Math.Clamp(rank - 1, 0, sorted.Length - 1)];
    }

    /// <summary>How many values do not exceed a threshold. O(log n).</summary>
    public static int CountAtMost(ReadOnlySpan<float> sorted, double threshold)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] <= threshold ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The mean. O(n), added up in order.</summary>
    public static double Mean(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>Sorts values that are sorted runs of one length, by merging. O(n log runs), nothing
    /// allocated.</summary>
    /// <param name="values">The runs, one after the other; ascending afterwards.</param>
    /// <param name="runLength">Values per run, 1 or more; divides the number of values.</param>
    /// <param name="scratch">Room for as many values; overwritten.</param>
    public static void MergeRuns(Span<float> values, int runLength, Span<float> scratch)
    {
        var from = values;
        var to = scratch[..values.Length];
        for (var length = runLength; length < values.Length; length *= 2)
        {
            for (var start = 0; start < from.Length; start += 2 * length)
            {
                var middle = Math.Min(start + length, from.Length);
                var end = Math.Min(middle + length, from.Length);
                Merge(from[start..middle], from[middle..end], to[start..end]);
            }

            var swap = from;
            from = to;
            to = swap;
        }

        if (from != values)
        {
            from.CopyTo(values);
        }
    }

    /// <summary>Sorts values that are mostly whole numbers close together: by counting where they are. O(n + range),
    /// nothing allocated.</summary>
    /// <param name="values">Values, none of them not a number; ascending afterwards.</param>
    [SkipLocalsInit]
    public static void SortWhole(Span<float> values)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        var isWhole = true;
        foreach (var value in values)
        {
            least = Math.Min(least, value);
            most = Math.Max(most, value);
            isWhole &= value == (int)value;
        }

        if (!isWhole || !(most - least is >= 0 and < MostCounted))
        {
            values.Sort();
            return;
        }

        Span<int> counts = stackalloc int[(int)(most - least) + 1];
        counts.Clear();
        foreach (var value in values)
        {
            counts[(int)value - (int)least]++;
        }

        var place = 0;
        for (var i = 0; place < values.Length; i++)
        {
            values.Slice(place, counts[i]).Fill(least + i);
            place += counts[i];
        }
    }

    private static void Merge(ReadOnlySpan<float> left, ReadOnlySpan<float> right, Span<float> merged)
    {
        var (i, j) = (0, 0);
        for (var k = 0; k < merged.Length; k++)
        {
            merged[k] = j >= right.Length || (i < left.Length && left[i] <= right[j]) ? left[i++] : right[j++];
        }
    }
}
