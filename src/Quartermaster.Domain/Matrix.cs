namespace Quartermaster.Domain;

/// <summary>For each row, the same number of real values in a stated order: days, quantiles, regions.</summary>
/// <remarks>Immutable, one block of memory, compared by content.</remarks>
public sealed class Matrix : IEquatable<Matrix>
{
    private readonly Table<float> _values;

    /// <summary>Makes a matrix of values, which from now on belong to it.</summary>
    /// <param name="columns">Values per row; 0 or more.</param>
    /// <param name="values">Row after row.</param>
    public Matrix(int columns, float[] values)
        : this(columns, columns == 0 ? 0 : values.Length / columns, new Table<float>(values))
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Count * columns);
    }

    private Matrix(int columns, int count, Table<float> values) => (Columns, Count, _values) = (columns, count, values);

    /// <summary>Values per row.</summary>
    public int Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The values of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => _values.Rows.Slice(row * Columns, Columns);

    /// <summary>Consecutive rows, sharing this matrix's memory.</summary>
    public Matrix Slice(int start, int count) => new(Columns, count, _values.Slice(start * Columns, count * Columns));

    /// <summary>A copy of the given rows, in the given order.</summary>
    public Matrix Pick(ReadOnlySpan<int> rows)
    {
        var picked = new float[rows.Length * Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(picked.AsSpan(i * Columns));
        }

        return new(Columns, rows.Length, new Table<float>(picked));
    }

    /// <inheritdoc/>
    public bool Equals(Matrix? other) =>
        other is not null && (Columns, Count) == (other.Columns, other.Count) && _values.Equals(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Matrix);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}
