using System.CommandLine;
using System.Text.RegularExpressions;
using Quartermaster.App;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>What help and messages propose is understood by the program, and its codes are those of the sample.
/// </summary>
public sealed partial class HelpExamplesTests(SampleShop shop) : IClassFixture<SampleShop>
{
    [Fact]
    public void Every_example_of_help_is_understood()
    {
        var examples = Examples(Program.Root()).ToArray();
        Assert.True(examples.Length > 40, $"{examples.Length}");
        Assert.Empty(examples.Select(Fault).OfType<string>());
    }

    [Fact]
    public void Codes_in_examples_exist_in_the_sample()
    {
        var catalog = Workspace.Open(shop.Shop).Tables.Catalog;
        string[] known =
        [
            .. catalog.Of<ProductId>().Codes, .. catalog.Of<FacilityId>().Codes, .. catalog.Of<VendorId>().Codes,
            .. catalog.Of<RegionId>().Codes,
        ];
        var codes = Examples(Program.Root()).SelectMany(example => Code().Matches(example))
            .Select(found => found.Groups["code"].Value).Distinct().ToArray();
        Assert.True(codes.Length >= 5, string.Join(", ", codes));
        Assert.Empty(codes.Except(known));
    }

    [Fact]
    public void Every_command_that_a_message_proposes_is_understood()
    {
        var sources = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories);
        var hints = (from file in sources
                     where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}")
                     from line in File.ReadLines(file)
                     where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                     from Match found in Hint().Matches(Holes().Replace(line, "5"))
                     where !found.Value.EndsWith(' ') // Goes on in the next line of the source.
                     select found.Value.Replace("\\\"", "\"").TrimEnd('.', ' ')).Distinct().ToArray();
        Assert.True(hints.Length > 60, $"{hints.Length}");
        Assert.Empty(hints.Select(Fault).OfType<string>());
    }

    [Fact]
    public void A_hint_names_the_workspace_that_was_given_and_is_understood()
    {
        var named = Hints.For("Next: qm release x. If it is meant: qm show x buy; or: qm init DIR", "my shop");
        Assert.Equal("Next: qm release x --workspace 'my shop'. If it is meant: qm show x buy --workspace 'my shop'; "
            + "or: qm init DIR", named);
        Assert.Equal("Next: qm plan", Hints.For("Next: qm plan", null));
        var without = new[] { "init", "demo", "bench" };
        Assert.All(Program.Root().Subcommands.Where(command => !without.Contains(command.Name)), command =>
            Assert.Equal($"qm {command.Name} --workspace s", Hints.For($"qm {command.Name}", "s")));
        Assert.Equal("List them with 'qm runs --workspace s' and give a name.",
            Hints.For("List them with 'qm runs' and give a name.", "s"));
        Assert.Equal("qm query \"SELECT a, b. FROM c\" --workspace s",
            Hints.For("qm query \"SELECT a, b. FROM c\"", "s"));

        var fresh = shop.Empty("hinted");
        var said = QmProcess.Run("runs", "-w", fresh);
        Assert.Contains($"qm plan --workspace {fresh}", said.Output.ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Examples(Command command) =>
    [
        .. (command.Description ?? "").Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("qm ", StringComparison.Ordinal)),
        .. command.Subcommands.SelectMany(Examples),
    ];

    // Null if it is understood.
    private static string? Fault(string line)
    {
        var words = Word().Matches(line).Select(word => word.Value.Trim('"')).Skip(1).ToArray();
        for (var i = 0; i < words.Length; i++)
        {
            var isDay = words[i] == "DAY" || (i > 0 && words[i - 1] == "--as-of");
            words[i] = isDay ? "2026-03-31" : words[i] is "N" or "UNITS" ? "5" : words[i];
        }

        var parsed = Program.Root().Parse(words);
        return parsed.Errors.Count == 0 ? null : $"{line}: {parsed.Errors[0].Message}";
    }

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();

    // A product, vendor or center anywhere, a region after --to or --region.
    [GeneratedRegex("(?<![\\w-])(?<code>[PV]\\d+|FC-?\\d+)(?![\\w-])|(promise --to|--region) (?<code>[a-z-]+)")]
    private static partial Regex Code();

    // Up to the end of the literal or sentence.
    [GeneratedRegex("(?<![\\w./<>-])qm (buy|check|clean|diff|export|forecast|fulfill|import|init|demo|bench|keys"
        + "|override|place|plan|promise|query|release|runs|serve|show|simulate|target|webhooks|why)(?![a-z])"
        + "(\\\\\"[^\"]*\\\\\"|[^\"'.,;:()\\\\]|[.:](?=\\S)|:(?=UNITS))*")]
    private static partial Regex Hint();

    [GeneratedRegex("\\{[^{}]*(\\{[^{}]*\\}[^{}]*)*\\}")]
    private static partial Regex Holes();
}
