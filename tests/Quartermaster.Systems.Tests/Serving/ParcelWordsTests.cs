using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;
using static Quartermaster.Systems.Tests.Serving.WaitingParcelTests;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What answers and events say of parcels: from where they leave, when, and from where they do not.</summary>
public sealed class ParcelWordsTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_left_from_two_centers_at_once_names_none_for_all(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "both", """[{"product":"rug","units":5},{"product":"tea","units":30}]""");
        await PlaceAsync(client, "one", """[{"product":"coffee","units":1}]""");
        await client.PostAsync("/v1/orders/both/ship", """{"part":true}""");
        await client.PostAsync("/v1/orders/one/ship", """{"from":"south"}""");

        var told = (await shop.Plane.Events.ReadAsync(new(0, 0), 100, CancellationToken.None))
            .Select(one => JsonNode.Parse(CloudEvent.Write(one, shop.Plane.View.Catalog))!)
            .Where(one => one["data"]!["items"] is not null).ToDictionary(one => (string)one["subject"]!);
        // Of an order of several shards items are not listed where something left elsewhere.
        Assert.True(shards > 1 || told.ContainsKey("both"));
        Assert.All(told.Values, one =>
        {
            string[] centers = [.. one["data"]!["items"]!.AsArray().Select(item => (string)item!["from"]!).Distinct()];
            Assert.Equal(centers.Length == 1 ? centers[0] : null, (string?)one["data"]!["from"]);
        });
        if (told.TryGetValue("both", out var both))
        {
            Assert.Equal(("quartermaster.order.parcel_left", null),
                ((string?)both["type"], (string?)both["data"]!["from"]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_never_leaves_from_a_center_has_not_left_from_there(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "near", """[{"product":"coffee","units":1}]""");
        var (status, body) = await client.PostAsync("/v1/orders/near/ship", """{"from":"north"}""");
        Assert.Equal((HttpStatusCode.Conflict, "not-claimed", "It leaves from: south."),
            (status, body.ProblemOf(), (string?)body!["next"]));

        (_, body) = await client.PostAsync("/v1/orders/near/ship", """{"from":"south"}""");
        Assert.Equal(("shipped", false), ((string)body!["state"]!, (bool)body["is_repeated"]!));
        (status, body) = await client.PostAsync("/v1/orders/near/ship", """{"from":"south"}""");
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)body!["is_repeated"]!));
        (status, body) = await client.PostAsync("/v1/orders/near/ship", """{"from":"north"}""");
        Assert.Equal((HttpStatusCode.Conflict, "It has left from: south."), (status, (string?)body!["next"]));

        // Nothing of it is there yet, be it said to have left in part.
        await PlaceAsync(client, "first", """[{"product":"rug","units":2}]""");
        await PlaceAsync(client, "waits", """[{"product":"rug","units":3}]""");
        (status, body) = await client.PostAsync("/v1/orders/waits/ship", """{"from":"south","part":true}""");
        Assert.Equal((HttpStatusCode.Conflict, "waits-for-goods"), (status, body.ProblemOf()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_held_order_says_that_it_is_held_and_until_when(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);
        const string Held = """
            {"order":"h","action":"hold","items":[{"product":"tea","units":30}],"destination":{"region":"dallas"}}
            """;
        var until = (string?)(await client.PostAsync("/v1/orders", Held)).Body!["held_until"];
        Assert.NotNull(until);
        foreach (var body in (JsonNode?[])
            [(await client.ReadAsync("/v1/orders/h")).Body, (await client.PostAsync("/v1/orders", Held)).Body])
        {
            Assert.Equal(("held", Time(until)), ((string?)body!["state"], Time((string?)body["held_until"])));
        }

        foreach (var step in (string[])["ship", "pick"])
        {
            var (status, body) = await client.PostAsync($"/v1/orders/h/{step}", "");
            Assert.Equal((HttpStatusCode.Conflict, "out-of-turn"), (status, body.ProblemOf()));
            Assert.Contains("order 'h' is held.", (string?)body!["detail"], StringComparison.Ordinal);
        }

        await client.PostAsync("/v1/orders/h/commit", "");
        Assert.Null((await client.ReadAsync("/v1/orders/h")).Body!["held_until"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_order_says_on_which_day_and_by_when_it_leaves_each_center(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "both", """[{"product":"rug","units":5},{"product":"tea","units":30}]""");
        var order = (await client.ReadAsync("/v1/orders/both")).Body!;
        var parcels = order["fulfillments"]!.AsArray().Select(one => one!).ToArray();
        Assert.Equal(2, parcels.Length);
        Assert.All(parcels, one =>
        {
            var day = DateOnly.ParseExact((string)one["ship_day"]!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            Assert.InRange(day, ServedShop.Tomorrow, ServedShop.Tomorrow.AddDays(13));
            Assert.InRange(Time((string?)one["cutoff"])!.Value, DateTimeOffset.MinValue,
                Time((string?)order["promised"])!.Value);
        });
    }

    [Fact]
    public async Task What_is_refused_brings_an_offer_that_is_kept()
    {
        await using var shop = await OpenAsync(1);
        var client = shop.Client(KeyRole.Admin);
        var (status, refused) = await client.PostAsync("/v1/orders", """
            {"order":"n-1","items":[{"product":"tea","units":2},{"product":"lamp","units":90000}],
             "destination":{"region":"dallas"},"fill":"fill_or_kill"}
            """);
        Assert.Equal((HttpStatusCode.Conflict, "unfulfillable"), (status, refused.ProblemOf()));
        var next = refused!["next_offer"]!;
        (status, var taken) = await client.PostAsync("/v1/orders", $$"""
            {"order":"n-2","items":{{next["items"]!.ToJsonString()}},"destination":{"region":"dallas"},
             "offer":"{{next["offer"]}}"}
            """);
        Assert.Equal((HttpStatusCode.Created, (string?)next["promised"]), (status, (string?)taken!["promised"]));
    }

    [Fact]
    public async Task Goods_that_come_after_the_days_of_routes_are_not_promisable_and_refused_by_that_name()
    {
        var today = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, today, ExpectedRugs.Share);
        corner.Add(folder, "purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            $"rugs,1,Released,rug,import,south,10,60.00,{today:yyyy-MM-dd},{today.AddDays(2):yyyy-MM-dd}",
            $"far,1,Released,rug,import,south,7,60.00,{today:yyyy-MM-dd},{today.AddDays(40):yyyy-MM-dd}");
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Admin);
        var inbound = (await client.ReadAsync("/v1/inventory/rug")).Body!["facilities"]!.AsArray()
            .Single(row => (string)row!["facility"]! == "south")!["inbound"]!;
        Assert.Equal((17, 17, 10), ((int)inbound["ordered"]!, (int)inbound["free"]!, (int)inbound["promisable"]!));

        var (status, body) = await client.PostAsync("/v1/orders", """
            {"order":"f","fill":"fill_or_kill","items":[{"product":"rug","units":13}],"destination":{"region":"dallas"}}
            """);
        Assert.Equal((HttpStatusCode.Conflict, "unfulfillable"), (status, body.ProblemOf()));
        Assert.Contains("come there within the days that can be promised",
            (string?)body!["unfulfillable"]![0]!["message"], StringComparison.Ordinal);
        await PlaceAsync(client, "near", """[{"product":"rug","units":12}]""");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_waits_is_listed_with_the_day_on_which_that_is_due_now(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "w-1", """[{"product":"rug","units":5}]""");
        Assert.Equal([("w-1", ServedShop.Tomorrow.AddDays(2))], await DueAsync(""));

        corner.Add(shop.Folder, "purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            $"rugs,1,Acknowledged,rug,import,south,10,60.00,{ServedShop.Tomorrow:yyyy-MM-dd},{
                ServedShop.Tomorrow.AddDays(9):yyyy-MM-dd}");
        await shop.Plane.RenewAsync();
        Assert.Equal([("w-1", ServedShop.Tomorrow.AddDays(9))], await DueAsync("?limit=1"));

        async Task<(string, DateOnly)[]> DueAsync(string query) =>
        [
            .. (await client.ReadAsync("/v1/waiting" + query)).Body!["orders"]!.AsArray().Select(order =>
                ((string)order!["order"]!, DateOnly.ParseExact((string)order["waiting"]![0]!["due"]!, "yyyy-MM-dd",
                    CultureInfo.InvariantCulture))),
        ];
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_receipt_where_the_shipment_was_not_announced_says_so(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        await client.PostAsync("/v1/inbound",
            """{"shipment":"asn-1","to":"south","items":[{"product":"lamp","units":4},{"product":"tea","units":9}]}""");
        var (_, wrong) = await client.PostAsync("/v1/inbound/asn-1/receipts", Receipt("r1", "north", 4));
        Assert.False((bool)wrong!["is_announced"]!);
        Assert.Contains("Shipment 'asn-1' was announced to south, and not to north.", (string?)wrong["note"],
            StringComparison.Ordinal);
        foreach (var units in (int[])[4, 3])
        {
            var (_, right) = await client.PostAsync("/v1/inbound/asn-1/receipts", Receipt($"r{units}", "south", units));
            Assert.Equal((true, null), ((bool)right!["is_announced"]!, right["note"]));
        }

        static string Receipt(string code, string to, int units) => $$"""
            {"receipt":"{{code}}","to":"{{to}}","items":[{"product":"lamp","units":{{units}} }]}
            """;
    }

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private async Task<ServedShop> OpenAsync(int shards)
    {
        var folder = ExpectedRugs.Copy(corner, ServedShop.Tomorrow, ExpectedRugs.Share);
        ShardedWorkspace.SetShards(folder, shards);
        return await ServedShop.OpenTomorrowAsync(folder);
    }
}
