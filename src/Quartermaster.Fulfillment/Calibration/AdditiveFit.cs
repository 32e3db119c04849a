using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Least squares for a sum of a line in a few numbers and shrunken effects of groups.</summary>
/// <remarks>Backfitting (Hastie and Tibshirani, <i>Generalized Additive Models</i>, 1990, section 4.4): each block in
/// turn is fitted to what the others leave. A group's effect is its mean times n/(n + prior): ridge regression, the
/// best linear predictor of a random effect. Deterministic: rows in order. O(sweeps · rows · numbers²).</remarks>
internal sealed class AdditiveFit
{
    private readonly double[] _line;
    private readonly double[][] _effects;

    private AdditiveFit(int numbers, ReadOnlySpan<int> groups)
    {
        _line = new double[numbers];
        _effects = new double[groups.Length][];
        for (var block = 0; block < groups.Length; block++)
        {
            _effects[block] = new double[groups[block]];
        }
    }

    /// <summary>What is fitted.</summary>
    /// <param name="Numbers">Row after row; the first of each row is 1.</param>
    /// <param name="Width">Numbers per row.</param>
    /// <param name="Blocks">For each block the group of each row.</param>
    /// <param name="Groups">For each block its number of groups.</param>
    /// <param name="Priors">For each block how many rows of effect 0 each group counts as having more.</param>
    /// <param name="Weights">Of the rows; above 0.</param>
    /// <param name="Ridge">The same for the numbers but the first.</param>
    /// <param name="Sweeps">How often each block is fitted.</param>
    /// <param name="Bend">Residuals beyond so many standard deviations weigh less (Huber); infinity for never.</param>
    internal sealed record Question(
        double[] Numbers, int Width, int[][] Blocks, int[] Groups, double[] Priors, double[] Weights, double Ridge,
        int Sweeps, double Bend);

    /// <summary>The value for a row.</summary>
    /// <param name="numbers">Its numbers.</param>
    /// <param name="groups">Its groups; one that is not known counts as 0.</param>
    internal double At(ReadOnlySpan<double> numbers, ReadOnlySpan<int> groups)
    {
        var sum = Dot(_line, numbers);
        for (var block = 0; block < groups.Length; block++)
        {
            sum += (uint)groups[block] < (uint)_effects[block].Length ? _effects[block][groups[block]] : 0;
        }

        return sum;
    }

    /// <summary>Fits.</summary>
    /// <param name="question">What to.</param>
    /// <param name="rest">One value per row; overwritten with what the fit leaves.</param>
    internal static AdditiveFit Of(Question question, Span<double> rest)
    {
        var fit = new AdditiveFit(question.Width, question.Groups);
        var weights = (double[])question.Weights.Clone();
        for (var sweep = 0; sweep < question.Sweeps; sweep++)
        {
            fit.FitLine(question, weights, rest);
            for (var block = 0; block < question.Blocks.Length; block++)
            {
                fit.FitBlock(block, question, weights, rest);
            }

            if (sweep > 0 && double.IsFinite(question.Bend))
            {
                Bend(question, weights, rest);
            }
        }

        return fit;
    }

    private void FitLine(Question question, double[] weights, Span<double> rest)
    {
        var width = question.Width;
        var (matrix, right) = (new double[width * width], new double[width]);
        for (var row = 0; row < rest.Length; row++)
        {
            var numbers = question.Numbers.AsSpan(row * width, width);
            rest[row] += Dot(_line, numbers);
            for (var i = 0; i < width; i++)
            {
                var weighted = weights[row] * numbers[i];
                right[i] += weighted * rest[row];
                for (var j = 0; j <= i; j++)
                {
                    matrix[(i * width) + j] += weighted * numbers[j];
                }
            }
        }

        for (var i = 0; i < width; i++)
        {
            matrix[(i * width) + i] += i == 0 ? 1e-6 : question.Ridge;
        }

        Cholesky.Solve(matrix, right);
        right.CopyTo(_line, 0);
        for (var row = 0; row < rest.Length; row++)
        {
            rest[row] -= Dot(_line, question.Numbers.AsSpan(row * width, width));
        }
    }

    private void FitBlock(int block, Question question, double[] weights, Span<double> rest)
    {
        var (effects, groups) = (_effects[block], question.Blocks[block]);
        var (sums, counts) = (new double[effects.Length], new double[effects.Length]);
        for (var row = 0; row < rest.Length; row++)
        {
            rest[row] += effects[groups[row]];
            sums[groups[row]] += weights[row] * rest[row];
            counts[groups[row]] += weights[row];
        }

        for (var group = 0; group < effects.Length; group++)
        {
            effects[group] = counts[group] > 0 ? sums[group] / (counts[group] + question.Priors[block]) : 0;
        }

        for (var row = 0; row < rest.Length; row++)
        {
            rest[row] -= effects[groups[row]];
        }
    }

    private static void Bend(Question question, double[] weights, ReadOnlySpan<double> rest)
    {
        var (squares, count) = (0.0, 0.0);
        for (var row = 0; row < rest.Length; row++)
        {
            squares += weights[row] * rest[row] * rest[row];
            count += weights[row];
        }

        var limit = question.Bend * Math.Sqrt(squares / count);
        for (var row = 0; row < rest.Length; row++)
        {
            var size = Math.Abs(rest[row]);
            weights[row] = question.Weights[row] * (size <= limit ? 1 : limit / size);
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
