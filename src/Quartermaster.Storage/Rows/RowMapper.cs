using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Rows;

/// <summary>Turns rows into columns and back: the one translation behind Parquet, CSV, JSON and run files.</summary>
/// <remarks>
/// Identifiers become codes, choices their names, amounts integer micros. A property becomes the column of its name in
/// snake_case; <c>Id</c> the column named as the row type; the properties of a struct within a row become columns of
/// their own (Override.Units: override_units). Computed properties are left out. Text columns of a table have no
/// property: rows leave them empty. Cost: some 10 ns per cell.
/// </remarks>
/// <typeparam name="TRow">A small value with no references in it.</typeparam>
public sealed class RowMapper<TRow> where TRow : unmanaged
{
    private readonly (int Column, CellMap<TRow> Map)[] _maps;
    private readonly CellMap<TRow>[] _key;

    private RowMapper(TableSchema? schema)
    {
        var found = RowColumns.Of<TRow>();
        Schema = schema ?? new(RowColumns.SnakeCase(typeof(TRow).Name), 0, [.. found.Select(pair => pair.Column)]);
        _maps = [.. found.Select(pair => (PositionOf(pair.Column), pair.Map))];
        _key = [.. _maps.Where(map => map.Column < Schema.KeyLength).OrderBy(map => map.Column).Select(map => map.Map)];
    }

    /// <summary>The mapper of the row type; made once.</summary>
    public static RowMapper<TRow> Shared { get; } = new(SchemaOf(typeof(TRow)));

    /// <summary>The table's own schema where the row has one; otherwise one made from its properties.</summary>
    public TableSchema Schema { get; }

    /// <summary>Adds rows to a batch that has room for them; text columns are left empty.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">A batch of this table.</param>
    /// <param name="codes">What the rows' numbers stand for.</param>
    public void Put(ReadOnlySpan<TRow> rows, ColumnBatch batch, ICodeBook codes)
    {
        var start = batch.Count;
        batch.Count = start + rows.Length;
        foreach (var (column, map) in _maps)
        {
            map.Put(rows, batch, column, start, codes);
        }

        for (var column = 0; column < Schema.Columns.Count; column++)
        {
            if (Schema.Columns[column].Type == ColumnType.Text)
            {
                batch.Strings(column).AsSpan(start, rows.Length).Fill("");
            }
        }
    }

    /// <summary>Makes rows of a batch, from its first row on.</summary>
    /// <param name="batch">A batch of this table.</param>
    /// <param name="rows">As many rows as wanted.</param>
    /// <param name="codes">What the codes in the batch stand for.</param>
    public void Take(ColumnBatch batch, Span<TRow> rows, ICodeBook codes)
    {
        rows.Clear();
        foreach (var (column, map) in _maps)
        {
            map.Take(batch, column, 0, rows, codes);
        }
    }

    /// <summary>Sorts rows by the table's key, codes by their numbers; sorted rows are left alone.</summary>
    public void SortByKey(Span<TRow> rows)
    {
        var isSorted = true;
        for (var i = 1; isSorted && i < rows.Length; i++)
        {
            isSorted = CompareKeys(rows[i - 1], rows[i]) <= 0;
        }

        if (!isSorted)
        {
            rows.Sort(CompareKeys);
        }
    }

    private int CompareKeys(TRow left, TRow right)
    {
        foreach (var map in _key)
        {
            var order = map.Compare(ref left, ref right);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private int PositionOf(Column column)
    {
        for (var i = 0; i < Schema.Columns.Count; i++)
        {
            if (Schema.Columns[i].Name == column.Name && Schema.Columns[i].Type == column.Type
                && Schema.Columns[i].Entity == column.Entity && Schema.Columns[i].Choices == column.Choices)
            {
                return i;
            }
        }

        throw new InvalidOperationException(
            $"{typeof(TRow).Name} has the value '{column.Name}' ({column.Type}), but table {Schema.Name} has not.");
    }

    private static TableSchema? SchemaOf(Type row) =>
        row.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRow<>))
            ? (TableSchema)row.GetProperty(nameof(IRow<Product>.Schema))!.GetValue(null)!
            : null;
}
