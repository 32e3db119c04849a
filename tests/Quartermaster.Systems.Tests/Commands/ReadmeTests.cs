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
    public void Every_command_does_what_the_page_says()
    {
        var folder = Directory.CreateTempSubdirectory("quartermaster-");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "worlds"), Repository.PathOf("worlds"));
        try
        {
            var ran = 0;
            foreach (var line in Commands(File.ReadAllLines(Repository.PathOf("README.md"))))
            {
                ran += line == "./test" ? 0 : Run(line, folder.FullName);
            }

            Assert.Equal(25, ran);
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

    private static int Run(string line, string folder)
    {
        DocumentedCommand.Run(line, "./qm", folder, words => words[0] == "demo" ? s_smallDemo : []);
        return 1;
    }
}
