using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Where a region has delivery windows, customers are told theirs, and a full one makes room for the next.
/// </summary>
public sealed class DeliveryWindowTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Cart = """
        "items":[{"product":"coffee","units":1}],"destination":{"region":"chicago"}
        """;

    [Fact]
    public async Task The_window_of_an_offer_is_that_of_the_next_one_when_it_is_full()
    {
        var folder = corner.Copy();
        corner.Add(folder, "delivery_windows", "region,from_minute,until_minute,parcels",
            "chicago,600,720,1", "chicago,900,1020,");
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Shop);
        var (from, to) = await DeliveryAsync(client);
        Assert.Equal(("T10:00:00", "T12:00:00"), (from[10..19], to[10..19]));

        var (status, _) = await client.PostAsync("/v1/orders", $$"""{"order":"w-1","speed":"standard",{{Cart}}}""");
        Assert.Equal(HttpStatusCode.Created, status);
        var first = from;
        for (var tries = 0; tries < 200 && from == first; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            await shop.Plane.FollowAsync();
            (from, to) = await DeliveryAsync(client);
        }

        Assert.Equal(first[..10], from[..10]);
        Assert.Equal(("T15:00:00", "T17:00:00"), (from[10..19], to[10..19]));
    }

    private static async Task<(string From, string To)> DeliveryAsync(HttpClient client)
    {
        var (_, body) = await client.PostAsync("/v1/promises", $"{{{Cart}}}");
        JsonNode delivery = body!["offers"]!.AsArray()[^1]!["delivery"]!;
        return ((string)delivery["from"]!, (string)delivery["to"]!);
    }
}
