using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>How a file writes its dates and numbers, decided from all of its rows where a few leave a doubt.</summary>
/// <remarks>The first 500 records are looked at. Only if they have dates such as 03/04/2010, or commas in numbers, or
/// no decimals in a file that otherwise looks like one with decimal commas, the whole file is read once more than
/// otherwise: some 0.3 s per 100 MB.</remarks>
internal sealed class Survey
{
    private const int Sample = 500;
    private readonly long[] _dayFirst, _monthFirst, _undecided;
    private readonly (long Line, string Text)[] _doubts;
    private long _decimalPoints, _decimalCommas, _commas, _pointThousands, _slashes, _dots;

    private Survey(int columns) => (_dayFirst, _monthFirst, _undecided, _doubts) =
        (new long[columns], new long[columns], new long[columns], new (long, string)[columns]);

    /// <summary>What was decided, in words.</summary>
    internal List<string> Notes { get; } = [];

    /// <summary>The style of numbers.</summary>
    internal NumberStyle Numbers { get; private set; } = new('.', IsCertain: false);

    /// <summary>The order of day and month per table column.</summary>
    internal DayOrder[] Orders { get; private set; } = [];

    /// <param name="file">Its name for messages, and a scanner before its first row as often as asked.</param>
    /// <param name="schema">The table.</param>
    /// <param name="binding">Which cell fills which column.</param>
    /// <param name="mapping">What is stated; the delimiter is.</param>
    /// <param name="cancel">Asked between rows.</param>
    internal static Survey Of((string Name, Func<CsvScanner> Open) file, TableSchema schema, Binding binding,
        ImportMapping mapping, CancellationToken cancel)
    {
        var survey = new Survey(schema.Columns.Count);
        survey.Look(file.Open(), schema, binding, mapping, Sample, cancel);
        if (survey._commas + survey._decimalCommas + survey._slashes > 0 || survey.IsPointOpen(mapping))
        {
            survey = new(schema.Columns.Count);
            survey.Look(file.Open(), schema, binding, mapping, long.MaxValue, cancel);
        }

        survey.Decide(file.Name, schema, mapping);
        return survey;
    }

    // Where the comma is decimal, files are parted by semicolons or have dates such as 31.12.2025.
    private bool IsPointOpen(ImportMapping mapping) => mapping.DecimalSeparator is null
        && _decimalCommas + _decimalPoints == 0
        && (mapping.Delimiter == ";" || _dots > 0
            || mapping.Formats.Values.Any(format => format.Contains(".M", StringComparison.Ordinal)));

    private void Look(CsvScanner scanner, TableSchema schema, Binding binding, ImportMapping mapping, long most,
        CancellationToken cancel)
    {
        var columns = Enumerable.Range(0, schema.Columns.Count).Where(i => binding.Sources[i] >= 0).ToArray();
        var dates = columns.Where(i => schema.Columns[i].Type is ColumnType.Day or ColumnType.Instant
            && !HasFormat(mapping, schema.Columns[i].Name)).ToArray();
        var numbers = columns.Where(i => schema.Columns[i].Type is ColumnType.Number or ColumnType.Money
            or ColumnType.Integer && mapping.DecimalSeparator is null).ToArray();
        for (var row = 0L; row < most && dates.Length + numbers.Length > 0 && scanner.Read(); row++)
        {
            if (row % 65_536 == 0)
            {
                cancel.ThrowIfCancellationRequested();
            }

            Array.ForEach(dates, i => LookAtDate(scanner, binding.Sources[i], i));
            Array.ForEach(numbers, i => LookAtNumber(scanner, binding.Sources[i]));
        }
    }

    private void LookAtDate(CsvScanner scanner, int cell, int column)
    {
        if (cell < scanner.Count && DateText.IsSlashed(scanner[cell], out var first, out var second))
        {
            _slashes++;
            _dots += scanner[cell].IndexOf('.') is 1 or 2 ? 1 : 0;
            if (first <= 12 && second <= 12 && first != second && _undecided[column]++ == 0)
            {
                _doubts[column] = (scanner.Line, scanner[cell].ToString());
            }

            _dayFirst[column] += first > 12 && second <= 12 ? 1 : 0;
            _monthFirst[column] += second > 12 && first <= 12 ? 1 : 0;
        }
    }

    private void LookAtNumber(CsvScanner scanner, int cell)
    {
        var text = cell < scanner.Count ? scanner[cell] : [];
        var (comma, point) = (text.LastIndexOf(','), text.LastIndexOf('.'));
        if (comma < 0 && point < 0)
        {
            return;
        }

        _commas += comma >= 0 ? 1 : 0;
        var last = Math.Max(comma, point);
        var isMixed = comma >= 0 && point >= 0;
        var isRepeated = !isMixed && text.Count(text[last]) > 1;
        var isPlain = !isMixed && !isRepeated;
        var head = text[..last].TrimStart("+-£$€");
        if (isPlain && text.Length - last - 1 == 3 && head.Length is > 0 and <= 3 && head is not "0")
        {
            _pointThousands += point >= 0 ? 1 : 0;
            return; // 1,234 tells nothing.
        }

        var isDecimal = isRepeated ? text[last] == '.' ? ',' : '.' : text[last];
        _decimalCommas += isDecimal == ',' ? 1 : 0;
        _decimalPoints += isDecimal == '.' ? 1 : 0;
    }

    private void Decide(string file, TableSchema schema, ImportMapping mapping)
    {
        var isComma = _decimalCommas > _decimalPoints;
        Numbers = mapping.DecimalSeparator is { } stated ? new(stated[0], true)
            : new(isComma ? ',' : '.', _decimalCommas + _decimalPoints > 0)
            {
                IsPointDoubtful = _pointThousands > 0 && IsPointOpen(mapping),
            };
        if (isComma)
        {
            Notes.Add($"numbers have a decimal comma ({_decimalCommas} cells show it, {_decimalPoints} a point)");
        }

        Orders = [.. schema.Columns.Select((column, i) => OrderOf(
            $"{file}: column {column.Name} of table {schema.Name}", column, i))];
    }

    // 01/01/2025 is one day either way: it leaves no doubt, and settles none.
    private DayOrder OrderOf(string where, Column column, int i)
    {
        var (day, month) = (_dayFirst[i], _monthFirst[i]);
        if (day + month + _undecided[i] == 0)
        {
            return DayOrder.Unknown;
        }

        if (day == month)
        {
            var (line, text) = _doubts[i];
            throw new ImportException($"{where} has dates that could be day/month or month/day"
                + (text is null ? ": " : $", for example '{text}' in line {line}: ")
                + (day == 0 ? $"none of {_undecided[i]} has a number above 12. " : $"{day} rows show each. ")
                + "If the day comes first, say so in the mapping: "
                + $"{{\"formats\": {{\"{column.Name}\": \"{DateText.DayFirstFormOf(text ?? "01/01/2025")}\"}}}}")
                { IsWrongUse = true };
        }

        Notes.Add($"{column.Name}: dates are {(day > month ? "day/month/year" : "month/day/year")} "
            + $"({Math.Max(day, month)} rows show it, {Math.Min(day, month)} contradict)");
        return day > month ? DayOrder.DayFirst : DayOrder.MonthFirst;
    }

    private static bool HasFormat(ImportMapping mapping, string column) =>
        mapping.Formats.ContainsKey(column) || mapping.Formats.ContainsKey("*");
}
