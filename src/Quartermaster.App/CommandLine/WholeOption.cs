using System.CommandLine;

namespace Quartermaster.App.CommandLine;

/// <summary>Options that take a whole number within bounds.</summary>
internal static class WholeOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">One sentence.</param>
    /// <param name="usual">What it is without the option.</param>
    /// <param name="least">The smallest allowed.</param>
    /// <param name="most">The greatest allowed.</param>
    internal static Option<int> Create(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Require(value => value >= least && value <= most, value => FormattableString.Invariant(
            $"{name} is {value}: it must be {least} to {most:#,0}. For example: {name} {usual}"));
        return option;
    }

    /// <summary>One that the program works out by itself unless it is given.</summary>
    /// <inheritdoc cref="Create"/>
    internal static Option<int?> Optional(string name, string description, int least, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Require(
            value => value is null || (value >= least && value <= most),
            value => FormattableString.Invariant(
                $"{name} is {value}: it must be {least} to {most:#,0}. For example: {name} {least}"));
        return option;
    }
}
