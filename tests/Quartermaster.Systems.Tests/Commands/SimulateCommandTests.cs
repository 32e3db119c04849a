using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class SimulateCommandTests
{
    [Fact]
    public void A_simulation_gives_the_same_figures_at_any_number_of_threads()
    {
        var folder = Directory.CreateTempSubdirectory("quartermaster-").FullName;
        try
        {
            var shop = Path.Combine(folder, "shop");
            Assert.Equal(0, QmProcess.Run("init", shop, "--sample", "retail", "--products", "200", "--centers", "4",
                "--days", "120").Code);

            var one = Simulate(shop, "1");
            var two = Simulate(shop, "2");

            Assert.Equal(one.ToJsonString(), two.ToJsonString());
            var inStock = one["measures"]!.AsArray().Single(row => (string)row!["key"]! == "in_stock")!;
            foreach (var (_, value) in inStock.AsObject().Skip(2))
            {
                Assert.InRange((double)value!, 0.5, 1);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("--days", "0")]
    [InlineData("--days", "-5")]
    [InlineData("--replications", "0")]
    [InlineData("--warm-up", "-1")]
    [InlineData("--days", "many")]
    [InlineData("--threads", "many")]
    [InlineData("--seed", "many")]
    public void Numbers_that_cannot_be_simulated_are_wrong_use(string option, string value)
    {
        var ended = QmProcess.Run("simulate", option, value);
        Assert.Equal(2, ended.Code);
        Assert.Contains(option, ended.Error, StringComparison.Ordinal);
        Assert.Contains(value, ended.Error, StringComparison.Ordinal);
    }

    private static JsonNode Simulate(string shop, string threads)
    {
        var done = QmProcess.Run("simulate", "--workspace", shop, "--days", "10", "--warm-up", "4", "--replications",
            "2",
            "--threads", threads, "--json");
        Assert.True(done.Code == 0, done.Error);
        return done.Json;
    }
}
