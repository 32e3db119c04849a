using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Metrics;

/// <summary>An estimate over replications with its 95 % interval.</summary>
/// <param name="Mean">The mean over replications.</param>
/// <param name="HalfWidth">Half the interval; NaN with fewer than two replications.</param>
/// <param name="Count">Replications.</param>
public readonly record struct Interval(double Mean, double HalfWidth, int Count)
{
    /// <summary>The lower end.</summary>
    public double Low => Mean - HalfWidth;

    /// <summary>The upper end.</summary>
    public double High => Mean + HalfWidth;

    /// <summary>The interval of independent values, by Student's t.</summary>
    public static Interval Of(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        var mean = values.Length == 0 ? double.NaN : sum / values.Length;
        if (values.Length < 2)
        {
            return new(mean, double.NaN, values.Length);
        }

        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        var standardError = Math.Sqrt(squares / (values.Length - 1) / values.Length);
        return new(mean, StudentT.Quantile(0.975, values.Length - 1) * standardError, values.Length);
    }
}
