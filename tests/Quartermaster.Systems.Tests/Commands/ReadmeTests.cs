using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Runs every command of README.md, in order, in a folder beside the worlds. The demo runs at a small size,
/// and
/// <c>./test</c> is what runs this.</summary>
public sealed class ReadmeTests
{
    private static readonly string[] s_smallDemo =
        ["--products", "200", "--centers", "4", "--days", "400", "--weeks", "2", "--warm-up", "7", "--replications",
            "2"];

    [Fact]
    public async Task Every_command_does_what_the_page_says()
    {
        var folder = Directory.CreateTempSubdirectory("quartermaster-");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "worlds"), Repository.PathOf("worlds"));
        try
        {
            var ran = 0;
            foreach (var line in Commands(File.ReadAllLines(Repository.PathOf("README.md"))))
            {
                ran += line == "./test" ? 0
                    : line.Contains(" serve ", StringComparison.Ordinal) ? await ServeAsync(line, folder.FullName)
                    : Run(line, folder.FullName);
            }

            Assert.Equal(27, ran);
            Assert.Contains("<svg", File.ReadAllText(Path.Combine(folder.FullName, "demo", "report.html")));
        }
        finally
        {
            File.Delete(Path.Combine(folder.FullName, "worlds"));
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> Commands(string[] lines)
    {
        var isConsole = false;
        foreach (var line in lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isConsole = line == "```console";
            }
            else if (isConsole)
            {
                yield return line;
            }
        }
    }

    // On a free port, until an operator stops it.
    private static async Task<int> ServeAsync(string line, string folder)
    {
        string[] words = [.. line.Split(' ').Skip(1).Select(word => word.Replace(":8080", ":0"))];
        using var process = QmProcess.StartIn(folder, words);
        var serving = await process.StandardError.ReadLineAsync() ?? "";
        Assert.StartsWith("Serving at http://", serving, StringComparison.Ordinal);
        using var client = new HttpClient();
        var health = await client.GetStringAsync(serving.Split(' ')[2].TrimEnd('.') + "/health/ready");
        Assert.Contains("ready", health, StringComparison.Ordinal);
        System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        Assert.Equal(0, QmProcess.End(process).Code);
        return 1;
    }

    private static int Run(string line, string folder)
    {
        DocumentedCommand.Run(line, "./qm", folder, words => words[0] == "demo" ? s_smallDemo : []);
        return 1;
    }
}
