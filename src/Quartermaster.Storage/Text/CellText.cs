using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Text;

/// <summary>Cells as text that any program reads: ISO dates, a point for decimals, nothing grouped.</summary>
public static class CellText
{
    /// <summary>A cell as text; empty for none.</summary>
    public static string Of(ColumnBatch batch, int column, int row) => batch.Schema.Columns[column].Type switch
    {
        ColumnType.Integer => batch.Integers(column)[row].ToString(CultureInfo.InvariantCulture),
        ColumnType.Long => batch.Longs(column)[row].ToString(CultureInfo.InvariantCulture),
        ColumnType.Number => batch.Numbers(column)[row].ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Money => OfMicros(batch.Longs(column)[row]),
        ColumnType.Total => OfMicros(batch.Totals(column)[row]),
        ColumnType.Day => Of(batch.Days(column)[row]),
        ColumnType.Instant => Of(new Instant(batch.Longs(column)[row])),
        ColumnType.Flag => batch.Flags(column)[row] ? "true" : "false",
        _ => batch.Strings(column)[row] ?? "",
    };

    /// <summary>A value of an answer to a query as text; empty for null.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        DateOnly day => Of(day),
        Instant at => Of(at),
        decimal amount => amount.ToString("0.############################", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>An exact amount in currency units, without trailing zeros: 12.5.</summary>
    public static string OfMicros(Int128 micros)
    {
        var (whole, rest) = Int128.DivRem(Int128.Abs(micros), 1_000_000);
        var text = whole.ToString(CultureInfo.InvariantCulture);
        if (rest != 0)
        {
            text += "." + ((int)rest).ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
        }

        return micros < 0 ? "-" + text : text;
    }

    private static string Of(DateOnly day) =>
        day == default ? "" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Of(Instant at) => at.IsKnown ? at.ToString() : "";
}
