using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.KnownSets.OlistShop;

/// <summary>One of Olist's files, read line by line; cells are asked for by the place of their column among those
/// named; faults name file, line and column.</summary>
internal sealed class OlistSheet : IDisposable
{
    private readonly SourceFile _file;
    private readonly Stream _stream;
    private readonly CsvScanner _scanner;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly string[] _columns;
    private readonly int[] _places;
    private readonly int _width;
    private long _bytes;
    private long _rows;

    private OlistSheet(string path, string[] columns, IProgress<ImportProgress>? progress)
    {
        (_file, _progress, _columns) = (SourceFile.Of(path), progress, columns);
        _stream = _file.Open(bytes => _bytes += bytes);
        _scanner = new(new(_stream), ',');
        string[] found = Guard(_scanner.Read)
            ? [.. Enumerable.Range(0, _scanner.Count).Select(i => _scanner[i].ToString())] : [];
        (_places, _width) = ([.. columns.Select(column => Array.IndexOf(found, column))], found.Length);
        if (Array.IndexOf(_places, -1) is >= 0 and var missing)
        {
            _stream.Dispose();
            throw new ImportException($"{path} is not of the Olist data set: it has no column {columns[missing]}, but "
                + $"{string.Join(", ", found.Take(12))}.") { IsWrongUse = true };
        }
    }

    /// <summary>Opens olist_NAME_dataset.csv, packed (.gz) or not.</summary>
    /// <exception cref="ImportException">There is none, or a column is missing.</exception>
    internal static OlistSheet Open(
        string folder, string name, string[] columns, IProgress<ImportProgress>? progress)
    {
        var file = $"olist_{name}_dataset.csv";
        var path = new[] { file, file + ".gz" }.Select(one => Path.Combine(folder, one)).FirstOrDefault(File.Exists)
            ?? throw new ImportException($"{folder} has no {file} (or the same with .gz). The Olist data set has "
                + "orders, order_items, customers, sellers, products and geolocation.") { IsWrongUse = true };
        return new(path, columns, progress);
    }

    /// <summary>Goes to the next line.</summary>
    /// <returns>Whether there is one.</returns>
    internal bool Read(CancellationToken cancel)
    {
        if (!Guard(_scanner.Read))
        {
            return false;
        }

        if (_scanner.Count != _width)
        {
            throw Fault($"it has {_scanner.Count} cells, its header {_width}");
        }

        if (_rows++ % 1_024 == 0)
        {
            cancel.ThrowIfCancellationRequested();
            _progress?.Report(new(_file.Name, _bytes, _file.Length, _rows));
        }

        return true;
    }

    /// <summary>A cell's text.</summary>
    internal string Text(int column) => _scanner[_places[column]].ToString();

    /// <summary>A zip prefix: five digits; files that passed through a spreadsheet have lost its zeros.</summary>
    internal string Zip(int column) => Text(column).PadLeft(5, '0');

    /// <summary>A number; 0 if the cell is empty.</summary>
    internal double Number(int column)
    {
        var text = _scanner[_places[column]];
        return text.Length == 0 ? 0
            : NumberText.Parse(text, new('.', true), out var number) == NumberFault.None ? number.AsDouble
            : throw Fault($"column {_columns[column]} is '{text}'; expected a number");
    }

    /// <summary>An amount in millionths, 0 or more.</summary>
    internal long Micros(int column) => Number(column) is >= 0 and <= 1e9 and var amount
        ? (long)Math.Round(amount * 1e6)
        : throw Fault($"column {_columns[column]} is '{Text(column)}'; expected an amount, 0 to 10⁹");

    /// <summary>A time as written, minutes since 1970; -1 if the cell is empty.</summary>
    internal int Minute(int column)
    {
        var text = _scanner[_places[column]];
        return text.Length == 0 ? -1
            : DateText.Parse(text, DayOrder.Unknown, out var at) == DateFault.None
                ? ((at.Day.DayNumber - LondonTime.Epoch) * 1_440) + (at.Milliseconds / 60_000)
            : throw Fault($"column {_columns[column]} is '{text}'; expected a time like 2018-04-24 21:57:05");
    }

    /// <summary>What is wrong with the current line.</summary>
    internal ImportException Fault(string what) => new($"{_file.Name} line {_scanner.Line}: {what}. Nothing was "
        + "imported. Get the file again.");

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException($"{_file.Name} is damaged after {_rows} lines: its gzip data cannot be unpacked. "
                + "Nothing was imported. Get the file again.", fault);
        }
    }
}
