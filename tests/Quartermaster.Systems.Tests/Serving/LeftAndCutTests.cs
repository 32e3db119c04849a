using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Whoever asks for an order hears what has left of it, and what it asked for and will not get.</summary>
public sealed class LeftAndCutTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_cancelled_order_of_which_a_part_has_left_says_what(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        var placed = await PlaceAsync(client, "c-1", """{"product":"tea","units":40},{"product":"rug"}""");
        Assert.Equal((2, 0), (placed["fulfillments"]!.AsArray().Count, placed["shipped"]!.AsArray().Count));
        var first = (string)placed["fulfillments"]!.AsArray()[0]!["from"]!;
        var left = placed["fulfillments"]!.AsArray()[0]!["items"]!.ToJsonString();

        var told = (await client.PostAsync("/v1/orders/c-1/ship", $$"""{"from":"{{first}}"}""")).Body!;
        Assert.Equal(("decided", left), ((string?)told["state"], Shipped(told)));
        told = (await client.PostAsync("/v1/orders/c-1/cancel", "")).Body!;
        Assert.Equal(("cancelled", left), ((string?)told["state"], Shipped(told)));
        Assert.Empty(told["unfulfillable"]!.AsArray());
        Assert.Equal(first, (string?)told["shipped"]!.AsArray().Single()!["from"]);

        await shop.RestartAsync();
        told = (await shop.Client().ReadAsync("/v1/orders/c-1")).Body!;
        Assert.Equal(("cancelled", left, 0),
            ((string?)told["state"], Shipped(told), told["fulfillments"]!.AsArray().Count));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task What_a_feed_took_is_in_the_answer_and_events_carry_goods()
    {
        await using var shop = await OpenAsync(1);
        var client = shop.Client();
        await PlaceAsync(client, "c-2", """{"product":"rug","units":2}""");
        var from = (string)(await client.ReadAsync("/v1/orders/c-2")).Body!["fulfillments"]!.AsArray()[0]!["from"]!;
        await client.PostAsync("/v1/inventory/updates", $$"""
            {"feed":"shelf","updates":[{"product":"rug","facility":"{{from}}","sequence":1,"units":1}]}
            """);

        var told = (await client.ReadAsync("/v1/orders/c-2")).Body!;
        Assert.Equal("""[{"product":"rug","units":1}]""", told["fulfillments"]!.AsArray()[0]!["items"]!.ToJsonString());
        var lacks = told["unfulfillable"]!.AsArray().Single()!;
        Assert.Equal(("rug", 1, "not_had"),
            ((string?)lacks["product"], (int)lacks["units"]!, (string?)lacks["code"]));

        told = (await client.PostAsync("/v1/orders/c-2/ship", "{}")).Body!;
        Assert.Equal(("shipped", """[{"product":"rug","units":1}]"""), ((string?)told["state"], Shipped(told)));
        Assert.Single(told["unfulfillable"]!.AsArray());
        var goods = $$"""[{"product":"rug","units":1,"from":"{{from}}"}]""";
        Assert.Equal([null, goods, goods], await ItemsAsync(shop));

        // What is read from the log is what was told at first.
        await shop.RestartAsync();
        Assert.Equal([null, goods, goods], await ItemsAsync(shop));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_left_before_the_shelf_was_counted_is_not_deducted_twice(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var (client, placed) = (shop.Client(), shop.Plane.Now);
        await PlaceAsync(client, "c-3", """{"product":"tea","units":2}""");
        shop.Clock.Shift += TimeSpan.FromDays(2);
        await shop.Plane.Ledger.EachAsync((_, goods) =>
        {
            StockStatements.Note(goods, StockState.OnHand, Instant.Of(placed.UtcDay.AddDays(1)));
            return true;
        });
        var before = await FreeAsync(client);

        foreach (var wrong in (Instant[])[placed.PlusMinutes(-1_440), shop.Plane.Now.PlusMinutes(1_440)])
        {
            var (status, told) = await client.PostAsync("/v1/orders/c-3/ship", $$"""{"at":"{{wrong}}"}""");
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "bad-value"), (status, told.ProblemOf()));
        }

        var left = (await client.PostAsync("/v1/orders/c-3/ship", $$"""{"at":"{{placed.PlusMinutes(60)}}"}""")).Body!;
        Assert.Equal("shipped", (string?)left["state"]);

        // The count took the units on the shelf for all there were; those of the order had gone by then.
        Assert.Equal(before + 2, await FreeAsync(client));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    private static async Task<int> FreeAsync(HttpClient client) =>
        (await client.ReadAsync("/v1/inventory/tea")).Body!["facilities"]!.AsArray()
            .Sum(one => (int)one!["fulfillable"]!);

    private async Task<ServedShop> OpenAsync(int shards)
    {
        var folder = corner.Copy();
        if (shards > 1)
        {
            ShardedWorkspace.SetShards(folder, shards);
        }

        return await ServedShop.OpenTomorrowAsync(folder);
    }

    private static string Shipped(JsonNode told) => told["shipped"]!.AsArray().Single()!["items"]!.ToJsonString();

    private static async Task<string?[]> ItemsAsync(ServedShop shop)
    {
        var events = await shop.Plane.Events.ReadAsync(new(0, 0), 10, CancellationToken.None);
        return [.. events.Select(one => JsonNode.Parse(CloudEvent.Write(one, shop.Plane.View.Catalog))!
            ["data"]!["items"]?.ToJsonString())];
    }

    private static async Task<JsonNode> PlaceAsync(HttpClient client, string code, string items)
    {
        var (status, told) = await client.PostAsync("/v1/orders",
            $$"""{"order":"{{code}}","items":[{{items}}],"destination":{"region":"dallas"} }""");
        Assert.Equal(HttpStatusCode.Created, status);
        return told!;
    }
}
