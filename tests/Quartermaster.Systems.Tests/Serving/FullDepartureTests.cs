using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>When the last place of a departure is taken while the service runs, customers are promised what it beat.
/// </summary>
public sealed class FullDepartureTests(CornerShop corner) : IClassFixture<CornerShop>
{
    // Only the north has so much.
    private const string Cart = """
        "items":[{"product":"coffee","units":7}],"destination":{"region":"chicago"}
        """;

    [Fact]
    public async Task The_next_lane_of_the_same_hour_is_promised_until_an_order_is_cancelled()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Shop);
        var (speed, promised, cost) = await FirstAsync(client);
        Assert.Equal(HttpStatusCode.Created, (await PlaceAsync(client, "d-1", speed)).Status);

        Assert.Equal((speed, promised, cost + 5), await FirstAfterAsync(shop, client, cost));
        var (status, second) = await PlaceAsync(client, "d-2", speed);
        Assert.Equal((HttpStatusCode.Created, promised), (status, (string)second!["promised"]!));

        await client.PostAsync("/v1/orders/d-1/cancel", "");
        Assert.Equal((speed, promised, cost), await FirstAfterAsync(shop, client, cost + 5));
    }

    // Ways are refreshed by the clock of the service, and rest a while after each time.
    private static async Task<(string Speed, string Promised, decimal Cost)> FirstAfterAsync(
        ServedShop shop, HttpClient client, decimal cost)
    {
        var first = await FirstAsync(client);
        for (var tries = 0; tries < 200 && first.Cost == cost; tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            await shop.Plane.FollowAsync();
            first = await FirstAsync(client);
        }

        return first;
    }

    private static async Task<(string Speed, string Promised, decimal Cost)> FirstAsync(HttpClient client)
    {
        var (_, body) = await client.PostAsync("/v1/promises", $"{{{Cart}}}");
        var offer = body!["offers"]!.AsArray()[0]!;
        return ((string)offer["speed"]!, (string)offer["promised"]!, (decimal)offer["cost"]!);
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> PlaceAsync(
        HttpClient client, string code, string speed) => client.PostAsync("/v1/orders",
        $$"""{"order":"{{code}}","speed":"{{speed}}",{{Cart}}}""");

    private Task<ServedShop> OpenAsync()
    {
        var folder = corner.Copy();
        corner.Add(folder, "lanes",
            "lane,from_facility,to_region,mode,transit_minutes_median,transit_minutes_late,cost_per_parcel,"
            + "cost_per_kilogram,parcels_per_departure",
            "north-chicago,north,chicago,Courier,600,900,2.50,0.30,1",
            "north-chicago-2,north,chicago,Courier,600,900,7.50,0.30,");
        corner.Add(folder, "departures", "lane,departure_minute,weekdays", "north-chicago-2,1020,31");
        return ServedShop.OpenTomorrowAsync(folder);
    }
}
