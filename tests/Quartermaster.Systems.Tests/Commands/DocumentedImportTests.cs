using System.Text.RegularExpressions;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Runs docs/import.md: files shown under their name are written, commands are run in order.</summary>
public sealed partial class DocumentedImportTests
{
    [Fact]
    public void Every_command_of_the_page_does_what_it_says()
    {
        var folder = Directory.CreateTempSubdirectory("quartermaster-");
        try
        {
            var (lines, ran) = (File.ReadAllLines(Repository.PathOf("docs", "import.md")), 0);
            for (var i = 0; i < lines.Length; i++)
            {
                if (FileName().Match(lines[i]) is { Success: true } named && lines[i + 1].StartsWith("```"))
                {
                    File.WriteAllLines(
                        Path.Combine(folder.FullName, named.Groups[1].Value), Block(lines, i + 2));
                }
                else if (lines[i] == "```console")
                {
                    foreach (var line in Block(lines, i + 1))
                    {
                        DocumentedCommand.Run(line, "qm", folder.FullName);
                        ran++;
                    }
                }
            }

            Assert.Equal(20, ran);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Block(string[] lines, int first) => [.. lines[first..].TakeWhile(line => line != "```")];

    [GeneratedRegex("^`([a-z.]+)`:$")]
    private static partial Regex FileName();
}
