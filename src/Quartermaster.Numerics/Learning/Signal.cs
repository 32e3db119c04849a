namespace Quartermaster.Numerics.Learning;

/// <summary>What flows between two operations of a network: a matrix of values, and of gradients on the way
/// back.</summary>
/// <remarks>Rows are usually points in time. Rows are padded to whole vectors; readers of single rows see the columns
/// only.</remarks>
public sealed class Signal
{
    private readonly float[] _gradients;
    private bool _isReached;

    internal Signal(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (Rows, Columns, Stride) = (rows, columns, MatrixProduct.StrideOf(columns));
        (Values, _gradients) = (new float[rows * Stride], new float[rows * Stride]);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    internal int Stride { get; }

    internal float[] Values { get; }

    /// <summary>What came back so far; 0 where nothing did.</summary>
    internal float[] Gradients
    {
        get
        {
            if (!_isReached)
            {
                Array.Clear(_gradients);
                _isReached = true;
            }

            return _gradients;
        }
    }

    /// <summary>Forgets what came back.</summary>
    internal void Forget() => _isReached = false;

    /// <summary>For who writes all gradients, with what pads: the first need not add, and nothing need be cleared.
    /// </summary>
    /// <param name="adds">Whether something came back before, to which to add.</param>
    internal float[] TakeGradients(out bool adds)
    {
        adds = _isReached;
        _isReached = true;
        return _gradients;
    }

    /// <summary>One row's values; an input's are written here.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Columns);

    /// <summary>One row's gradients, after the way back.</summary>
    public ReadOnlySpan<float> GradientsOf(int row) => Gradients.AsSpan(row * Stride, Columns);
}
