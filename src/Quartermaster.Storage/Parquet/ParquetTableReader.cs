using ParquetSharp;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Parquet;

/// <summary>Reads a table from a Parquet file, row group by row group, into one batch that is reused.</summary>
/// <remarks>Columns are found by name, in any order; columns the schema does not name are passed over. An optional
/// amount or number that an older program did not write has its default. Page checksums are verified. Faults of the
/// file are reported as <see cref="WorkspaceException"/> with the file's name.</remarks>
public sealed class ParquetTableReader : IDisposable
{
    private const string NextStep = "Import the table again, or restore the file from a backup.";

    private readonly string _path;
    private readonly ParquetFileReader _file;
    private readonly int[] _positions;
    private readonly CellReader _cells = new();

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns wanted: a whole table, or some of its columns.</param>
    /// <exception cref="WorkspaceException">The file is missing, damaged, or has not the columns wanted.</exception>
    public ParquetTableReader(string path, TableSchema schema)
    {
        (_path, Schema) = (path, schema);
        if (!File.Exists(path))
        {
            throw new WorkspaceException($"{path} is missing.", NextStep);
        }

        _file = Guard(() =>
        {
            using var properties = ReaderProperties.GetDefaultReaderProperties();
            properties.EnablePageChecksumVerification();
            return new ParquetFileReader(path, properties);
        });
        try
        {
            Rows = Guard(() => _file.FileMetaData.NumRows);
            _positions = Guard(() => FindColumns(_file.FileMetaData.Schema));
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The columns that are read.</summary>
    public TableSchema Schema { get; }

    /// <summary>The rows of the file.</summary>
    public long Rows { get; }

    /// <summary>All rows, in the order they were written, in one batch that the next step overwrites.</summary>
    /// <param name="capacity">The most rows of a batch.</param>
    public IEnumerable<ColumnBatch> Read(int capacity = ColumnBatch.UsualCapacity)
    {
        var batch = new ColumnBatch(Schema, (int)Math.Min(capacity, Math.Max(1, Rows)));
        for (var group = 0; group < Guard(() => _file.FileMetaData.NumRowGroups); group++)
        {
            foreach (var filled in ReadGroup(group, batch))
            {
                yield return filled;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private IEnumerable<ColumnBatch> ReadGroup(int index, ColumnBatch batch)
    {
        using var group = Guard(() => _file.RowGroup(index));
        var columns = Guard(() => Array.ConvertAll(
            _positions, position => position < 0 ? null : group.Column(position)));
        try
        {
            for (var left = group.MetaData.NumRows; left > 0; left -= batch.Count)
            {
                var size = (int)Math.Min(left, batch.Capacity);
                Guard(() => ReadColumns(columns, batch, size));
                yield return batch;
            }
        }
        finally
        {
            Array.ForEach(columns, column => column?.Dispose());
        }
    }

    private int ReadColumns(ColumnReader?[] columns, ColumnBatch batch, int size)
    {
        for (var column = 0; column < columns.Length; column++)
        {
            if (columns[column] is { } found)
            {
                _cells.Read(found, batch, column, size);
            }
            else
            {
                CellReader.FillWithDefault(batch, column, size);
            }
        }

        return batch.Count = size;
    }

    private int[] FindColumns(SchemaDescriptor found)
    {
        using var expected = PhysicalSchema.Of(Schema);
        var names = Enumerable.Range(0, found.NumColumns).ToDictionary(i => found.Column(i).Path.ToDotString());
        return [.. Schema.Columns.Select((column, i) => Position(column, (ParquetSharp.Schema.PrimitiveNode)
            expected.Fields[i]))];

        int Position(Domain.Tables.Column column, ParquetSharp.Schema.PrimitiveNode node) =>
            CellReader.HasDefault(column) && !names.ContainsKey(column.Name) ? -1
            : names.TryGetValue(column.Name, out var position)
            && found.Column(position).SchemaNode is ParquetSharp.Schema.PrimitiveNode there
            && there.PhysicalType == node.PhysicalType && there.LogicalType.Equals(node.LogicalType)
            && there.Repetition == node.Repetition
                ? position
                : throw new WorkspaceException(
                    $"{_path} has no column '{column.Name}' of type {column.Type} as this program writes it.",
                    "Import the table again with this version of the program.");
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is ParquetException or InvalidDataException or IOException
            or UnauthorizedAccessException or ArgumentException or OverflowException)
        {
            throw new WorkspaceException($"{_path} cannot be read: {ParquetFaults.Say(error)}.", NextStep, error);
        }
    }
}
