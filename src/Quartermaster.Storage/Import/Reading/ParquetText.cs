using DuckDB.NET.Data;
using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Import.Reading;

/// <summary>Turns a foreign Parquet file, whatever its types, into text that the one reader checks.</summary>
/// <remarks>Costs a file of text beside it for the time of the import, and some 0.5 s per million rows. Lines in
/// messages are row numbers + 1.</remarks>
internal static class ParquetText
{
    /// <exception cref="ImportException">The file cannot be read as Parquet.</exception>
    /// <exception cref="IOException">The text cannot be written.</exception>
    internal static void Write(string parquet, string csv, Disk disk)
    {
        // The library writes the file itself, past the disk, so the disk is told here.
        disk.Before(DiskStep.Create, csv);
        disk.Before(DiskStep.Write, csv);
        try
        {
            using var connection = new DuckDBConnection("DataSource=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SET autoinstall_known_extensions = false; SET TimeZone = 'UTC'; "
                + $"COPY (SELECT * FROM read_parquet({Text(parquet)})) TO {Text(csv)} (FORMAT csv, HEADER, "
                + "TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%g', DATEFORMAT '%Y-%m-%d')";
            command.ExecuteNonQuery();
        }
        catch (DuckDBException fault) when (IsOfWriting(fault, parquet))
        {
            throw new IOException(fault.Message.Split('\n')[0], fault);
        }
        catch (DuckDBException fault)
        {
            throw new ImportException($"{parquet} begins like a Parquet file and cannot be read as one: "
                + $"{fault.Message.Split('\n')[0]}. Get the file again.", fault);
        }
    }

    // Its words for what the disk refuses name the file: the one that is read, or else one that it writes.
    private static bool IsOfWriting(DuckDBException fault, string parquet) =>
        fault.Message.StartsWith("IO Error", StringComparison.Ordinal)
        && !fault.Message.Contains(parquet, StringComparison.Ordinal);

    private static string Text(string path) => $"'{path.Replace("'", "''", StringComparison.Ordinal)}'";
}
