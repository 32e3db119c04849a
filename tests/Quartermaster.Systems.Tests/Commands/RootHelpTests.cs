using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class RootHelpTests
{
    private static readonly string[] s_commands =
    [
        "bench", "buy", "calibrate", "check", "clean", "demo", "diff", "export", "forecast", "fulfill", "import",
        "init", "keys", "override", "place", "plan", "promise", "query", "release", "runs", "serve", "ship", "show",
        "simulate", "target", "webhooks", "why",
    ];

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "-h")]
    [InlineData(2)]
    public void The_first_page_is_short_and_names_every_command_once(int code, params string[] arguments)
    {
        var shown = QmProcess.Run(arguments);
        Assert.Equal(code, shown.Code);
        var lines = shown.Output.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 30, 59);
        Assert.All(lines, line => Assert.True(line.Length <= 110, line));
        var words = lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]).ToArray();
        Assert.Equal(s_commands, words.Where(word => word[0] != '-' && word != "qm").Order(StringComparer.Ordinal));
        Assert.Equal(3, words.Count(word => word == "qm"));

        // A command that has no line of its own would stand here.
        Assert.DoesNotContain("More", lines);
    }

    [Fact]
    public void The_help_of_a_command_shows_its_examples_and_the_options_of_every_command()
    {
        var shown = QmProcess.Run("plan", "--help");
        Assert.Equal(0, shown.Code);
        Assert.All(["Examples:", "qm plan --as-of", "--no-release", "--workspace", "--json"],
            part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));
    }
}
