using ParquetSharp;
using ParquetSharp.IO;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Parquet;

/// <summary>Writes a table to a stream as Parquet, batch by batch; each batch becomes one row group.</summary>
/// <remarks>Nothing may be read before <see cref="Finish"/>. Disposing without it leaves an unfinished file.</remarks>
public sealed class ParquetTableWriter : IDisposable
{
    private readonly ContentHash _hash;
    private readonly CellWriter _cells;
    private readonly ManagedOutputStream _output;
    private readonly ParquetFileWriter _file;
    private bool _isClosed;

    /// <summary>Starts a file.</summary>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="schema">The table.</param>
    public ParquetTableWriter(Stream stream, TableSchema schema)
    {
        (Schema, _hash) = (schema, new(schema));
        _cells = new(_hash);
        _output = new(stream, leaveOpen: true);
        using var node = PhysicalSchema.Of(schema);
        using var builder = new WriterPropertiesBuilder()
            .Compression(Compression.Zstd).CompressionLevel(1).EnablePageChecksum().CreatedBy("Quartermaster");
        foreach (var column in schema.Columns.Where(column => CellKinds.Of(column.Type) != CellKind.String))
        {
            builder.DisableDictionary(column.Name);
        }

        using var properties = builder.Build();
        _file = new(_output, node, properties, keyValueMetadata: null);
    }

    /// <summary>The table being written.</summary>
    public TableSchema Schema { get; }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes the rows of a batch; an empty batch writes nothing.</summary>
    /// <param name="batch">Rows of this table; it may be reused afterwards.</param>
    public void Write(ColumnBatch batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        using var group = _file.AppendRowGroup();
        for (var column = 0; column < Schema.Columns.Count; column++)
        {
            using var writer = group.NextColumn();
            _cells.Write(writer, batch, column);
        }

        group.Close();
        Rows += batch.Count;
        _hash.AddRows(batch.Count);
    }

    /// <summary>Completes the file; the caller makes it safe on disk.</summary>
    /// <returns>The content's fingerprint: 16 hexadecimal digits, by which the file should be named.</returns>
    public string Finish()
    {
        _isClosed = true;
        _file.Close();
        return _hash.ToFingerprint();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            try
            {
                _file.Close();
            }
            catch (Exception)
            {
                // The file is being given up; why it could not be closed was already said, or does not matter.
            }
        }

        _file.Dispose();
        _output.Dispose();
    }
}
