using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Codes, short texts and long texts: kept as they are, without outer spaces.</summary>
/// <param name="column">The column.</param>
/// <param name="texts">Shared strings for equal texts.</param>
/// <param name="most">The most characters (codes, texts), or bytes of UTF-8 (labels).</param>
internal sealed class TextParser(Column column, TextPool texts, int most) : CellParser(column)
{
    private readonly string _tooLong = column.Type == ColumnType.Label
        ? $"is longer than {most} bytes of UTF-8" : $"is longer than {most} characters";

    private string?[] _cells = [];

    internal override void Use(ColumnBatch batch, int index) => _cells = batch.Strings(index);

    protected override string? ParseValue(ReadOnlySpan<char> text, int row)
    {
        if (text.Length > most
            || (Column.Type == ColumnType.Label && text.Length * 3 > most && Encoding.UTF8.GetByteCount(text) > most))
        {
            return _tooLong;
        }

        _cells[row] = texts.Of(text);
        return null;
    }

    protected override void ParseMissing(int row) => _cells[row] = "";
}

/// <summary>One of the names of an enumeration, in any case, with or without separators.</summary>
internal sealed class ChoiceParser : CellParser
{
    private readonly string _rule;
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly string _missing;
    private string?[] _cells = [];

    internal ChoiceParser(Column column) : base(column)
    {
        var names = Enum.GetNames(column.Choices!);
        _names = names.ToDictionary(Names.Squeeze);
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _missing = Enum.GetName(column.Choices!, Enum.ToObject(column.Choices!, (long)column.Default)) ?? "";
        _rule = $"is none of {string.Join(", ", names)}";
    }

    internal override void Use(ColumnBatch batch, int index) => _cells = batch.Strings(index);

    protected override string? ParseValue(ReadOnlySpan<char> text, int row)
    {
        Span<char> squeezed = stackalloc char[40];
        if (text.Length > squeezed.Length
            || !_lookup.TryGetValue(squeezed[..Names.Squeeze(text, squeezed)], out var name))
        {
            return _rule;
        }

        _cells[row] = name;
        return null;
    }

    protected override void ParseMissing(int row) => _cells[row] = _missing;
}

/// <summary>true or false, in the words files use.</summary>
internal sealed class FlagParser(Column column) : CellParser(column)
{
    private bool[] _cells = [];

    internal override void Use(ColumnBatch batch, int index) => _cells = batch.Flags(index);

    protected override string? ParseValue(ReadOnlySpan<char> text, int row)
    {
        var isTrue = Is(text, "true") || Is(text, "yes") || Is(text, "1") || Is(text, "y") || Is(text, "t");
        _cells[row] = isTrue;
        return isTrue || Is(text, "false") || Is(text, "no") || Is(text, "0") || Is(text, "n") || Is(text, "f")
            ? null : "is none of true, false, yes, no, 1, 0";
    }

    protected override void ParseMissing(int row) => _cells[row] = Column.Default != 0;

    private static bool Is(ReadOnlySpan<char> text, string word) =>
        text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
