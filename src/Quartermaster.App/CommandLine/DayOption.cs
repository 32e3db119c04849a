using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Quartermaster.App.CommandLine;

/// <summary>Options that take a day, written in one way only: a form that others read with day and month exchanged
/// would plan another day without a word.</summary>
internal static class DayOption
{
    private const string Form = "yyyy-MM-dd";

    /// <param name="name">With its dashes.</param>
    /// <param name="description">One sentence.</param>
    internal static Option<DateOnly?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        CustomParser = found => Read(name, found),
    };

    /// <summary>One that must be given.</summary>
    /// <inheritdoc cref="Create"/>
    internal static Option<DateOnly> Required(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DAY",
        Required = true,
        CustomParser = found => Read(name, found) ?? default,
    };

    private static DateOnly? Read(string name, ArgumentResult found)
    {
        var text = found.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        found.AddError(WhyNone(text) is { } why
            ? $"'{text}' is no day: {why}. {name} takes a day such as 2025-03-31, year-month-day."
            : $"'{text}' is not a day such as 2025-03-31, which {name} takes. Write year-month-day.");
        return null;
    }

    // Written in the right form, and yet none of the calendar; null where the form is wrong.
    private static string? WhyNone(string text)
    {
        if (text.Length != Form.Length || text[4] != '-' || text[7] != '-'
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            || !int.TryParse(text.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        return year == 0 ? "years begin with 0001"
            : month is 0 or > 12 ? $"there is no month {text.AsSpan(5, 2)}, months are 01 to 12"
            : string.Create(CultureInfo.InvariantCulture,
                $"{new DateOnly(year, month, 1):MMMM yyyy} has the days 01 to ")
                + CultureInfo.InvariantCulture.Calendar.GetDaysInMonth(year, month)
                    .ToString(CultureInfo.InvariantCulture);
    }
}
