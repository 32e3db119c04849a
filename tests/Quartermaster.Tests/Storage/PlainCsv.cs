using System.Globalization;
using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Tests.Storage;

/// <summary>A second reading of CSV, as RFC 4180 has it and no faster than it must be.</summary>
internal static class PlainCsv
{
    internal static List<string[]> Parse(string text)
    {
        var (records, record, cell, isQuoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (text[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted && text[i] is ',' or '\n' && !isQuoted)
            {
                record.Add(cell.ToString());
                cell.Clear();
                if (text[i] == '\n')
                {
                    records.Add([.. record]);
                    record.Clear();
                }
            }
            else if (isQuoted || text[i] != '\r')
            {
                cell.Append(text[i]);
            }
        }

        return records;
    }

    internal static void Fill(ColumnBatch batch, int row, string[] cells)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            var text = cells[column];
            switch (batch.Schema.Columns[column].Type)
            {
                case ColumnType.Integer:
                    batch.Integers(column)[row] = int.Parse(text, CultureInfo.InvariantCulture);
                    break;
                case ColumnType.Number:
                    batch.Numbers(column)[row] = double.Parse(text, CultureInfo.InvariantCulture);
                    break;
                case ColumnType.Money:
                    batch.Longs(column)[row] = Money.Of(decimal.Parse(text, CultureInfo.InvariantCulture)).Micros;
                    break;
                case ColumnType.Day:
                    batch.Days(column)[row] = text.Length == 0 ? default
                        : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
                    break;
                case ColumnType.Instant:
                    batch.Longs(column)[row] = text.Length == 0 ? 0 : DateTimeOffset
                        .Parse(text, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
                    break;
                case ColumnType.Flag:
                    batch.Flags(column)[row] = bool.Parse(text);
                    break;
                default:
                    batch.Strings(column)[row] = text;
                    break;
            }
        }
    }
}
