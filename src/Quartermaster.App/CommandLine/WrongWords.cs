using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Quartermaster.Storage.Text;

namespace Quartermaster.App.CommandLine;

/// <summary>Says in a line what is wrong with how a command was called.</summary>
internal static partial class WrongWords
{
    /// <summary>One line for each fault, and where to look.</summary>
    internal static IEnumerable<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // Two arguments that are missing are two errors, and one line names both.
        foreach (var line in parsed.Errors.Select(error => Say(error.Message, parsed)).Distinct())
        {
            yield return line;
        }

        yield return $"See: {NameOf(parsed.CommandResult)} --help";
        if (command is RootCommand && parsed.UnmatchedTokens is [var word, ..]
            && NearNames.Of(word, command.Subcommands.Select(one => one.Name)) is { Count: > 0 } near)
        {
            yield return $"Did you mean: {string.Join(", ", near.Select(name => "qm " + name))}?";
        }
    }

    /// <summary>One line for each word that looks like an option and is none, and where to look; nothing if there is
    /// none.</summary>
    /// <remarks>Where a command takes words of its own, an option with a slip in it would be taken for one of them, and
    /// the command would do something else than was meant. After <c>--</c> all words are taken as they are.</remarks>
    internal static string[] OfUnknownOptions(ParseResult parsed)
    {
        var result = parsed.CommandResult;
        var names = result.Command.Options.Concat(Invocation.Shared)
            .SelectMany(option => option.Aliases.Prepend(option.Name)).Append("--help").Distinct().ToArray();
        string[] unknown =
        [
            .. parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
                .Where(token => token.Type == TokenType.Argument && LooksLikeOption().IsMatch(token.Value))
                .Select(token => token.Value.Split('=')[0]),
        ];
        return unknown.Length == 0 ? []
            :
            [
                .. unknown.Select(word => $"{NameOf(result)} has no option '{word}'."
                    + (NearNames.Of(word, names) is { Count: > 0 } near
                        ? $" Did you mean {string.Join(" or ", near)}?" : "")),
                $"Nothing was done. See: {NameOf(result)} --help",
            ];
    }

    private static string Say(string message, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (message.StartsWith("Required argument", StringComparison.Ordinal))
        {
            var missing = command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues
                > (parsed.GetResult(argument)?.Tokens.Count ?? 0)).Select(argument => argument.Name);
            return $"{NameOf(parsed.CommandResult)} needs {string.Join(" and ", missing)}.";
        }

        if (Type().Match(message) is not { Success: true } wrong)
        {
            return message;
        }

        var (value, name) = (wrong.Groups["value"].Value, wrong.Groups["name"].Value);
        var wanted = command.Options.Concat(Invocation.Shared).FirstOrDefault(option => option.Name == name)?.ValueType
            ?? command.Arguments.FirstOrDefault(argument => argument.Name == name)?.ValueType
            ?? command.Arguments.Select(argument => argument.ValueType).FirstOrDefault(type => type != typeof(string));
        return $"'{value}' is not {Kind(wanted)}{(name.StartsWith('-') ? $", which {name} takes" : "")}.";
    }

    // In plain words, never a type of .NET.
    private static string Kind(Type? type)
    {
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(DateOnly) ? "a day such as 2025-03-31"
            : type == typeof(int) || type == typeof(long) ? "a whole number"
            : type == typeof(double) ? "a number such as 2.5"
            : type is { IsEnum: true }
                ? "one of " + string.Join(", ", Enum.GetNames(type).Select(name => name.ToLowerInvariant()))
            : "what is wanted there";
    }

    private static string NameOf(CommandResult command) => command.Parent is CommandResult parent
        ? $"{NameOf(parent)} {command.Command.Name}" : "qm";

    [GeneratedRegex("^--[A-Za-z][A-Za-z-]*(=|$)")]
    private static partial Regex LooksLikeOption();

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for (option|command) '(?<name>.*)' as expected type '.*'")]
    private static partial Regex Type();
}
