using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Import.Merging;
using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import;

/// <summary>Reads the files of one import, one after another, into runs.</summary>
internal sealed class FileReading(
    TableSchema schema, ImportOptions options, SourceFile[] files, Rejects rejects, RunBuilder runs)
{
    private const int LineBits = 40;
    private readonly Dictionary<EntityKind, TextPool> _codes =
        Enum.GetValues<EntityKind>().ToDictionary(kind => kind, _ => new TextPool());

    private readonly long _bytesTotal = files.Sum(file => file.Length);
    private long _bytesRead;

    /// <summary>Rows seen.</summary>
    internal long Seen { get; private set; }

    /// <summary>Rows that broke no rule of their own.</summary>
    internal long Good { get; private set; }

    /// <summary>What was decided on the way, file by file.</summary>
    internal List<string> Notes { get; } = [];

    internal static int FileOf(long origin) => (int)(origin >> LineBits);

    internal static long LineOf(long origin) => origin & ((1L << LineBits) - 1);

    /// <summary>A line as another line's message names it.</summary>
    internal string NameOf(long origin, int seenFrom) => FileOf(origin) == seenFrom
        ? $"line {LineOf(origin)}" : $"line {LineOf(origin)} of {files[FileOf(origin)].Name}";

    internal void BeginRejects(int file) => rejects.Begin(files[file].Name, files[file].Hash8());

    internal void Read(int index, Disk disk, CancellationToken cancel)
    {
        var file = files[index];
        BeginRejects(index);
        if (file.Packing == Packing.Parquet)
        {
            var text = Path.Combine(runs.Folder, $"{index}.csv");
            disk.CreateFolder(runs.Folder);
            ParquetText.Write(file.Path, text, disk);
            ReadText(index, SourceFile.Of(text), options.Mapping with { Delimiter = ",", Encoding = "utf-8" }, cancel);
            disk.Delete(text);
        }
        else
        {
            ReadText(index, file, options.Mapping, cancel);
        }
    }

    private void ReadText(int index, SourceFile file, ImportMapping mapping, CancellationToken cancel)
    {
        var path = files[index].Path;
        var before = Seen;
        try
        {
            var delimiter = mapping.Delimiter?[0] ?? Delimiters.Of(file, mapping.Encoding);
            var header = HeaderOf(file, mapping, delimiter);
            using var surveyed = new OpenFiles(file, mapping, delimiter);
            var binding = Binding.Of(schema, header, mapping, (path, surveyed.Next));
            var survey = Survey.Of((path, surveyed.Next), schema, binding,
                mapping with { Delimiter = delimiter.ToString() }, cancel);
            using var stream = file.Open(files[index] == file ? read => _bytesRead += read : null);
            var blocks = new TextBlocks(stream, mapping.Encoding);
            var scanner = new CsvScanner(blocks, delimiter);
            _ = mapping.Header is null && scanner.Read();
            var parser = new RowParser(schema, binding, header.Count, mapping, survey, _codes, rejects);
            ReadRows(index, scanner, parser, cancel);
            if (file.Packing == Packing.Gzip && !GzipEnd.IsClean(file.Path, blocks.BytesRead))
            {
                throw new ImportException($"{path} does not end where its gzip data ends: it is damaged, or something "
                    + "was appended. Nothing was imported. Get the file again, or unpack it with gzip and look.");
            }

            AddNotes(files[index], delimiter, blocks, binding, survey, Seen - before);
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException($"{path} is damaged after {Seen - before} rows: its gzip data cannot be unpacked "
                + $"({fault.Message.TrimEnd('.')}). Nothing was imported. Get the file again.", fault);
        }
    }

    private void ReadRows(int index, CsvScanner scanner, RowParser parser, CancellationToken cancel)
    {
        while (scanner.Read())
        {
            Good += parser.Parse(scanner, runs.Room(), ((long)index << LineBits) | scanner.Line) ? 1 : 0;
            if (++Seen % 8_192 == 0)
            {
                cancel.ThrowIfCancellationRequested();
                options.Progress?.Report(new(files[index].Name, _bytesRead, _bytesTotal, Seen));
            }
        }
    }

    private static List<string> HeaderOf(SourceFile file, ImportMapping mapping, char delimiter)
    {
        if (mapping.Header is { } stated)
        {
            return [.. stated];
        }

        using var opened = new OpenFiles(file, mapping, delimiter);
        var scanner = opened.Scanner();
        if (!scanner.Read() || scanner.Fault != RecordFault.None)
        {
            throw new ImportException($"{file.Path} has no header line that can be read. Its first line must name the "
                + "columns.") { IsWrongUse = true };
        }

        var header = Enumerable.Range(0, scanner.Count).Select(i => scanner[i].ToString()).ToList();
        while (header.Count > 1 && header[^1].Length == 0)
        {
            header.RemoveAt(header.Count - 1);
        }

        return header;
    }

    private void AddNotes(
        SourceFile file, char delimiter, TextBlocks blocks, Binding binding, Survey survey, long rows)
    {
        var name = delimiter switch
        {
            ',' => "comma", ';' => "semicolon", '\t' => "tab", '|' => "pipe", _ => $"'{delimiter}'",
        };
        Notes.Add($"{file.Name}: {rows} {(rows == 1 ? "row" : "rows")}; " + (file.Packing == Packing.Parquet ? "Parquet"
            : $"{(file.Packing == Packing.Gzip ? "gzip, " : "")}{blocks.EncodingName}, separated by {name}"));
        Notes.AddRange(survey.Notes.Select(note => $"{file.Name}: {note}"));
        if (binding.Unused.Count > 0)
        {
            Notes.Add($"{file.Name}: columns not needed and passed over: {string.Join(", ", binding.Unused)}");
        }

        if (blocks.LooksLikeUtf8 > 0)
        {
            Notes.Add($"{file.Name}: read as Windows-1252, but {blocks.LooksLikeUtf8} places look like UTF-8: look at "
                + "the names, and state \"encoding\" in the mapping if they are wrong");
        }

        if (rows == 0)
        {
            Notes.Add($"{file.Name}: a header and no rows");
        }
    }
}
