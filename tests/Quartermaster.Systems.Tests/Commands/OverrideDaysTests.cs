using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A buy that a person decided is ordered on each order day until it ends, and the answer says so.</summary>
public sealed class OverrideDaysTests(CornerShop shop) : IClassFixture<CornerShop>
{
    // Its vendor takes orders on Mondays; the next plan is of Monday, 2025-03-03.
    [Theory]
    [InlineData("2025-03-31", 5, 600, "120 units on each of 5 order days, the first 2025-03-03: 600 units in all.")]
    [InlineData("2025-03-09", 1, 120, "120 units once, on 2025-03-03, the only order day until then.")]
    public void The_answer_says_how_often_and_how_many(string until, int days, int units, string told)
    {
        var set = Set("buy", "coffee", "120", "--vendor", "import", "--until", until);
        Assert.Equal((days, units), ((int)set["order_days"]!, (int)set["units_in_all"]!));
        Assert.Contains(told, Notes(set));
    }

    [Fact]
    public void Days_without_an_order_and_other_decisions_are_told_as_such()
    {
        var tuesday = Set(
            "buy", "coffee", "120", "--vendor", "import", "--from", "2025-03-04", "--until", "2025-03-09");
        Assert.Equal(0, (int)tuesday["order_days"]!);
        Assert.Contains(Notes(tuesday), note => note.Contains("only a plan with --all follows it"));
        Assert.Null(Set("target", "coffee", "120", "--until", "2025-03-31")["order_days"]);
    }

    [Fact]
    public void It_is_ordered_on_an_order_day_and_not_on_the_next()
    {
        var copy = shop.Copy();
        var set = Run(copy, "override", "set", "buy", "rug", "7", "--reason", "demand", "--until", "2025-03-31");
        Assert.Equal(2, (int)set["order_days"]!);
        var told = Assert.Single(Notes(set), note => note.Contains(", the first ", StringComparison.Ordinal));
        var first = DateOnly.Parse(told.Split(", the first ")[1][..10], CultureInfo.InvariantCulture);
        Assert.Equal([7, 0], new[] { first, first.AddDays(1) }.Select(day =>
            Run(copy, "buy", "--quick", "--as-of", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                ["purchases"]!.AsArray().Where(row => (string)row!["product"]! == "rug")
                .Sum(row => (int)row!["units"]!)));
    }

    private JsonNode Set(params string[] words) =>
        Run(shop.Copy(), ["override", "set", .. words, "--reason", "demand"]);

    private static string[] Notes(JsonNode answer) => [.. answer["notes"]!.AsArray().Select(note => (string)note!)];

    private static JsonNode Run(string folder, params string[] words)
    {
        var ended = QmProcess.Run([.. words, "-w", folder, "--json"]);
        Assert.True(ended.Code == 0, $"{ended.Output}{ended.Error}");
        return ended.Json;
    }
}
