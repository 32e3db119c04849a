namespace Quartermaster.App.CommandLine;

/// <summary><c>qm help plan</c> and <c>qm help</c>, as everybody tries first.</summary>
internal static class HelpWords
{
    /// <summary>The same words with <c>--help</c> where they begin with <c>help</c>.</summary>
    internal static string[] Of(string[] words) =>
        words is ["help", .. var command] ? [.. command, "--help"] : words;
}
