using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.KnownSets.M5Contest;

/// <summary>One of the contest's files, read line by line; faults name file, line and column.</summary>
internal sealed class M5Sheet : IDisposable
{
    private readonly SourceFile _file;
    private readonly Stream _stream;
    private readonly CsvScanner _scanner;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly string[] _columns;
    private long _bytes;
    private long _rows;

    private M5Sheet(string path, IProgress<ImportProgress>? progress)
    {
        (_file, _progress) = (SourceFile.Of(path), progress);
        _stream = _file.Open(bytes => _bytes += bytes);
        _scanner = new(new(_stream), ',');
        _columns = Guard(_scanner.Read)
            ? [.. Enumerable.Range(0, _scanner.Count).Select(i => _scanner[i].ToString())] : [];
    }

    /// <summary>The header.</summary>
    internal IReadOnlyList<string> Columns => _columns;

    /// <summary>Opens a file of the contest, packed or not, under the first of its names that exists.</summary>
    /// <exception cref="ImportException">There is none, or its columns are others.</exception>
    internal static M5Sheet Open(
        string folder, string[] names, string[] columns, IProgress<ImportProgress>? progress)
    {
        var path = names.SelectMany(name => new[] { name, name + ".gz" }).Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists) ?? throw new ImportException(
                $"{folder} has no {string.Join(" or ", names)} (or the same with .gz). The folder of the M5 contest "
                + "has sales_train_evaluation.csv or sales_train_validation.csv, calendar.csv and sell_prices.csv.")
            { IsWrongUse = true };
        var sheet = new M5Sheet(path, progress);
        if (!sheet._columns.Take(columns.Length).SequenceEqual(columns))
        {
            var found = string.Join(", ", sheet._columns.Take(columns.Length));
            sheet.Dispose();
            throw new ImportException($"{path} is not of the M5 contest: it begins with the columns {found}; expected "
                + $"{string.Join(", ", columns)}.") { IsWrongUse = true };
        }

        return sheet;
    }

    /// <summary>Goes to the next line.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool Read(CancellationToken cancel)
    {
        if (!Guard(_scanner.Read))
        {
            return false;
        }

        if (_scanner.Count != _columns.Length)
        {
            throw Fault($"it has {_scanner.Count} cells, its header {_columns.Length}");
        }

        if (_rows++ % 1_024 == 0)
        {
            cancel.ThrowIfCancellationRequested();
            _progress?.Report(new(_file.Name, _bytes, _file.Length, _rows));
        }

        return true;
    }

    /// <summary>A cell's text.</summary>
    internal ReadOnlySpan<char> Text(int column) => _scanner[column];

    /// <summary>A cell's whole number, 0 or more.</summary>
    internal int Whole(int column)
    {
        var text = _scanner[column];
        return NumberText.Parse(text, new('.', true), out var number) == NumberFault.None && number.IsWhole
            && number.AsDouble is >= 0 and <= int.MaxValue ? (int)number.AsDouble
            : throw Fault($"column {_columns[column]} is '{text}'; expected a whole number, 0 or more");
    }

    /// <summary>A cell's amount in millionths, 0 or more.</summary>
    internal long Micros(int column)
    {
        var text = _scanner[column];
        return NumberText.Parse(text, new('.', true), out var number) == NumberFault.None
            && number.AsDouble is >= 0 and <= 1_000_000 ? number.AsMicros
            : throw Fault($"column {_columns[column]} is '{text}'; expected a price from 0 to 1,000,000");
    }

    /// <summary>A cell's day.</summary>
    internal DateOnly Day(int column)
    {
        var text = _scanner[column];
        return DateText.Parse(text, DayOrder.Unknown, out var at) == DateFault.None ? at.Day
            : throw Fault($"column {_columns[column]} is '{text}'; expected a day such as 2011-01-29");
    }

    /// <summary>What is wrong with the line at hand.</summary>
    internal ImportException Fault(string what) =>
        new($"{_file.Path} line {_scanner.Line}: {what}. Nothing was imported. Get the file again.");

    public void Dispose() => _stream.Dispose();

    private bool Guard(Func<bool> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException($"{_file.Path} is damaged after {_rows} lines: its gzip data cannot be unpacked. "
                + "Nothing was imported. Get the file again.", fault);
        }
    }
}
