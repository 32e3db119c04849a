namespace Quartermaster.App.CommandLine;

/// <summary>Numbers with their nouns.</summary>
internal static class Words
{
    /// <summary>For example "1 run", "12 runs".</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them; more of them end in s.</param>
    internal static string Count(long count, string noun) =>
        FormattableString.Invariant($"{count:#,0} {noun}{(count == 1 ? "" : "s")}");
}
