namespace Quartermaster.Tests;

/// <summary>Where this repository stands on disk: found from where the tests run, since a build for CI maps the paths
/// of its sources away.</summary>
internal static class Repository
{
    /// <summary>The full path of a file or folder of the repository.</summary>
    /// <param name="parts">For example "docs", "import.md".</param>
    internal static string PathOf(params ReadOnlySpan<string> parts) =>
        Path.GetFullPath(Path.Combine([Root(), .. parts]));

    private static string Root() =>
        Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
        ?? throw new DirectoryNotFoundException(
            $"Quartermaster.slnx is above neither {AppContext.BaseDirectory} nor {Environment.CurrentDirectory}: "
            + "run the tests from the repository.");

    private static string? Above(string? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "Quartermaster.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder;
    }
}
