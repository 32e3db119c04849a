using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>The service on a ledger of three shards: orders, events, feeds and shipments, and all of it again after a
/// stop.</summary>
public sealed class ShardedServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly string[] s_products = ["tea", "coffee", "bread"];

    [Fact]
    public async Task Orders_of_several_shards_are_placed_shipped_cancelled_and_read_whole()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        await PlaceAsync(shop, 0, 6);
        var across = 0;
        for (var i = 0; i < 6; i++)
        {
            across += ShardsOf(shop, i) > 1 ? 1 : 0;
        }

        Assert.InRange(across, 2, 6);
        var read = (await client.ReadAsync("/v1/orders/s2")).Body!;
        Assert.Equal(("decided", 3), ((string?)read["state"], Units(read)));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(shop, 2)).Status);
        Assert.Equal("other-order", (await client.PostAsync("/v1/orders", """
            {"order":"s2","items":[{"product":"lamp"}],"destination":{"region":"dallas"} }
            """)).Body.ProblemOf());
        var shipped = (await client.PostAsync("/v1/orders/s2/ship", "{}")).Body!;
        Assert.Equal(("shipped", 0), ((string?)shipped["state"], Units(shipped)));
        Assert.Equal("cancelled", (string?)(await client.PostAsync("/v1/orders/s3/cancel", "")).Body!["state"]);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync("/v1/orders/s2/cancel", "")).Status);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
        await shop.RestartAsync();
        client = shop.Client();
        Assert.Equal("shipped", (string?)(await client.ReadAsync("/v1/orders/s2")).Body!["state"]);
        Assert.Equal("decided", (string?)(await client.ReadAsync("/v1/orders/s4")).Body!["state"]);
        Assert.Equal("shipped", (string?)(await client.PostAsync("/v1/orders/s4/ship", "{}")).Body!["state"]);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task An_order_of_several_shards_changes_as_one_of_a_single_shard_does()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        var (across, tea) = (0, shop.Plane.View.FindProduct("tea"));
        for (var i = 0; i < 6; i++)
        {
            await client.PostAsync("/v1/orders", Order($"s{i}", i, ",\"speed\":\"standard\""));
            across += ShardsOf(shop, i) > 1 ? 1 : 0;
            var claim = (await shop.Plane.Ledger.FindAsync(OrderKey.Of($"s{i}"), shop.Plane.Now)).Claims
                .Single(one => one.Product == tea);
            var body = $$"""
                {"key":"k","lines":[{"product":"tea","units":1,
                 "facility":"{{shop.Plane.View.Catalog.CodeOf(claim.Facility)}}"}]}
                """;
            var (status, told) = await client.PostAsync($"/v1/orders/s{i}/short", body);
            Assert.Equal((HttpStatusCode.OK, "decided", 1 + (i % 3), 0), (status, (string?)told!["state"],
                Units((await client.ReadAsync($"/v1/orders/s{i}")).Body!), told["unfulfillable"]!.AsArray().Count));
            Assert.True((bool)(await client.PostAsync($"/v1/orders/s{i}/short", body)).Body!["is_repeated"]!);
            (status, told) = await client.PostAsync($"/v1/orders/s{i}/address",
                """{"destination":{"region":"houston"},"accept_later":true}""");
            Assert.Equal((HttpStatusCode.OK, "houston"), (status, (string?)told!["region"]));
        }

        Assert.InRange(across, 2, 6);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
        var events = await ReadAsync(shop, new(0, 0), 18);
        await shop.RestartAsync();
        Assert.Equal(events, await ReadAsync(shop, new(0, 0), 18));
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(["decided", "short_picked", "readdressed"],
            events.Where(one => one.Code == $"s{i}").Select(one => one.Type.Split('.')[^1])));
        client = shop.Client();
        for (var i = 0; i < 6; i++)
        {
            var read = (await client.ReadAsync($"/v1/orders/s{i}")).Body!;
            Assert.Equal(("decided", "houston", 1 + (i % 3)),
                ((string?)read["state"], (string?)read["region"], Units(read)));
            Assert.Equal("shipped", (string?)(await client.PostAsync($"/v1/orders/s{i}/ship", "{}")).Body!["state"]);
        }

        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task A_held_order_of_several_shards_is_committed_and_another_one_ends()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        foreach (var code in (string[])["h1", "h2"])
        {
            var held = await client.PostAsync("/v1/orders", Order(code, 2, ",\"action\":\"hold\""));
            Assert.Equal("held", (string?)held.Body!["state"]);
        }

        Assert.Equal("decided", (string?)(await client.PostAsync("/v1/orders/h1/commit", "")).Body!["state"]);
        shop.Clock.Shift += TimeSpan.FromMinutes(16);
        await shop.Plane.Ledger.ExpireAsync(shop.Plane.Now);
        Assert.Equal("expired", (string?)(await client.ReadAsync("/v1/orders/h2")).Body!["state"]);
        Assert.Equal("decided", (string?)(await client.ReadAsync("/v1/orders/h1")).Body!["state"]);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task Events_of_all_shards_are_in_turn_go_on_after_any_of_them_and_are_the_same_after_a_stop()
    {
        await using var shop = await OpenAsync();
        var start = new EventId(shop.Plane.Events.LastBatch, int.MaxValue);
        await Task.WhenAll(PlaceAsync(shop, 0, 4), PlaceAsync(shop, 4, 8));
        await shop.Client().PostAsync("/v1/orders/s2/ship", "{}");
        await shop.Client().PostAsync("/v1/orders/s3/cancel", "");
        var live = await ReadAsync(shop, start, 10);
        Assert.Equal(live.Length, live.Select(one => one.Id).Distinct().Count());
        Assert.Equal(["decided", "shipped"], TypesOf("s2"));
        Assert.Equal(["decided", "cancelled"], TypesOf("s3"));
        Assert.InRange(Enumerable.Range(0, 8).Count(i => ShardsOf(shop, i) > 1), 2, 8);
        await shop.RestartAsync();
        Assert.Equal(live, await ReadAsync(shop, start, 10));
        Assert.Equal(live[6..], await ReadAsync(shop, EventId.Parse(live[5].Id)!.Value, 4));

        // And new ones come after them.
        await PlaceAsync(shop, 8, 9);
        Assert.Equal("s8", Assert.Single(await ReadAsync(shop, EventId.Parse(live[^1].Id)!.Value, 1)).Code);

        IEnumerable<string> TypesOf(string code) => live.Where(one => one.Code == code)
            .Select(one => one.Type.Split('.')[^1]);
    }

    [Fact]
    public async Task A_feed_that_finds_less_cuts_orders_in_their_homes_and_shipments_are_taken_whole_or_not()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        await PlaceAsync(shop, 0, 6);
        var claims = Enumerable.Range(0, 6).Sum(i => client.ReadAsync($"/v1/orders/s{i}").GetAwaiter().GetResult()
            .Body!["fulfillments"]!.AsArray().Count(from => from!["items"]!.AsArray()
                .Any(item => (string?)item!["product"] == "tea")));
        var fed = await client.PostAsync("/v1/inventory/updates", """
            {"feed":"wms","updates":[{"product":"tea","facility":"north","sequence":1,"units":0},
            {"product":"tea","facility":"south","sequence":1,"units":0},
            {"product":"coffee","facility":"north","sequence":1,"units":500}]}
            """);
        Assert.Equal(3, (int)fed.Body!["applied"]!);
        Assert.NotEqual(0, claims);
        Assert.Equal(claims, (int)fed.Body["claims_released"]!);
        Assert.All(Enumerable.Range(0, 6), i =>
        {
            var read = client.ReadAsync($"/v1/orders/s{i}").GetAwaiter().GetResult().Body!;
            Assert.True((string?)read["state"] is "cut" || Units(read) > 0, read.ToJsonString());
            Assert.DoesNotContain("tea", read["fulfillments"]!.ToJsonString(), StringComparison.Ordinal);
        });
        const string inbound = """
            {"shipment":"i1","to":"north","items":[{"product":"tea","units":5},{"product":"coffee","units":6},
            {"product":"bread","units":7}]}
            """;
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/inbound", inbound)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/inbound", inbound)).Status);
        var other = await client.PostAsync("/v1/inbound", inbound.Replace(":5}", ":4}", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        Assert.Equal((5, 6, 7), (Ordered("tea"), Ordered("coffee"), Ordered("bread")));

        // Near the limit of what a place can have on order: all or nothing, whichever shard it is that cannot.
        var bread = shop.Plane.View.FindProduct("bread");
        await shop.Plane.Ledger.DoAsync(bread, goods =>
        {
            Entry[] fill = [Movements.Order(
                new(77, 1), shop.Plane.Now, bread, shop.Plane.View.FindFacility("north"), int.MaxValue - 10)];
            goods.Post(fill, new Outcome[1]);
            return true;
        });
        var tooMany = await client.PostAsync(
            "/v1/inbound", inbound.Replace("\"i1\"", "\"i3\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooMany.Status);
        Assert.Equal((5, 6), (Ordered("tea"), Ordered("coffee")));
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/inbound/i1/receipts", """
            {"receipt":"r1","to":"north","items":[{"product":"tea","units":5},{"product":"coffee","units":8}]}
            """)).Status);
        Assert.Equal((0, 0), (Ordered("tea"), Ordered("coffee")));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());

        int Ordered(string product)
        {
            var read = client.ReadAsync($"/v1/inventory/{product}").GetAwaiter().GetResult().Body!;
            return read["facilities"]!.AsArray().Where(row => (string?)row!["facility"] == "north")
                .Sum(row => (int)row!["inbound"]!["ordered"]!);
        }
    }

    private async Task<ServedShop> OpenAsync()
    {
        var folder = corner.Copy();
        ShardedWorkspace.SetShards(folder, 3);
        return await ServedShop.OpenTomorrowAsync(folder);
    }

    private static int ShardsOf(ServedShop shop, int order)
    {
        var code = OrderKey.Of($"s{order}");
        return shop.Plane.Ledger.EachAsync((_, goods) => goods.StateOf(code) == OrderOutcome.Unknown ? 0 : 1)
            .AsTask().GetAwaiter().GetResult().Sum();
    }

    private static async Task PlaceAsync(ServedShop shop, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await PostAsync(shop, i)).Status);
        }
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(ServedShop shop, int number) =>
        shop.Client().PostAsync("/v1/orders", Order($"s{number}", number));

    private static string Order(string code, int number, string more = "")
    {
        var items = s_products.Take(1 + (number % 3)).Select(product => $$"""{"product":"{{product}}"}""");
        return $$"""
            {"order":"{{code}}","items":[{{string.Join(',', items)}}],"destination":{"region":"dallas"}{{more}} }
            """;
    }

    private static int Units(JsonNode order) => order["fulfillments"]!.AsArray()
        .Sum(of => of!["items"]!.AsArray().Sum(item => (int)item!["units"]!));

    private static async Task<(string Id, string Code, string Type)[]> ReadAsync(
        ServedShop shop, EventId after, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var all = new List<OrderEvent>();
        while (all.Count < count)
        {
            all.AddRange(await shop.Plane.Events.ReadAsync(all.Count == 0 ? after : all[^1].Id, 3, patience.Token));
        }

        return [.. all.Select(one => (one.Id.ToString(), one.Code, CloudEvent.TypeOf(one.Change)))];
    }
}
