using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>How a file writes dates in one column.</summary>
/// <param name="Order">The order of day and month where numbers alone do not tell.</param>
/// <param name="Format">The exact .NET format that the mapping states; null to recognize the form.</param>
/// <param name="OffsetMinutes">Minutes that times without an offset are ahead of UTC.</param>
internal sealed record DateStyle(DayOrder Order, string? Format, int OffsetMinutes);

/// <summary>Days and instants.</summary>
internal sealed class DateParser(Column column, DateStyle style) : CellParser(column)
{
    private const string NotADate =
        "is not a date that is understood: give its form in \"formats\" of the mapping, for example dd/MM/yyyy HH:mm";

    private const string Ambiguous =
        "could be day/month or month/day: give its form in \"formats\" of the mapping, for example dd/MM/yyyy";

    private const long MillisecondsPerDay = 86_400_000;
    private static readonly string s_year = $"has a year outside {DateText.FirstYear} to {DateText.LastYear}";
    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;
    private DateOnly[] _days = [];
    private long[] _instants = [];

    internal override void Use(ColumnBatch batch, int index) =>
        (_days, _instants) = (Column.Type == ColumnType.Day ? batch.Days(index) : [],
            Column.Type == ColumnType.Instant ? batch.Longs(index) : []);

    protected override string? ParseValue(ReadOnlySpan<char> text, int row)
    {
        var fault = style.Format is null ? DateText.Parse(text, style.Order, out var value) : Exact(text, out value);
        if (fault != DateFault.None)
        {
            return fault == DateFault.Ambiguous ? Ambiguous
                : fault == DateFault.YearOutOfRange ? s_year
                : style.Format is null ? NotADate : $"is not of the form {style.Format}";
        }

        if (Column.Type == ColumnType.Day)
        {
            _days[row] = value.Day;
        }
        else
        {
            var offset = value.OffsetMinutes ?? style.OffsetMinutes;
            _instants[row] = ((value.Day.DayNumber - s_epoch) * MillisecondsPerDay) + value.Milliseconds
                - (offset * 60_000L);
        }

        return null;
    }

    protected override void ParseMissing(int row)
    {
        if (Column.Type == ColumnType.Day)
        {
            _days[row] = default;
        }
        else
        {
            _instants[row] = 0;
        }
    }

    private DateFault Exact(ReadOnlySpan<char> text, out DateValue value)
    {
        value = default;
        var hasOffset = style.Format!.AsSpan().IndexOfAny("zK") >= 0;
        if (!DateTimeOffset.TryParseExact(text, style.Format, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var read))
        {
            return DateFault.NotADate;
        }

        var day = new DateOnly(read.Year, read.Month, read.Day);
        value = new(day, (int)(read.TimeOfDay.Ticks / TimeSpan.TicksPerMillisecond),
            hasOffset ? (int)read.Offset.TotalMinutes : null);
        return read.Year is < DateText.FirstYear or > DateText.LastYear ? DateFault.YearOutOfRange : DateFault.None;
    }
}
