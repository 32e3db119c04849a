using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A plan of several blocks: what threads share out.</summary>
public sealed class PlanThreadsTests
{
    private const int Products = 1_500;

    // Products of one block of the price loop and of stock values; forecasts and paths have smaller ones.
    private const int LargestBlock = 256;

    /// <summary>A run's name is the hash of all that it holds: decisions, reasons, prices.</summary>
    [Fact]
    public void A_plan_of_several_blocks_is_the_same_run_at_any_number_of_threads()
    {
        using var sample = new CommandFolder();
        Assert.Equal(0, CommandFolder.Start("init", sample.Folder, "--sample", "retail", "--products",
            Products.ToString(CultureInfo.InvariantCulture), "--centers", "4", "--days", "60").Code);
        var plans = new[] { "1", "2", "7" }.Select(threads => Plan(sample.Folder, threads)).ToArray();

        Assert.All(plans, plan => Assert.Equal((string?)plans[0]["run"], (string?)plan["run"]));
        Assert.True((int)plans[0]["products_ordered"]! > LargestBlock, plans[0].ToJsonString());
    }

    private static JsonNode Plan(string folder, string threads)
    {
        var ended = QmProcess.Run("plan", "--quick", "--all", "--threads", threads, "--workspace", folder, "--json");
        Assert.True(ended.Code is 0 or 1, ended.Output + ended.Error);
        return ended.Json;
    }
}
