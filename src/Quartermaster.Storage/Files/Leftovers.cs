namespace Quartermaster.Storage.Files;

/// <summary>How a file is named while it is being written, so that one left by a killed process is known as such.
/// </summary>
internal static class Leftovers
{
    /// <summary>The ending of a file or folder that is not finished.</summary>
    internal const string Suffix = ".writing";

    /// <summary>Whether a file or folder was never finished.</summary>
    internal static bool Is(string path) => path.EndsWith(Suffix, StringComparison.Ordinal);
}
