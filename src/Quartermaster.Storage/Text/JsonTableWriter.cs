using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Text;

/// <summary>Writes rows as a JSON array with one object per row and line: what --json prints.</summary>
/// <remarks>Numbers and amounts are JSON numbers, written exactly; none is null; NaN and infinities are null.</remarks>
public sealed class JsonTableWriter : IDisposable
{
    private static readonly JsonWriterOptions s_options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _stream;
    private readonly ArrayBufferWriter<byte> _row = new();
    private readonly Utf8JsonWriter _json;
    private bool _isFirst = true;

    /// <summary>Begins the array.</summary>
    /// <param name="stream">Where the bytes go; stays open.</param>
    public JsonTableWriter(Stream stream)
    {
        (_stream, _json) = (stream, new(_row, s_options));
        stream.WriteByte((byte)'[');
    }

    /// <summary>Writes the rows of a batch.</summary>
    public void Write(ColumnBatch batch)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            BeginRow();
            for (var column = 0; column < batch.Schema.Columns.Count; column++)
            {
                _json.WritePropertyName(batch.Schema.Columns[column].Name);
                WriteCell(batch, column, row);
            }

            EndRow();
        }
    }

    /// <summary>Writes one row of an answer to a query.</summary>
    public void Write(IReadOnlyList<string> columns, IReadOnlyList<object?> values)
    {
        BeginRow();
        for (var i = 0; i < columns.Count; i++)
        {
            _json.WritePropertyName(columns[i]);
            WriteText(CellText.Of(values[i]), values[i] switch
            {
                double number => double.IsFinite(number) ? ColumnType.Number : ColumnType.Text,
                long or decimal => ColumnType.Number,
                bool => ColumnType.Flag,
                _ => ColumnType.Text,
            });
        }

        EndRow();
    }

    /// <summary>Ends the array.</summary>
    public void Dispose()
    {
        _stream.Write("\n]\n"u8);
        _stream.Flush();
        _json.Dispose();
    }

    private void BeginRow()
    {
        _stream.Write(_isFirst ? "\n  "u8 : ",\n  "u8);
        _isFirst = false;
        _json.Reset();
        _json.WriteStartObject();
    }

    private void EndRow()
    {
        _json.WriteEndObject();
        _json.Flush();
        _stream.Write(_row.WrittenSpan);
        _row.Clear();
    }

    private void WriteCell(ColumnBatch batch, int column, int row)
    {
        var type = batch.Schema.Columns[column].Type;
        if (type == ColumnType.Number && !double.IsFinite(batch.Numbers(column)[row]))
        {
            _json.WriteNullValue();
        }
        else
        {
            WriteText(CellText.Of(batch, column, row), type);
        }
    }

    private void WriteText(string text, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Flag:
                _json.WriteBooleanValue(text == "true");
                break;
            case ColumnType.Integer or ColumnType.Long or ColumnType.Number or ColumnType.Money or ColumnType.Total:
                _json.WriteRawValue(text);
                break;
            default:
                WriteTextOrNull(text);
                break;
        }
    }

    private void WriteTextOrNull(string text)
    {
        if (text.Length == 0)
        {
            _json.WriteNullValue();
        }
        else
        {
            _json.WriteStringValue(text);
        }
    }
}
