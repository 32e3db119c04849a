using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Columns;

/// <summary>Some rows of a table, column by column, as files hold them: codes as text, amounts as integer micros.
/// </summary>
/// <remarks>
/// <para>Fill the spans up to <see cref="Capacity"/>, then set <see cref="Count"/>. Reuse it with <see cref="Clear"/>.
/// </para>
/// <para>An empty text, the day 0001-01-01 and the instant 0 mean "none"; files hold NULL for them. A missing value of
/// another type is already its column's default.</para>
/// </remarks>
public sealed class ColumnBatch
{
    /// <summary>Rows in one group of a file: enough to compress well, few enough to stay in memory.</summary>
    public const int UsualCapacity = 131_072;

    private readonly Array[] _cells;
    private int _count;

    /// <summary>Makes room for some rows of a table.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="capacity">The most rows it can hold; 1 or more.</param>
    public ColumnBatch(TableSchema schema, int capacity = UsualCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (Schema, Capacity) = (schema, capacity);
        _cells = [.. schema.Columns.Select(column => CellKinds.NewCells(CellKinds.Of(column.Type), capacity))];
    }

    /// <summary>The table that the rows belong to.</summary>
    public TableSchema Schema { get; }

    /// <summary>The most rows it can hold.</summary>
    public int Capacity { get; private set; }

    /// <summary>The number of rows filled; 0 to <see cref="Capacity"/>.</summary>
    public int Count
    {
        get => _count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            _count = value;
        }
    }

    /// <summary>The cells of a code, text, label or choice column, all <see cref="Capacity"/> of them.</summary>
    /// <param name="column">The column's position in the schema.</param>
    public string?[] Strings(int column) => (string?[])_cells[column];

    /// <summary>The cells of an integer column.</summary>
    public int[] Integers(int column) => (int[])_cells[column];

    /// <summary>The cells of a number column.</summary>
    public double[] Numbers(int column) => (double[])_cells[column];

    /// <summary>The cells of a money column (micros), an instant column (milliseconds since 1970) or a long column.
    /// </summary>
    public long[] Longs(int column) => (long[])_cells[column];

    /// <summary>The cells of a total column (micros).</summary>
    public Int128[] Totals(int column) => (Int128[])_cells[column];

    /// <summary>The cells of a day column.</summary>
    public DateOnly[] Days(int column) => (DateOnly[])_cells[column];

    /// <summary>The cells of a flag column.</summary>
    public bool[] Flags(int column) => (bool[])_cells[column];

    /// <summary>The cells of a column whose kind of cell the caller knows.</summary>
    internal TCell[] Cells<TCell>(int column) => (TCell[])_cells[column];

    /// <summary>Forgets the rows; the room is kept, and so are old cells until they are overwritten.</summary>
    public void Clear() => Count = 0;

    /// <summary>Makes more room; arrays taken before are no longer its own.</summary>
    internal void Grow(int capacity)
    {
        for (var column = 0; column < _cells.Length; column++)
        {
            var wider = CellKinds.NewCells(CellKinds.Of(Schema.Columns[column].Type), capacity);
            Array.Copy(_cells[column], wider, Count);
            _cells[column] = wider;
        }

        Capacity = capacity;
    }

    /// <summary>The position of a column; −1 if the table has none of that name.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Schema.Columns.Count; i++)
        {
            if (Schema.Columns[i].Name == column)
            {
                return i;
            }
        }

        return -1;
    }
}
