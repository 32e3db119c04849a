using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Import.Reading;

/// <summary>Reads a file of rows at once, whatever it is packed in: CSV, plain or gzip, or Parquet.</summary>
internal static class RowText
{
    /// <summary>Opens a file and hands it over; Parquet by way of a text beside other temporary files.</summary>
    /// <exception cref="ImportException">The file is missing or damaged.</exception>
    internal static T Read<T>(string path, Func<CsvScanner, T> read)
    {
        var file = SourceFile.Of(path);
        if (file.Packing != Packing.Parquet)
        {
            return ReadText(file, read);
        }

        var folder = Directory.CreateTempSubdirectory("qm-");
        try
        {
            var text = Path.Combine(folder.FullName, "rows.csv");
            ParquetText.Write(path, text, new Disk());
            return ReadText(SourceFile.Of(text), read);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static T ReadText<T>(SourceFile file, Func<CsvScanner, T> read)
    {
        try
        {
            using var stream = file.Open();
            return read(new(new(stream), Delimiters.Of(file, null)));
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException(
                $"{file.Path} is damaged: its gzip data cannot be unpacked. Get the file again.", fault);
        }
    }
}
