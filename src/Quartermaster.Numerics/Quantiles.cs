namespace Quartermaster.Numerics;

/// <summary>Arithmetic on a quantity known by its quantiles: straight lines between them, flat beyond.</summary>
public static class Quantiles
{
    /// <summary>The mean: not the median, which is 0 for most slow movers.</summary>
    /// <param name="levels">Probabilities, strictly increasing, each in (0, 1); at least one.</param>
    /// <param name="values">One value per level, never decreasing, in the quantity's unit.</param>
    public static double Mean(ReadOnlySpan<float> levels, ReadOnlySpan<float> values) =>
        values[0] + MeanAbove(levels, values, values[0]);

    /// <summary>The variance: exact for these lines, so never more than the tails beyond the ends would add.</summary>
    /// <param name="levels">Probabilities, strictly increasing, each in (0, 1); at least one.</param>
    /// <param name="values">One value per level, never decreasing, in the quantity's unit.</param>
    /// <returns>In the quantity's unit, squared; 0 or more.</returns>
    public static double Variance(ReadOnlySpan<float> levels, ReadOnlySpan<float> values)
    {
        var mean = Mean(levels, values);
        var last = values[0] - mean;
        var sum = levels[0] * last * last;
        for (var i = 1; i < levels.Length; i++)
        {
            var next = values[i] - mean;
            sum += ((double)levels[i] - levels[i - 1]) * ((last * last) + (last * next) + (next * next)) / 3;
            last = next;
        }

        return sum + ((1.0 - levels[^1]) * last * last);
    }

    /// <summary>The mean excess over a threshold, E[max(0, D − y)]: exact for these lines.</summary>
    /// <param name="levels">Probabilities, strictly increasing, each in (0, 1); at least one.</param>
    /// <param name="values">One value per level, never decreasing, in the quantity's unit.</param>
    /// <param name="threshold">y, in the quantity's unit.</param>
    public static double MeanAbove(ReadOnlySpan<float> levels, ReadOnlySpan<float> values, double threshold)
    {
        var sum = levels[0] * Math.Max(0, values[0] - threshold);
        for (var i = 1; i < levels.Length; i++)
        {
            sum += ((double)levels[i] - levels[i - 1]) * MeanOfLine(values[i - 1] - threshold, values[i] - threshold);
        }

        return sum + ((1.0 - levels[^1]) * Math.Max(0, values[^1] - threshold));
    }

    /// <summary>The value at a probability, on the same lines.</summary>
    /// <param name="levels">Probabilities, strictly increasing, each in (0, 1); at least one.</param>
    /// <param name="values">One value per level, never decreasing, in the quantity's unit.</param>
    /// <param name="probability">0 to 1.</param>
    public static double At(ReadOnlySpan<float> levels, ReadOnlySpan<float> values, double probability)
    {
        if (probability <= levels[0])
        {
            return values[0];
        }

        for (var i = 1; i < levels.Length; i++)
        {
            if (probability <= levels[i])
            {
                var share = (probability - levels[i - 1]) / ((double)levels[i] - levels[i - 1]);
                return values[i - 1] + (share * (values[i] - (double)values[i - 1]));
            }
        }

        return values[^1];
    }

    // The mean of the part above zero of a line that rises from one value to another.
    private static double MeanOfLine(double from, double to) =>
        to <= 0 ? 0
        : from >= 0 ? (from + to) / 2
        : to * to / (2 * (to - from));
}
