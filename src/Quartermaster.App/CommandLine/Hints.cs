using System.Text.RegularExpressions;

namespace Quartermaster.App.CommandLine;

/// <summary>Makes the commands that messages propose runnable as they are printed.</summary>
internal static partial class Hints
{
    // Commands that make their workspace themselves, or need none.
    private static readonly string[] s_without = ["init", "demo", "bench"];

    /// <summary>The text, its commands with the workspace that was named on the command line.</summary>
    /// <param name="text">For example: Next: qm plan</param>
    /// <param name="workspace">As it was given; null if it was not.</param>
    internal static string For(string text, string? workspace) =>
        workspace is null || text.Contains("--workspace", StringComparison.Ordinal) ? text
        : Command().Replace(text, found => s_without.Contains(found.Groups[1].Value) ? found.Value
            : $"{found.Value} --workspace {Quote(workspace)}");

    /// <summary>A word as a shell takes it.</summary>
    internal static string Quote(string word) =>
        word.Any(letter => char.IsWhiteSpace(letter) || letter is '"' or '$' or '&' or ';' or '(' or ')' or '*')
            ? $"'{word}'" : word;

    // A command and its words, to the end of the sentence, the quotation or the line. Quoted words may hold anything.
    // A service that holds the ledger is named by its process, and not proposed.
    [GeneratedRegex("(?<![\\w./-])qm (buy|calibrate|check|clean|diff|export|forecast|fulfill|import|init|demo|bench"
        + "|keys|override|place|plan|promise|query|release|runs|serve(?!, process)|ship|show|simulate|target|webhooks"
        + "|why)\\b"
        + "(?: +(?:\"[^\"]*\"|[^\\s\"';()]*[^\\s\"',;().:]))*")]
    private static partial Regex Command();
}
