using System.Buffers;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Text;

/// <summary>Writes comma-separated values as RFC 4180 has them: a header, quotes where needed, CR LF.</summary>
public sealed class CsvTableWriter
{
    private static readonly SearchValues<char> s_toQuote = SearchValues.Create("\",\r\n");

    private readonly TextWriter _text;

    /// <summary>Writes the header.</summary>
    /// <param name="text">Where the text goes.</param>
    /// <param name="columns">The names of the columns.</param>
    public CsvTableWriter(TextWriter text, IEnumerable<string> columns)
    {
        _text = text;
        WriteLine(columns);
    }

    /// <summary>Writes the header of a table.</summary>
    public CsvTableWriter(TextWriter text, TableSchema schema)
        : this(text, schema.Columns.Select(column => column.Name))
    {
    }

    /// <summary>Writes the rows of a batch.</summary>
    public void Write(ColumnBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            for (var column = 0; column < batch.Schema.Columns.Count; column++)
            {
                WriteCell(CellText.Of(batch, column, row), column);
            }

            _text.Write("\r\n");
        }
    }

    /// <summary>Writes one row.</summary>
    public void WriteLine(IEnumerable<string> cells)
    {
        var column = 0;
        foreach (var cell in cells)
        {
            WriteCell(cell, column++);
        }

        _text.Write("\r\n");
    }

    private void WriteCell(string cell, int column)
    {
        if (column > 0)
        {
            _text.Write(',');
        }

        // Spaces at the ends would be trimmed by some readers.
        var isQuoted = cell.AsSpan().ContainsAny(s_toQuote)
            || (cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])));
        _text.Write(isQuoted ? $"\"{cell.Replace("\"", "\"\"")}\"" : cell);
    }
}
