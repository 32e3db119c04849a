namespace Quartermaster.Numerics.Learning;

/// <summary>What flows between two operations of a network: a matrix of values, and of gradients on the way
/// back.</summary>
/// <remarks>Rows are usually points in time. Rows are padded to whole vectors; readers of single rows see the columns
/// only.</remarks>
public sealed class Signal
{
    internal Signal(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        (Rows, Columns, Stride) = (rows, columns, MatrixProduct.StrideOf(columns));
        (Values, Gradients) = (new float[rows * Stride], new float[rows * Stride]);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    internal int Stride { get; }

    internal float[] Values { get; }

    internal float[] Gradients { get; }

    /// <summary>One row's values; an input's are written here.</summary>
    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Columns);

    /// <summary>One row's gradients, after the way back.</summary>
    public ReadOnlySpan<float> GradientsOf(int row) => Gradients.AsSpan(row * Stride, Columns);
}
