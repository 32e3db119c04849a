namespace Quartermaster.Numerics;

/// <summary>Small systems of linear equations with a symmetric positive matrix, as least squares makes them.</summary>
public static class Cholesky
{
    /// <summary>Solves matrix · x = right, in place of right.</summary>
    /// <param name="matrix">Row after row; overwritten. A pivot that is not positive leaves its unknown at 0.</param>
    /// <param name="right">One value per row; overwritten with x.</param>
    /// <remarks>Golub and Van Loan, Matrix Computations (2013), algorithm 4.2.1. O(n³).</remarks>
    public static void Solve(Span<double> matrix, Span<double> right)
    {
        var n = right.Length;
        for (var j = 0; j < n; j++)
        {
            var pivot = matrix[(j * n) + j] - Dot(matrix, j * n, j * n, j);
            matrix[(j * n) + j] = pivot = pivot > 1e-12 ? Math.Sqrt(pivot) : 0;
            for (var i = j + 1; i < n; i++)
            {
                var rest = matrix[(i * n) + j] - Dot(matrix, i * n, j * n, j);
                matrix[(i * n) + j] = pivot > 0 ? rest / pivot : 0;
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                right[i] -= matrix[(i * n) + j] * right[j];
            }

            right[i] = matrix[(i * n) + i] > 0 ? right[i] / matrix[(i * n) + i] : 0;
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++)
            {
                right[i] -= matrix[(j * n) + i] * right[j];
            }

            right[i] = matrix[(i * n) + i] > 0 ? right[i] / matrix[(i * n) + i] : 0;
        }
    }

    private static double Dot(ReadOnlySpan<double> values, int first, int second, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += values[first + i] * values[second + i];
        }

        return sum;
    }
}
