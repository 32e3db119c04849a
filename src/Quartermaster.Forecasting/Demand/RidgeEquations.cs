using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Normal equations of a ridge regression: the mean of a Gaussian belief after some observations.</summary>
/// <param name="unknowns">How many numbers are to be found.</param>
/// <remarks>Hoerl and Kennard, Ridge Regression, Technometrics 12, 1970. O(unknowns²) memory, O(unknowns³) to solve.
/// </remarks>
internal sealed class RidgeEquations(int unknowns)
{
    private readonly double[] _matrix = new double[unknowns * unknowns];
    private readonly double[] _right = new double[unknowns];

    /// <summary>What is believed of an unknown before any observation.</summary>
    /// <param name="unknown">Which.</param>
    /// <param name="mean">The likely value.</param>
    /// <param name="precision">One over the variance; above 0.</param>
    internal void Believe(int unknown, double mean, double precision)
    {
        _right[unknown] += precision * mean;
        _matrix[(unknown * unknowns) + unknown] += precision;
    }

    /// <summary>Takes in an observation.</summary>
    /// <param name="at">The unknowns that it is a sum of, each once.</param>
    /// <param name="x">What each is multiplied by.</param>
    /// <param name="y">What was seen.</param>
    /// <param name="trust">One over its variance.</param>
    internal void Observe(ReadOnlySpan<int> at, ReadOnlySpan<double> x, double y, double trust)
    {
        for (var i = 0; i < at.Length; i++)
        {
            _right[at[i]] += trust * x[i] * y;
            for (var j = 0; j < at.Length; j++)
            {
                _matrix[(at[i] * unknowns) + at[j]] += trust * x[i] * x[j];
            }
        }
    }

    /// <summary>The means; to be asked for once.</summary>
    internal double[] Solve()
    {
        Cholesky.Solve(_matrix, _right);
        return _right;
    }
}
