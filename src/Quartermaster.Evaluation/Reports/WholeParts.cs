namespace Quartermaster.Evaluation.Reports;

/// <summary>Shows the parts of a sum as whole numbers that add up to it.</summary>
public static class WholeParts
{
    /// <summary>Each part rounded down, and the largest remainders up, until they add up to the sum.</summary>
    /// <param name="sum">The sum as it is shown; within a unit for each part of what they add up to, or the last part
    /// takes the rest.</param>
    /// <param name="parts">One or more.</param>
    public static long[] Of(long sum, params ReadOnlySpan<double> parts)
    {
        var shown = new long[parts.Length];
        var remainders = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            shown[i] = (long)Math.Floor(parts[i]);
            remainders[i] = parts[i] - shown[i];
        }

        int[] order = [.. Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i])];
        foreach (var i in order.Take((int)Math.Clamp(sum - shown.Sum(), 0, parts.Length)))
        {
            shown[i]++;
        }

        shown[^1] += sum - shown.Sum();
        return shown;
    }
}
