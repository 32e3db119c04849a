using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import;

/// <summary>What was sold on days after a forecast, from a file of somebody's own: rows with product, day and units, or
/// the M5 contest's table with a row per series and a column per day.</summary>
/// <remarks>CSV, plain or gzip. In rows by day, a day that some product has rows of had no sales of the others; a day
/// that none has rows of is not known.</remarks>
public sealed class ActualsFile
{
    private const int MostFaults = 20;

    private static readonly string[] s_columns = ["product", "day", "units"];

    // Day d_1 of the contest.
    private static readonly DateOnly s_contestFirst = new(2011, 1, 29);

    private readonly IReadOnlyDictionary<string, int> _rowOf;
    private readonly DateOnly _first;
    private readonly int _days;
    private readonly float[] _units;
    private readonly bool[] _known;
    private readonly bool[] _told;
    private readonly List<string> _faults = [];

    private ActualsFile(IReadOnlyDictionary<string, int> rowOf, DateOnly first, int days) =>
        (_rowOf, _first, _days, _units, _known, _told) = (
            rowOf, first, days, new float[rowOf.Count * days], new bool[days], new bool[rowOf.Count * days]);

    /// <summary>Lines that could not be used, the first of them, with what was expected.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Lines that could not be used.</summary>
    public long Bad { get; private set; }

    /// <summary>Lines, or series, of products that the forecast does not have.</summary>
    public long Strangers { get; private set; }

    /// <summary>Lines that name a product and day again; what they say was added up.</summary>
    public long Repeated { get; private set; }

    /// <summary>How many of the days are known.</summary>
    public int KnownDays => _known.Count(isKnown => isKnown);

    /// <summary>Units of a product on a day; NaN where the file does not tell.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">Counted from the first day of the forecast.</param>
    public float Of(int row, int day) => _known[day] ? _units[(row * _days) + day] : float.NaN;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rowOf">Row of each product, by code, from 0 without gaps.</param>
    /// <param name="first">The first day of the forecast.</param>
    /// <param name="days">Days of the forecast; others in the file are passed over.</param>
    /// <param name="cancel">Asked between lines.</param>
    /// <exception cref="ImportException">The file is missing, is damaged, or has other columns.</exception>
    public static ActualsFile Read(
        string path, IReadOnlyDictionary<string, int> rowOf, DateOnly first, int days, CancellationToken cancel)
    {
        var (file, actuals) = (SourceFile.Of(path), new ActualsFile(rowOf, first, days));
        try
        {
            using var stream = file.Open();
            var scanner = new CsvScanner(new(stream), ',');
            var header = HeaderOf(path, scanner);
            var isTable = IsTable(header);
            var (product, day, units) = (IndexOf("product"), IndexOf("day"), IndexOf("units"));

            while (scanner.Read())
            {
                cancel.ThrowIfCancellationRequested();
                if (scanner.Count != header.Length)
                {
                    actuals.Note(scanner, $"it has {scanner.Count} cells, its header {header.Length}");
                }
                else if (isTable)
                {
                    actuals.AddSeries(scanner, header);
                }
                else
                {
                    actuals.AddDay(scanner, product, day, units);
                }
            }

            return actuals;

            int IndexOf(string name) =>
                Array.FindIndex(header, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException(
                $"{path} is damaged: its gzip data cannot be unpacked. Get the file again.", fault);
        }
    }

    /// <summary>Refuses a file that cannot be one of these, before the work that it is to score.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">The file is missing, is damaged, or has other columns.</exception>
    public static void RequireColumns(string path)
    {
        try
        {
            using var stream = SourceFile.Of(path).Open();
            _ = HeaderOf(path, new(new(stream), ','));
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException(
                $"{path} is damaged: its gzip data cannot be unpacked. Get the file again.", fault);
        }
    }

    private static bool IsTable(string[] header) => header is ["id", "item_id", _, _, "store_id", ..];

    private static string[] HeaderOf(string path, CsvScanner scanner)
    {
        _ = scanner.Read();
        string[] header = [.. Enumerable.Range(0, scanner.Count).Select(i => scanner[i].ToString())];
        var isFit = IsTable(header)
            || s_columns.All(name => header.Contains(name, StringComparer.OrdinalIgnoreCase));
        var found = header.Length == 0 ? "no readable first line" : $"the columns {string.Join(", ", header.Take(8))}";
        return isFit ? header : throw new ImportException(
            $"{path} has {found}; expected product, day and units, or the columns of the M5 contest's sales table.")
            { IsWrongUse = true };
    }

    private void AddDay(CsvScanner scanner, int product, int day, int units)
    {
        if (DateText.Parse(scanner[day], DayOrder.Unknown, out var told) != DateFault.None)
        {
            Note(scanner, $"day is '{scanner[day]}'; expected a day such as 2026-01-31");
        }
        else if (NumberText.Parse(scanner[units], new('.', true), out var number) != NumberFault.None
            || !(number.AsDouble >= 0))
        {
            Note(scanner, $"units is '{scanner[units]}'; expected a number, 0 or more");
        }
        else if (!_rowOf.TryGetValue(scanner[product].ToString(), out var row))
        {
            Strangers++;
        }
        else if (told.Day.DayNumber - _first.DayNumber is >= 0 and var ahead && ahead < _days)
        {
            var at = (row * _days) + ahead;
            Repeated += _told[at] ? 1 : 0;
            _units[at] += (float)number.AsDouble;
            (_known[ahead], _told[at]) = (true, true);
        }
    }

    private void AddSeries(CsvScanner scanner, string[] header)
    {
        if (!_rowOf.TryGetValue($"{scanner[1]}_{scanner[4]}", out var row))
        {
            Strangers++;
            return;
        }

        for (var ahead = 0; ahead < _days; ahead++)
        {
            var column = Array.IndexOf(header, $"d_{_first.AddDays(ahead).DayNumber - s_contestFirst.DayNumber + 1}");
            if (column < 0)
            {
                continue;
            }

            if (NumberText.Parse(scanner[column], new('.', true), out var number) != NumberFault.None
                || !(number.AsDouble >= 0))
            {
                Note(scanner, $"{header[column]} is '{scanner[column]}'; expected a number, 0 or more");
                return;
            }

            _units[(row * _days) + ahead] = (float)number.AsDouble;
            _known[ahead] = true;
        }
    }

    private void Note(CsvScanner scanner, string what)
    {
        if (++Bad <= MostFaults)
        {
            _faults.Add($"line {scanner.Line}: {what}");
        }
    }
}
