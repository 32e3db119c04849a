using System.Globalization;
using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>What a run does not keep is decided again as the run did, not as today's settings would.</summary>
public sealed class RunExplanationTests
{
    [Fact]
    public void An_order_that_came_to_0_differs_by_the_reasons_of_both_runs()
    {
        using var shop = new PlannedShop();
        shop.Import("stock", "product,facility,state,units", "bread,north,OnHand,61");
        var after = (string)shop.Json("plan", "--quick", "--all", "--threads", "2")["run"]!;
        var (old, now) = (OrderOf(shop, shop.Run), OrderOf(shop, after));
        var expected = now.Keys.Union(old.Keys).ToDictionary(
            name => name, name => now.GetValueOrDefault(name) - old.GetValueOrDefault(name));
        Assert.Equal((20, 0), (old.Values.Sum(), now.Values.Sum()));
        Assert.NotEqual(0, now.Values.Max());
        AssertTold(shop.Json("diff", shop.Run, after), -20, expected);
        AssertTold(shop.Json("diff", after, shop.Run), 20,
            expected.ToDictionary(pair => pair.Key, pair => -pair.Value));
    }

    [Fact]
    public void After_a_change_of_any_section_that_a_plan_reads_a_run_is_explained_by_its_own()
    {
        using var shop = new PlannedShop();
        var before = shop.Json("why", "coffee", "--run", shop.Run);
        Assert.True((bool)before["decided_again"]!);
        var workspace = Workspace.Open(shop.Folder);
        workspace.Save(workspace.Settings with
        {
            Policies = JsonNode.Parse("""
                {
                  "routes": { "promiseQuantile": 0.5 }, "gather": { "shortageFactor": 3 },
                  "targets": { "highestCriticalRatio": 0.6 }
                }
                """)!.AsObject(),
        });

        // Json requires exit code 0: nothing of the run came out otherwise.
        Assert.Equal(before.ToJsonString(), shop.Json("why", "coffee", "--run", shop.Run).ToJsonString());
        var other = Workspace.Open(shop.Folder).Runs.Open((string)shop.Json("plan", "--quick", "--all")["run"]!);
        var policies = workspace.Runs.Open(shop.Run).Header.Policies;
        Assert.Equal(["gather", "routes", "targets"], other.Header.Policies
            .Where(section => policies[section.Key] != section.Value).Select(section => section.Key).Order());
    }

    // The reasons of bread's order, which stand behind those of its level.
    private static Dictionary<string, int> OrderOf(PlannedShop shop, string run) =>
        shop.Json("why", "bread", "--run", run)["waterfall_2"]!.AsArray().SkipLast(1)
            .GroupBy(step => (string)step!["reason"]!)
            .ToDictionary(group => group.Key, group => group.Sum(step => (int)step!["units"]!));

    private static void AssertTold(JsonNode diff, int change, Dictionary<string, int> expected)
    {
        var row = Assert.Single(diff["changes"]!.AsArray(),
            row => (string)row!["part"]! == "buy" && (string)row["product"]! == "bread")!;
        Assert.Equal(change, (int)row["after"]! - (int)row["before"]!);
        var told = ((string)row["because"]!).Split("; ").Select(part => part.Split(": ", 2))
            .Select(part => (Units: int.Parse(part[0], NumberStyles.Number | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture), Name: part[1])).ToArray();
        Assert.Equal(change, told.Sum(part => part.Units));
        Assert.All(told.Where(part => !part.Name.EndsWith(" smaller reasons", StringComparison.Ordinal)),
            part => Assert.Equal(expected[part.Name], part.Units));
    }
}
