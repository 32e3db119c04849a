using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Rows;

namespace Quartermaster.Storage.Parquet;

/// <summary>Reads rows, rather than columns, from a Parquet file.</summary>
internal static class ParquetRows
{
    /// <summary>All batches of a file; the next overwrites the one before.</summary>
    internal static IEnumerable<ColumnBatch> Columns(string path, TableSchema schema)
    {
        using var reader = new ParquetTableReader(path, schema);
        foreach (var batch in reader.Read())
        {
            yield return batch;
        }
    }

    /// <summary>All rows of a file, in the order they were written.</summary>
    internal static TRow[] Read<TRow>(string path, RowMapper<TRow> mapper, ICodeBook codes) where TRow : unmanaged
    {
        using var reader = new ParquetTableReader(path, mapper.Schema);
        var (rows, done) = (new TRow[reader.Rows], 0);
        foreach (var batch in reader.Read())
        {
            Take(path, mapper, batch, rows.AsSpan(done, batch.Count), codes);
            done += batch.Count;
        }

        return rows;
    }

    /// <summary>The rows of a file in batches, in the order they were written.</summary>
    internal static IEnumerable<Table<TRow>> Stream<TRow>(string path, RowMapper<TRow> mapper, ICodeBook codes)
        where TRow : unmanaged
    {
        foreach (var batch in Columns(path, mapper.Schema))
        {
            var rows = new TRow[batch.Count];
            Take(path, mapper, batch, rows, codes);
            yield return new(rows);
        }
    }

    /// <summary>Compares a file's content with its fingerprint.</summary>
    internal static void Verify(string path, TableSchema schema, string fingerprint)
    {
        using var copy = new ParquetTableWriter(System.IO.Stream.Null, schema);
        foreach (var batch in Columns(path, schema))
        {
            copy.Write(batch);
        }

        var found = copy.Finish();
        if (found != fingerprint)
        {
            throw new WorkspaceException($"{path} is damaged: its content has the fingerprint {found}.",
                "Import the table again, or restore the file from a backup.");
        }
    }

    private static void Take<TRow>(
        string path, RowMapper<TRow> mapper, ColumnBatch batch, Span<TRow> rows, ICodeBook codes) where TRow : unmanaged
    {
        try
        {
            mapper.Take(batch, rows, codes);
        }
        catch (WorkspaceException error)
        {
            throw new WorkspaceException($"{path}: {error.What}", error.NextStep, error);
        }
    }
}
