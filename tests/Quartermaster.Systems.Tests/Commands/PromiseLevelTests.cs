using System.Text.Json.Nodes;
using Quartermaster.Systems.Tests.Serving;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The levels of promise_levels where promises are made: at the command line and in the service.</summary>
public sealed class PromiseLevelTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public void A_level_for_a_region_moves_its_promises_from_its_day_on_and_no_others()
    {
        var shop = corner.Copy();
        var (dallas, chicago) = (Earliest(shop, "dallas", "03"), Earliest(shop, "chicago", "03"));
        corner.Add(shop, "promise_levels",
            "region,speed,from_day,level", "dallas,TwoDay,2025-03-04,0.999", "dallas,OneDay,2025-03-04,0.6");

        // 10 hours in the median and 15 in 95 of 100 from 17:00 on: at 0.999 it is 21.4 hours.
        Assert.Equal(dallas, Earliest(shop, "dallas", "03"));
        Assert.Equal("2025-03-04T08:00:00-06:00", dallas);
        Assert.Equal("2025-03-05T14:26:00-06:00", Earliest(shop, "dallas", "04"));
        Assert.Equal(chicago, Earliest(shop, "chicago", "03"));
        Assert.Equal("2025-03-05T08:00:00-06:00", Earliest(shop, "chicago", "04"));
    }

    [Fact]
    public async Task The_service_promises_by_the_same_levels()
    {
        var (usual, careful) = (corner.Copy(), corner.Copy());
        corner.Add(careful, "promise_levels", "region,speed,from_day,level", "dallas,TwoDay,2025-03-04,0.999");
        var (before, after) = (await OffersAsync(usual), await OffersAsync(careful));

        Assert.Equal(before["chicago"].ToJsonString(), after["chicago"].ToJsonString());
        Assert.NotEqual(before["dallas"].ToJsonString(), after["dallas"].ToJsonString());
    }

    // The service's day is the clock's: what is compared are two services at one time of tomorrow.
    private static async Task<Dictionary<string, JsonNode>> OffersAsync(string folder)
    {
        await using var shop = await ServedShop.OpenAsync(folder);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        shop.Clock.Shift = TimeSpan.FromMilliseconds((((now / 86_400_000) + 1) * 86_400_000) + 50_400_000 - now);
        await shop.RestartAsync();
        var offers = new Dictionary<string, JsonNode>();
        foreach (var region in (string[])["dallas", "chicago"])
        {
            var answer = await shop.Client().PostAsync("/v1/promises", $$$"""
                {"items":[{"product":"tea","units":1}],"destination":{"region":"{{{region}}}"},"quotes":false}
                """);
            offers[region] = new JsonArray([.. answer.Body!["offers"]!.AsArray().Select(offer => new JsonObject
            {
                ["speed"] = (string?)offer!["speed"], ["delivery"] = offer["delivery"]?.DeepClone(),
                ["confidence"] = offer["confidence"]?.DeepClone(),
            })]);
        }

        return offers;
    }

    private static string? Earliest(string shop, string region, string day) =>
        (string?)CommandFolder.Start("promise", "--to", region, "--line", "tea", "--at", $"2025-03-{day}T14:00Z",
            "--json", "--workspace", shop).Json["speeds"]!.AsArray()
            .First(row => (string?)row!["speed"] == "Standard")!["earliest"];
}
