using Xunit;

namespace Quartermaster.Tests;

/// <summary>The folder of real data and oracles beside the repository; a test that wants it is skipped without it.
/// </summary>
internal static class SharedData
{
    /// <summary>The full path of a file below the folder; skips the calling test where it is absent.</summary>
    /// <param name="path">For example data/uci-online-retail/online_retail_II.csv.gz.</param>
    internal static string Require(string path)
    {
        var folder = Environment.GetEnvironmentVariable("QM_SHARED") ?? Repository.PathOf("..", "shared");
        var file = Path.GetFullPath(Path.Combine(folder, path));
        Assert.SkipUnless(File.Exists(file), $"{path} is not in {folder}: set QM_SHARED to the folder that has it.");
        return file;
    }
}
