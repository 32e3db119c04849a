using System.Globalization;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The example of docs/forecasting.md prints what stands there.</summary>
public sealed class DocumentedForecastTests
{
    [Fact]
    public void The_reasons_of_the_page_are_those_of_the_program()
    {
        var page = File.ReadAllLines(Repository.PathOf("docs", "forecasting.md"));
        using var folder = new CommandFolder();
        foreach (var command in new[] { "qm init sample ", "qm forecast --quick --explain " })
        {
            var words = page.Single(line => line.StartsWith(command, StringComparison.Ordinal)).Split(' ');
            var ended = QmProcess.Run(
                [.. words[1..].Select(word => word == "sample" ? folder.Folder : word), "--json"]);
            Assert.True(ended.Code == 0, ended.Output + ended.Error);
            if (words[1] == "forecast")
            {
                Assert.Equal(
                    page.SkipWhile(line => !line.StartsWith("| Reason |", StringComparison.Ordinal)).Skip(2)
                        .TakeWhile(line => line.Length > 0),
                    ended.Json["reasons"]!.AsArray().Select(row => $"| {row!["reason"]} | {Units(row["days_7"])} | "
                        + $"{Units(row["days_28"])} | {Units(row["days_182"])} | {row["means"]} |"));
            }
        }

        static string Units(System.Text.Json.Nodes.JsonNode? units) =>
            (((double)units!) + 0.0).ToString("0.00;-0.00;0.00", CultureInfo.InvariantCulture);
    }
}
