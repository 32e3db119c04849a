namespace Quartermaster.Storage.Import.Parsing;

/// <summary>What came of reading a date.</summary>
internal enum DateFault : byte
{
    /// <summary>It is a date.</summary>
    None,

    /// <summary>It is not.</summary>
    NotADate,

    /// <summary>Day and month could be either.</summary>
    Ambiguous,

    /// <summary>The year is before 1970 or after 2199.</summary>
    YearOutOfRange,
}

/// <summary>A date and time as written.</summary>
/// <param name="Day">The local day.</param>
/// <param name="Milliseconds">Local time of day.</param>
/// <param name="OffsetMinutes">Minutes ahead of UTC, if stated.</param>
internal readonly record struct DateValue(DateOnly Day, int Milliseconds, int? OffsetMinutes);

/// <summary>Reads dates: yyyy-MM-dd, yyyyMMdd, dd/MM/yyyy, MM/dd/yyyy (with / . or -), then optionally a time
/// (24 hours, or AM/PM), then optionally Z or an offset.</summary>
internal static class DateText
{
    internal const int FirstYear = 1970, LastYear = 2199;

    internal static DateFault Parse(ReadOnlySpan<char> text, DayOrder order, out DateValue value)
    {
        value = default;
        var reader = new DigitReader(text);
        var fault = ParseDay(ref reader, order, out var day);
        if (fault != DateFault.None)
        {
            return fault;
        }

        int? offset = null;
        var time = 0;
        if (!reader.IsAtEnd && !(ParseTime(ref reader, out time) && ParseOffset(ref reader, out offset)))
        {
            return DateFault.NotADate;
        }

        value = new(day, time, offset);
        return DateFault.None;
    }

    /// <summary>The first two numbers of a date such as 03/04/2010; false for other forms.</summary>
    internal static bool IsSlashed(ReadOnlySpan<char> text, out int first, out int second)
    {
        var reader = new DigitReader(text);
        second = 0;
        return reader.Number(1, 2, out first) && reader.Any("/.-") && reader.Number(1, 2, out second)
            && reader.Any("/.-") && reader.Number(4, 4, out _);
    }

    /// <summary>The form of a date such as 03.04.2010 14:30 in .NET's letters, day first, with its own separators.
    /// </summary>
    internal static string DayFirstFormOf(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var separator = text[digits];
        var month = text[(digits + 1)..].TakeWhile(char.IsAsciiDigit).Count();
        var rest = text[(digits + month + 6)..];
        var isHalf = rest.EndsWith('M') || rest.EndsWith('m');
        return (digits == 2 ? "dd" : "d") + separator + (month == 2 ? "MM" : "M") + separator + "yyyy"
            + (rest.Length == 0 ? "" : isHalf ? " h:mm" : " H:mm")
            + (rest.Count(letter => letter == ':') == 2 ? ":ss" : "") + (isHalf ? " tt" : "");
    }

    private static DateFault ParseDay(ref DigitReader reader, DayOrder order, out DateOnly day)
    {
        int year, month, date;
        day = default;
        if (reader.Digits >= 8)
        {
            if (!(reader.Number(4, 4, out year) & reader.Number(2, 2, out month) & reader.Number(2, 2, out date)))
            {
                return DateFault.NotADate;
            }
        }
        else if (reader.Digits == 4)
        {
            if (!(reader.Number(4, 4, out year) && reader.Any("-/.") & reader.Number(1, 2, out month)
                && reader.Any("-/.") & reader.Number(1, 2, out date)))
            {
                return DateFault.NotADate;
            }
        }
        else
        {
            if (!(reader.Number(1, 2, out date) && reader.Any("/.-") & reader.Number(1, 2, out month)
                && reader.Any("/.-") & reader.Number(4, 4, out year)))
            {
                return DateFault.NotADate;
            }

            if (order == DayOrder.Unknown && date <= 12 && month <= 12 && date != month)
            {
                return DateFault.Ambiguous;
            }

            if (order == DayOrder.MonthFirst || (order == DayOrder.Unknown && month > 12))
            {
                (date, month) = (month, date);
            }
        }

        if (year is < FirstYear or > LastYear)
        {
            return DateFault.YearOutOfRange;
        }

        var isDay = month is >= 1 and <= 12 && date >= 1 && date <= DaysOf(year, month);
        day = isDay ? new(year, month, date) : default;
        return isDay ? DateFault.None : DateFault.NotADate;
    }

    private static int DaysOf(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool ParseTime(ref DigitReader reader, out int milliseconds)
    {
        var (minute, second, fraction) = (0, 0, 0);
        milliseconds = 0;
        _ = reader.Any("Tt ");
        var isTight = reader.Digits == 6;
        if (!reader.Number(1, 2, out var hour) || !(isTight || reader.Any(":")) || !reader.Number(2, 2, out minute))
        {
            return false;
        }

        if ((isTight || reader.Any(":")) && !(reader.Number(2, 2, out second) && Fraction(ref reader, out fraction)))
        {
            return false;
        }

        if (reader.Half(out var isAfternoon))
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        }

        milliseconds = (((((hour * 60) + minute) * 60) + second) * 1_000) + fraction;
        return hour <= 23 && minute <= 59 && second <= 59;
    }

    private static bool Fraction(ref DigitReader reader, out int milliseconds)
    {
        milliseconds = 0;
        return !reader.Any(".,") || reader.Fraction(out milliseconds);
    }

    private static bool ParseOffset(ref DigitReader reader, out int? minutes)
    {
        minutes = null;
        _ = reader.Any(" ");
        if (reader.IsAtEnd || reader.Any("Zz"))
        {
            minutes = reader.WasZ ? 0 : null;
            return reader.IsAtEnd;
        }

        var isAhead = reader.Any("+");
        var late = 0;
        if (!(isAhead || reader.Any("-\u2212")) || !reader.Number(2, 2, out var hours)
            || !(reader.IsAtEnd || (reader.Any(":") | reader.Number(2, 2, out late))) || !reader.IsAtEnd
            || hours > 14 || late > 59)
        {
            return false;
        }

        minutes = (isAhead ? 1 : -1) * ((hours * 60) + late);
        return true;
    }
}
