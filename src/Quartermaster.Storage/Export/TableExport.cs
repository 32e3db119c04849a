using System.IO.Compression;
using System.Text;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Parquet;
using Quartermaster.Storage.Query;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Export;

/// <summary>Writes tables to files for other programs; the ending of the file says how.</summary>
/// <remarks>.csv, .csv.gz, .json and .parquet. A file appears when it is complete. A CSV can be imported as it is.
/// </remarks>
public static class TableExport
{
    /// <summary>Writes a table to a file.</summary>
    /// <param name="schema">The table.</param>
    /// <param name="batches">Its rows.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="disk">How files are changed; the real disk unless told.</param>
    /// <returns>The number of rows.</returns>
    public static long Write(TableSchema schema, IEnumerable<ColumnBatch> batches, string path, Disk? disk = null) =>
        WriteFile(path, disk ?? new Disk(), (stream, ending) => ending switch
        {
            ".parquet" => WriteParquet(stream, schema, batches),
            ".json" => WriteJson(stream, batches),
            _ => WriteCsv(stream, schema, batches),
        });

    /// <summary>Writes the answer to a query to a .csv, .csv.gz or .json file.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="disk">How files are changed; the real disk unless told.</param>
    /// <returns>The number of rows.</returns>
    public static long Write(QueryResult answer, string path, Disk? disk = null) =>
        WriteFile(path, disk ?? new Disk(), (stream, ending) => ending switch
        {
            ".parquet" => throw new WorkspaceException(
                "The answer to a query cannot be written as Parquet.", "Use a file that ends in .csv or .json.")
                { IsWrongUse = true },
            ".json" => WriteJson(stream, answer),
            _ => WriteCsv(stream, answer),
        });

    /// <summary>Refuses a file that could not be written, before the work whose rows it is for.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WorkspaceException">Its ending is not one of those, or its folder is missing.</exception>
    public static void RequireFile(string path)
    {
        _ = EndingOf(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new WorkspaceException($"There is no folder {folder} for {path}.", "Make it, or name another file.")
                { IsWrongUse = true };
        }
    }

    private static long WriteFile(string path, Disk disk, Func<Stream, string, long> write)
    {
        RequireFile(path);
        var ending = EndingOf(path);
        var aside = Path.GetFullPath(path) + Leftovers.Suffix;
        return DiskFaults.Explain(path, "The file is as it was.", () =>
        {
            try
            {
                var rows = 0L;
                using (var stream = disk.Create(aside))
                {
                    rows = WriteAll(stream, ending, write);
                    stream.Flush();
                }

                disk.Rename(aside, Path.GetFullPath(path));
                return rows;
            }
            catch (Exception) when (File.Exists(aside))
            {
                File.Delete(aside);
                throw;
            }
        });
    }

    private static long WriteAll(Stream stream, string ending, Func<Stream, string, long> write)
    {
        if (ending == ".csv.gz")
        {
            using var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            return write(packed, ending);
        }

        if (ending == ".parquet")
        {
            return write(stream, ending); // It is written in large pieces, and asks where it stands.
        }

        var buffered = new BufferedStream(stream, 1 << 16);
        var rows = write(buffered, ending);
        buffered.Flush();
        return rows;
    }

    private static string EndingOf(string path)
    {
        string[] endings = [".csv.gz", ".csv", ".json", ".parquet"];
        return Array.Find(endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            ?? throw new WorkspaceException($"{path} does not say how to write it.",
                $"Use a file that ends in {string.Join(", ", endings)}.") { IsWrongUse = true };
    }

    private static long WriteParquet(Stream stream, TableSchema schema, IEnumerable<ColumnBatch> batches)
    {
        using var writer = new ParquetTableWriter(stream, schema);
        foreach (var batch in batches)
        {
            writer.Write(batch);
        }

        writer.Finish();
        return writer.Rows;
    }

    private static long WriteJson(Stream stream, IEnumerable<ColumnBatch> batches)
    {
        var rows = 0L;
        using var writer = new JsonTableWriter(stream);
        foreach (var batch in batches)
        {
            writer.Write(batch);
            rows += batch.Count;
        }

        return rows;
    }

    private static long WriteCsv(Stream stream, TableSchema schema, IEnumerable<ColumnBatch> batches)
    {
        var rows = 0L;
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var writer = new CsvTableWriter(text, schema);
        foreach (var batch in batches)
        {
            writer.Write(batch);
            rows += batch.Count;
        }

        return rows;
    }

    private static long WriteJson(Stream stream, QueryResult answer)
    {
        var columns = answer.Columns.Select(column => column.Name).ToArray();
        using var writer = new JsonTableWriter(stream);
        foreach (var row in answer.Rows)
        {
            writer.Write(columns, row);
        }

        return answer.Rows.Count;
    }

    private static long WriteCsv(Stream stream, QueryResult answer)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        var writer = new CsvTableWriter(text, answer.Columns.Select(column => column.Name));
        foreach (var row in answer.Rows)
        {
            writer.WriteLine(row.Select(CellText.Of));
        }

        return answer.Rows.Count;
    }
}
