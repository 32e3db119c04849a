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

        found.AddError($"'{text}' is not a day such as 2025-03-31, which {name} takes. Write year-month-day.");
        return null;
    }
}
