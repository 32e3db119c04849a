using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What somebody meets who is new here: nothing passes in silence, and what is said is what has happened.
/// </summary>
public sealed class PlainWordsTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Lost =
        """{"receipt":"dock-1","to":"south","items":[{"product":"lamp","units":4}]}""";

    [Fact]
    public async Task An_order_ships_whole_without_a_body()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Operator);
        foreach (var (code, body) in new (string, string?)[] { ("s-1", null), ("s-2", ""), ("s-3", "{}") })
        {
            await client.PostAsync("/v1/orders",
                $$"""{"order":"{{code}}","items":[{"product":"tea"}],"destination":{"region":"dallas"} }""");
            var (status, answer) = await client.SendAsync(HttpMethod.Post, $"/v1/orders/{code}/ship", body);
            Assert.Equal((HttpStatusCode.OK, "shipped", false),
                (status, (string?)answer!["state"], (bool)answer["is_repeated"]!));
            (status, answer) = await client.SendAsync(HttpMethod.Post, $"/v1/orders/{code}/ship", body);
            Assert.Equal((HttpStatusCode.OK, "shipped", true),
                (status, (string?)answer!["state"], (bool)answer["is_repeated"]!));
        }

        Assert.Equal(HttpStatusCode.UnsupportedMediaType,
            (await client.SendAsync(HttpMethod.Post, "/v1/inbound", null)).Status);
        var ship = (await client.ReadAsync("/openapi/v1.json")).Body!["paths"]!["/v1/orders/{order}/ship"]!["post"]!;
        Assert.NotEqual(true, (bool?)ship["requestBody"]!["required"]);
    }

    [Fact]
    public async Task What_an_update_is_refused_for_is_named_and_numbers_are_integers_in_the_document_too()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Operator);
        var refused = (await client.PostAsync("/v1/inventory/updates", """
            {"feed":"wms","updates":[{"product":"nothing","facility":"south","sequence":1,"units":1},
             {"product":"tea","facility":"nowhere","sequence":1,"units":1},
             {"product":"tea","facility":"south","sequence":1,"units":1,"kind":"some"},
             {"product":"tea","facility":"south","sequence":0,"units":1},
             {"product":"tea","facility":"south","sequence":1,"units":-1}]}
            """)).Body!["refused"]!.AsArray();
        Assert.Equal(["/updates/0/product", "/updates/1/facility", "/updates/2/kind", "/updates/3/sequence",
            "/updates/4/units"], refused.Select(one => (string?)one!["pointer"]));

        var schemas = (await client.ReadAsync("/openapi/v1.json")).Body!["components"]!["schemas"]!;
        Assert.Equal("integer", (string?)schemas["UpdatePost"]!["properties"]!["units"]!["type"]!);
        Assert.DoesNotContain("\"integer\",\"string\"", schemas.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/v1/promises",
            """{"items":[{"product":"tea","units":"2"}],"destination":{"region":"dallas"}}""")).Status);
    }

    [Fact]
    public async Task A_receipt_of_what_nobody_announced_is_counted_and_says_so()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Operator);
        for (var times = 0; times < 2; times++)
        {
            var (status, body) = await client.PostAsync("/v1/inbound/asn-lost/receipts", Lost);
            Assert.Equal((times == 0 ? HttpStatusCode.Created : HttpStatusCode.OK, false),
                (status, (bool)body!["is_announced"]!));
            Assert.Contains("No shipment 'asn-lost' was announced here", (string?)body["note"],
                StringComparison.Ordinal);
        }

        await client.PostAsync("/v1/inbound",
            """{"shipment":"asn-1","to":"south","items":[{"product":"lamp","units":4}]}""");
        var known = (await client.PostAsync("/v1/inbound/asn-1/receipts", Lost)).Body!;
        Assert.Equal((true, null), ((bool)known["is_announced"]!, known["note"]));
    }

    [Fact]
    public async Task The_next_offer_says_what_it_is_for()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var (status, body) = await shop.Client(KeyRole.Shop).PostAsync("/v1/orders", """
            {"order":"n-1","items":[{"product":"tea","units":2},{"product":"lamp","units":90000}],
             "destination":{"region":"dallas"},"fill":"fill_or_kill"}
            """);
        Assert.Equal((HttpStatusCode.Conflict, "unfulfillable"), (status, body.ProblemOf()));
        var item = Assert.Single(body!["next_offer"]!["items"]!.AsArray())!;
        Assert.Equal(("tea", 2), ((string?)item["product"], (int)item["units"]!));
        Assert.Contains("a part of the order", (string?)body["next"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_room_on_the_way_has_gone_it_is_not_the_goods()
    {
        var folder = corner.Copy();
        corner.Add(folder, "regions", "region,name,latitude,longitude,population,zone,country,deliveries_per_day",
            "dallas,Dallas,32.78,-96.80,8100000,America/Chicago,US,1");
        await using var shop = await ServedShop.OpenAsync(folder);
        var client = shop.Client(KeyRole.Shop);
        var offers = new List<JsonNode>();
        for (var i = 0; i < 8; i++)
        {
            offers.Add((await client.PostAsync("/v1/promises",
                """{"items":[{"product":"tea"}],"destination":{"region":"dallas"}}""")).Body!["offers"]![0]!);
        }

        var answers = new List<(HttpStatusCode Status, JsonNode? Body)>();
        foreach (var offer in offers)
        {
            answers.Add(await client.PostAsync("/v1/orders", $$"""
                {"order":"r-{{answers.Count}}","items":[{"product":"tea"}],"destination":{"region":"dallas"},
                 "offer":"{{offer["offer"]}}"}
                """));
        }

        Assert.Equal(HttpStatusCode.Created, answers[0].Status);
        Assert.Equal((HttpStatusCode.Conflict, "offer-changed"), (answers[^1].Status, answers[^1].Body.ProblemOf()));
        Assert.Contains("delivery days, that would be in time have filled up", (string?)answers[^1].Body!["detail"],
            StringComparison.Ordinal);
        Assert.Equal("lane_full", (string?)answers[^1].Body!["unfulfillable"]![0]!["code"]);
    }

    [Fact]
    public async Task Whoever_finds_the_ledger_held_is_told_by_whom_and_what_to_do()
    {
        var folder = corner.Copy();
        await using var shop = await ServedShop.OpenAsync(folder);
        var file = corner.Write("counted.csv", "product,facility,state,units", "tea,south,OnHand,99");
        foreach (var command in (string[][])[["serve"], ["import", "stock", file]])
        {
            var ended = QmProcess.Run([.. command, "-w", folder]);
            Assert.Equal(3, ended.Code);
            Assert.Contains($"qm serve, process {Environment.ProcessId} has the ledger open", ended.Error,
                StringComparison.Ordinal);
            Assert.Contains("Stop the service first", ended.Error, StringComparison.Ordinal);
        }
    }
}
