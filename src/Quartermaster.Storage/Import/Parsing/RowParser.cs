using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Reads whole records of one file into batches; what breaks a rule goes to the rejects.</summary>
internal sealed class RowParser
{
    private readonly TableSchema _schema;
    private readonly Binding _binding;
    private readonly CellParser[] _parsers;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>?[] _values;
    private readonly int _headerCells;
    private readonly Rejects _rejects;
    private ColumnBatch? _batch;

    internal RowParser(TableSchema schema, Binding binding, int headerCells, ImportMapping mapping, Survey survey,
        IReadOnlyDictionary<EntityKind, TextPool> codes, Rejects rejects)
    {
        (_schema, _binding, _headerCells, _rejects) = (schema, binding, headerCells, rejects);
        _parsers = [.. schema.Columns.Select((column, i) => ParserOf(column, survey, i, mapping, codes))];
        _values = [.. schema.Columns.Select(column => mapping.Values.TryGetValue(column.Name, out var values)
            ? new Dictionary<string, string>(values).GetAlternateLookup<ReadOnlySpan<char>>()
            : (Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>>?)null)];
    }

    /// <summary>Reads the scanner's record into the batch's next row.</summary>
    /// <returns>Whether it was taken.</returns>
    internal bool Parse(CsvScanner scanner, ColumnBatch batch, long origin)
    {
        if (FormFault(scanner) is { } fault)
        {
            _rejects.Add(scanner.Line, "", scanner.Text, fault);
            return false;
        }

        if (batch != _batch)
        {
            _batch = batch;
            for (var i = 0; i < _parsers.Length; i++)
            {
                _parsers[i].Use(batch, i);
            }
        }

        var isGood = true;
        var row = batch.Count;
        for (var i = 0; i < _parsers.Length; i++)
        {
            var text = _binding.Sources[i] is >= 0 and var cell ? scanner[cell] : _binding.Constants[i];
            if (_values[i] is { } values && values.TryGetValue(text, out var translated))
            {
                text = translated;
            }

            if (_parsers[i].Parse(text, row) is { } rule)
            {
                _rejects.Add(scanner.Line, _schema.Columns[i].Name, text, rule);
                isGood = false;
            }
        }

        batch.Longs(_parsers.Length)[row] = origin;
        batch.Count += isGood ? 1 : 0;
        return isGood;
    }

    private string? FormFault(CsvScanner scanner)
    {
        switch (scanner.Fault)
        {
            case RecordFault.OpenQuote:
                return "has a quote that is not closed";
            case RecordFault.TextAfterQuote:
                return "has text after a closing quote: double the quotes inside a quoted cell";
            case RecordFault.TooLong:
                return $"is longer than {CsvScanner.LongestRecord} characters";
        }

        return scanner.Count < _headerCells || HasMoreThanHeader(scanner)
            ? $"has {scanner.Count} cells, and the header has {_headerCells}"
            : scanner.HasOddCharacters ? "has NUL bytes, or bytes that are no text in the file's encoding" : null;
    }

    // A delimiter at the end of each line is harmless.
    private bool HasMoreThanHeader(CsvScanner scanner)
    {
        for (var i = _headerCells; i < scanner.Count; i++)
        {
            if (!scanner[i].IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    private static CellParser ParserOf(Column column, Survey survey, int index, ImportMapping mapping,
        IReadOnlyDictionary<EntityKind, TextPool> codes) => column.Type switch
    {
        ColumnType.Code => new TextParser(column, codes[column.Entity], 200),
        ColumnType.Text => new TextParser(column, new(), 10_000),
        ColumnType.Label => new TextParser(column, new(), Label.MostBytes),
        ColumnType.Choice => new ChoiceParser(column),
        ColumnType.Flag => new FlagParser(column),
        ColumnType.Day or ColumnType.Instant => new DateParser(column, new(survey.Orders[index],
            mapping.Formats.GetValueOrDefault(column.Name, mapping.Formats.GetValueOrDefault("*", "")) is
                { Length: > 0 } format ? format : null, mapping.OffsetMinutes)),
        _ => new NumberParser(column, survey.Numbers),
    };
}
