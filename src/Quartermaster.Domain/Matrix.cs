namespace Quartermaster.Domain;

/// <summary>For each row, the same number of real values in a stated order: days, quantiles, regions.</summary>
/// <remarks>Immutable, one block of memory, compared by content. A part of a matrix, rows or first columns, shares its
/// memory. Without columns it has any row, and all are empty.</remarks>
public sealed class Matrix : IEquatable<Matrix>
{
    private readonly ReadOnlyMemory<float> _values;

    // From a row to the next in memory: 0 where all rows are the same.
    private readonly int _stride;

    /// <summary>Makes a matrix of values, which from now on belong to it.</summary>
    /// <param name="columns">Values per row; 0 or more.</param>
    /// <param name="values">Row after row.</param>
    public Matrix(int columns, ReadOnlyMemory<float> values)
        : this(columns, columns == 0 ? 0 : values.Length / columns, columns, values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Count * columns);
    }

    /// <inheritdoc cref="Matrix(int, ReadOnlyMemory{float})"/>
    public Matrix(int columns, float[] values)
        : this(columns, values.AsMemory())
    {
    }

    private Matrix(int columns, int count, int stride, ReadOnlyMemory<float> values) =>
        (Columns, Count, _stride, _values) = (columns, count, stride, values);

    /// <summary>A matrix whose rows are all the same.</summary>
    /// <param name="row">The row, which from now on belongs to the matrix.</param>
    /// <param name="count">How many rows; 0 or more.</param>
    public static Matrix Repeated(float[] row, int count) => new(row.Length, count, 0, row);

    /// <summary>Values per row.</summary>
    public int Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The values of one row.</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        RequireRows(row, 1);
        return Columns == 0 ? [] : _values.Span.Slice(row * _stride, Columns);
    }

    /// <summary>Consecutive rows, sharing this matrix's memory.</summary>
    public Matrix Slice(int start, int count)
    {
        RequireRows(start, count);
        return new(Columns, count, _stride, count == 0 || Columns == 0 ? default
            : _values.Slice(start * _stride, ((count - 1) * _stride) + Columns));
    }

    /// <summary>The first values of each row, sharing this matrix's memory.</summary>
    /// <param name="columns">How many; at most <see cref="Columns"/>.</param>
    public Matrix FirstColumns(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Columns);
        return new(columns, Count, _stride, _values);
    }

    /// <summary>A copy of the given rows, in the given order.</summary>
    public Matrix Pick(ReadOnlySpan<int> rows)
    {
        var picked = new float[rows.Length * Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(picked.AsSpan(i * Columns));
        }

        return new(Columns, rows.Length, Columns, picked);
    }

    /// <inheritdoc/>
    public bool Equals(Matrix? other)
    {
        if (other is null || (Columns, Count) != (other.Columns, other.Count))
        {
            return false;
        }

        for (var row = 0; row < Count; row++)
        {
            if (!Row(row).SequenceEqual(other.Row(row), comparer: null))
            {
                return false;
            }
        }

        return true;
    }

    private void RequireRows(int first, int count)
    {
        if (Columns > 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(first);
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - first);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Matrix);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}
