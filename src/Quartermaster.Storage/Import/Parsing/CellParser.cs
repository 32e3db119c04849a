using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Reads the cells of one column of a file into a batch, or says which rule a cell breaks.</summary>
internal abstract class CellParser(Column column)
{
    internal const string Empty = "is empty, and a value is needed";

    /// <summary>The column that is filled.</summary>
    protected Column Column { get; } = column;

    /// <summary>The batch to fill from now on.</summary>
    internal abstract void Use(ColumnBatch batch, int index);

    /// <summary>Reads one cell.</summary>
    /// <param name="text">The cell without quotes and outer spaces.</param>
    /// <param name="row">Where in the batch it goes.</param>
    /// <returns>The rule that it breaks; null if it was taken.</returns>
    internal string? Parse(ReadOnlySpan<char> text, int row)
    {
        if (!text.IsEmpty)
        {
            return ParseValue(text, row);
        }

        ParseMissing(row);
        return Column.IsOptional ? null : Empty;
    }

    protected abstract string? ParseValue(ReadOnlySpan<char> text, int row);

    protected abstract void ParseMissing(int row);
}
