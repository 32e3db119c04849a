namespace Quartermaster.Domain;

/// <summary>A <see cref="Matrix"/> whose values may be more than one array can hold: it lies in blocks of rows.
/// </summary>
/// <remarks>Immutable, compared by content. A million products with 22 times 128 sums are 2.8·10⁹ values.</remarks>
public sealed class LongMatrix : IEquatable<LongMatrix>
{
    private const int MostRowsPerBlock = 8_192;

    private readonly float[][] _blocks;
    private readonly int _rowsPerBlock;
    private readonly int _first;

    /// <summary>Makes a matrix of values that one array holds, and that from now on belong to it.</summary>
    /// <param name="columns">Values per row; 1 or more.</param>
    /// <param name="values">Row after row.</param>
    public LongMatrix(int columns, float[] values)
        : this(columns, 0, values.Length / columns, Math.Max(1, values.Length / columns), [values])
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Count * columns);
    }

    private LongMatrix(int columns, int first, int count, int rowsPerBlock, float[][] blocks) =>
        (Columns, _first, Count, _rowsPerBlock, _blocks) = (columns, first, count, rowsPerBlock, blocks);

    /// <summary>Values per row.</summary>
    public int Columns { get; }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>How many values the blocks of a matrix hold, block by block: none more than an array can.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="columns">Values per row; 1 or more.</param>
    public static int[] SizesOfBlocks(int count, int columns)
    {
        var rows = RowsPerBlock(columns);
        var sizes = new int[((long)count + rows - 1) / rows];
        for (var block = 0; block < sizes.Length; block++)
        {
            sizes[block] = (int)(Math.Min(rows, count - ((long)block * rows)) * columns);
        }

        return sizes;
    }

    /// <summary>The values of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => ToFill(row);

    /// <summary>Consecutive rows, sharing this matrix's memory.</summary>
    public LongMatrix Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, Count);
        return new(Columns, _first + start, count, _rowsPerBlock, _blocks);
    }

    /// <summary>A copy of the given rows, in the given order.</summary>
    public LongMatrix Pick(ReadOnlySpan<int> rows)
    {
        var picked = Empty(rows.Length, Columns);
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(picked.ToFill(i));
        }

        return picked;
    }

    /// <inheritdoc/>
    public bool Equals(LongMatrix? other)
    {
        var areEqual = other is not null && (Columns, Count) == (other.Columns, other.Count);
        for (var row = 0; areEqual && row < Count; row++)
        {
            areEqual = Row(row).SequenceEqual(other!.Row(row));
        }

        return areEqual;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LongMatrix);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <summary>A matrix of zeros, for its maker to fill before anybody else sees it.</summary>
    internal static LongMatrix Empty(int count, int columns) => new(columns, 0, count, RowsPerBlock(columns),
        [.. SizesOfBlocks(count, columns).Select(size => new float[size])]);

    /// <summary>One row, for its maker to fill.</summary>
    internal Span<float> ToFill(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        var (block, rowOfBlock) = Math.DivRem(_first + row, _rowsPerBlock);
        return _blocks[block].AsSpan(rowOfBlock * Columns, Columns);
    }

    private static int RowsPerBlock(int columns) => Math.Clamp(Array.MaxLength / columns, 1, MostRowsPerBlock);
}
