namespace Quartermaster.Numerics;

/// <summary>Quantities known by quantiles at the same levels, as functions of a standard normal score: what a Gaussian
/// copula needs.</summary>
/// <remarks>A quantity Q(Φ(Z)) has the Hermite coefficients c₁ = E[Z·Q] and c₂ = E[(Z² − 1)·Q]. Two such quantities
/// whose
/// scores correlate by ρ have the covariance ρ·c₁c₁′ + ½ρ²·c₂c₂′ + smaller terms (Mehler's formula).</remarks>
public sealed class NormalScores
{
    private readonly double[] _first;
    private readonly double[] _second;

    /// <summary>Prepares for quantities with quantiles at the given levels.</summary>
    /// <param name="levels">Probabilities, strictly increasing, each in (0, 1).</param>
    public NormalScores(ReadOnlySpan<float> levels)
    {
        (_first, _second) = (new double[levels.Length], new double[levels.Length]);
        for (var i = 1; i < levels.Length; i++)
        {
            var (from, to) = (Normal.Quantile(levels[i - 1]), Normal.Quantile(levels[i]));
            var (low, high) = (Normal.Pdf(from), Normal.Pdf(to));
            var gap = (double)levels[i] - levels[i - 1];
            var mass = Normal.Cdf(Math.Sqrt(2) * to) - Normal.Cdf(Math.Sqrt(2) * from);
            _first[i] = mass / (2 * Math.Sqrt(Math.PI) * gap);
            _second[i] = ((low * low) - (high * high)) / (2 * gap);
        }
    }

    /// <summary>c₁ and c₂ of straight lines between quantiles, flat beyond: exact.</summary>
    /// <param name="values">One value per level, never decreasing.</param>
    /// <remarks>By parts: c₁ = ∫Q′(p)·φ(z)dp, and ∫φ(z)dp = Φ(√2·z) ÷ 2√π; c₂ = ∫Q′(p)·zφ(z)dp, and ∫zφ(z)dp = −φ²/2.
    /// </remarks>
    public (double First, double Second) Coefficients(ReadOnlySpan<float> values)
    {
        var (first, second) = (0.0, 0.0);
        for (var i = 1; i < values.Length; i++)
        {
            var rise = (double)values[i] - values[i - 1];
            first += rise * _first[i];
            second += rise * _second[i];
        }

        return (first, second);
    }

    /// <summary>The correlation ρ of scores that makes first·ρ + ½·second·ρ² a given covariance, kept in 0 to
    /// 1.</summary>
    /// <param name="first">Sum of products of first coefficients; 0 or more.</param>
    /// <param name="second">Sum of products of second coefficients; 0 or more.</param>
    /// <param name="covariance">What to reach.</param>
    public static double Correlation(double first, double second, double covariance)
    {
        if (!(covariance > 0) || !(first > 0))
        {
            return 0;
        }

        var root = Math.Sqrt((first * first) + (2 * Math.Max(0, second) * covariance));
        return Math.Min(1, 2 * covariance / (first + root));
    }
}
