using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Rows;

namespace Quartermaster.Storage.Workspaces;

/// <summary>Writes what only a generator knows into truth/: one Parquet file per table, outside the manifest.</summary>
/// <remarks>No engine, query or export sees these files; tests and simulators open them by name.</remarks>
/// <param name="folder">The workspace's truth folder.</param>
/// <param name="codes">What the rows' numbers stand for.</param>
public sealed class TruthFiles(string folder, ICodeBook codes) : IDisposable
{
    private readonly Dictionary<string, (FileStream File, ParquetTableWriter Writer, ColumnBatch Batch)> _open = [];

    /// <summary>Appends rows of a table.</summary>
    public void Append<TRow>(ReadOnlySpan<TRow> rows) where TRow : unmanaged, IRow<TRow>
    {
        if (!_open.TryGetValue(TRow.Schema.Name, out var table))
        {
            Directory.CreateDirectory(folder);
            var file = File.Create(PathOf(folder, TRow.Schema));
            table = (file, new(file, TRow.Schema), new(TRow.Schema));
            _open.Add(TRow.Schema.Name, table);
        }

        for (var done = 0; done < rows.Length;)
        {
            var size = Math.Min(table.Batch.Capacity - table.Batch.Count, rows.Length - done);
            RowMapper<TRow>.Shared.Put(rows.Slice(done, size), table.Batch, codes);
            done += size;
            if (table.Batch.Count == table.Batch.Capacity)
            {
                table.Writer.Write(table.Batch);
                table.Batch.Clear();
            }
        }
    }

    /// <summary>Finishes every file.</summary>
    public void Dispose()
    {
        foreach (var (file, writer, batch) in _open.Values)
        {
            if (batch.Count > 0)
            {
                writer.Write(batch);
            }

            writer.Finish();
            writer.Dispose();
            file.Dispose();
        }

        _open.Clear();
    }

    /// <summary>Reads a table of the truth; empty where the workspace has none, because it was not generated.</summary>
    public static Table<TRow> Read<TRow>(Workspace workspace) where TRow : unmanaged, IRow<TRow>
    {
        var path = PathOf(workspace.TruthFolder, TRow.Schema);
        return File.Exists(path)
            ? new(ParquetRows.Read(path, RowMapper<TRow>.Shared, new CatalogCodes(workspace.Tables.Catalog)))
            : new([]);
    }

    private static string PathOf(string folder, TableSchema schema) => Path.Combine(folder, schema.Name + ".parquet");
}
