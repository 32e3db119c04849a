using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Domain.Goods;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Shipments that were announced and will not come, and receipts for several centers; on one shard and on
/// three.</summary>
public sealed class InboundCancelServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_slip_of_a_hundred_million_units_is_taken_back_and_nothing_else(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        await AnnounceAsync(client, "slip", ("rug", 100_000_000), ("tea", 5), ("lamp", 3));
        await AnnounceAsync(client, "other", ("rug", 4), ("tea", 6));
        var tea = (await OrderedAsync(client, "tea"), await OrderedAsync(client, "lamp"));
        Assert.Equal(100_000_014, await OrderedAsync(client, "rug"));
        Assert.Equal(HttpStatusCode.Created,
            (await ReceiveAsync(client, "slip", "r1", "south", ("tea", 2, true), ("lamp", 3, true))).Status);

        var (status, body) = await client.SendAsync(HttpMethod.Post, "/v1/inbound/slip/cancel", null);
        Assert.Equal((HttpStatusCode.OK, "cancelled", false, 0),
            (status, (string?)body!["state"], (bool)body["is_repeated"]!, (int)body["claims_released"]!));
        var south = Assert.Single(body["centers"]!.AsArray())!;
        Assert.Equal(("south", 2), ((string?)south["to"], south["items"]!.AsArray().Count));
        Assert.Equal(100_000_003, south["items"]!.AsArray().Sum(item => (int)item!["units"]!));
        await AssertIsOffAsync();

        // Again, also after a restart: nothing more, and announcing it again does not bring it back.
        await shop.RestartAsync();
        client = shop.Client(KeyRole.Operator);
        var again = (await client.SendAsync(HttpMethod.Post, "/v1/inbound/slip/cancel", null)).Body!;
        Assert.True((bool)again["is_repeated"]!);
        Assert.True(JsonNode.DeepEquals(body["centers"], again["centers"]));
        Assert.Equal("cancelled", (string?)
            (await AnnounceAsync(client, "slip", ("rug", 100_000_000), ("tea", 5), ("lamp", 3)))["state"]);
        await AssertIsOffAsync();

        // What comes all the same is extra.
        var (told, receipt) = await ReceiveAsync(client, "slip", "r2", "south", ("rug", 2, true), ("tea", 3, true));
        Assert.Equal(HttpStatusCode.Created, told);
        Assert.Contains("was cancelled here", (string?)receipt!["note"], StringComparison.Ordinal);
        await AssertIsOffAsync();
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());

        async Task AssertIsOffAsync()
        {
            Assert.Equal((14, tea.Item1 - 5, tea.Item2 - 3), (await OrderedAsync(client, "rug"),
                await OrderedAsync(client, "tea"), await OrderedAsync(client, "lamp")));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_waits_for_more_than_is_still_on_order_is_cut_and_named(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        await AnnounceAsync(client, "s1", ("rug", 5));
        Assert.NotNull((await client.PostAsync("/v1/orders", """
            {"order":"w-1","items":[{"product":"rug","units":5}],"destination":{"region":"dallas"}}
            """)).Body!["waiting"]);

        // Ten of fifteen come and cannot be sold; five are still on order, and three of them are waited for.
        var receipt = (await ReceiveAsync(client, "x", "r", "south", ("rug", 10, false))).Body!;
        Assert.Equal(0, (int)receipt["claims_released"]!);
        var body = (await client.SendAsync(HttpMethod.Post, "/v1/inbound/s1/cancel", null)).Body!;
        Assert.Equal((1, 1), ((int)body["claims_released"]!, (int)body["orders_cut"]!));
        Assert.Equal("""[{"order":"w-1","product":"rug","facility":"south","units":3}]""",
            body["cut_orders"]!.ToJsonString());
        var order = (await client.ReadAsync("/v1/orders/w-1")).Body!;
        Assert.Empty(order["waiting"]?.AsArray() ?? []);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_receipt_of_what_cannot_be_sold_says_how_many_claims_it_released(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        await client.PostAsync("/v1/orders", """
            {"order":"w-1","items":[{"product":"rug","units":5}],"destination":{"region":"dallas"}}
            """);
        var (status, body) = await ReceiveAsync(client, "x", "r", "south", ("rug", 8, false));
        Assert.Equal((HttpStatusCode.Created, 1), (status, (int)body!["claims_released"]!));
        (status, body) = await ReceiveAsync(client, "x", "r", "south", ("rug", 8, false));
        Assert.Equal((HttpStatusCode.OK, 0), (status, (int)body!["claims_released"]!));
    }

    [Fact]
    public async Task A_shipment_that_nobody_announced_is_unknown_and_a_shop_may_not_cancel()
    {
        await using var shop = await OpenAsync(1);
        var (status, body) = await shop.Client().SendAsync(HttpMethod.Post, "/v1/inbound/none/cancel", null);
        Assert.Equal((HttpStatusCode.NotFound, "unknown-shipment"), (status, body.ProblemOf()));
        Assert.NotNull(body!["next"]);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await shop.Client(KeyRole.Shop).SendAsync(HttpMethod.Post, "/v1/inbound/none/cancel", null)).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_receipt_of_one_code_is_told_for_each_center(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        foreach (var center in (string[])["south", "north"])
        {
            Assert.Equal(HttpStatusCode.Created,
                (await ReceiveAsync(client, "s", "r1", center, ("tea", 2, true))).Status);
            Assert.Equal(HttpStatusCode.OK, (await ReceiveAsync(client, "s", "r1", center, ("tea", 2, true))).Status);
            Assert.Equal("other-shipment",
                (await ReceiveAsync(client, "s", "r1", center, ("tea", 3, true))).Body.ProblemOf());
        }

        // As a build of before wrote it: a receipt's code was of all centers.
        var (product, to) = (shop.Plane.View.FindProduct("tea"), shop.Plane.View.FindFacility("south"));
        var line = new ShipmentAnswers.InboundLine(product, 2, true);
        await shop.Plane.Ledger.DoAsync(product, goods =>
        {
            goods.Once(EntryKey.Of("receipt s\nr2", 0), shop.Plane.Now);
            return goods.Once(EntryKey.Of($"receipt s\nr2\n{to.Value}\n{line}", 1), shop.Plane.Now);
        });
        Assert.Equal(HttpStatusCode.OK, (await ReceiveAsync(client, "s", "r2", "south", ("tea", 2, true))).Status);
        Assert.Equal("other-shipment",
            (await ReceiveAsync(client, "s", "r2", "north", ("tea", 2, true))).Body.ProblemOf());
    }

    private async Task<ServedShop> OpenAsync(int shards)
    {
        var folder = ExpectedRugs.Copy(corner, ServedShop.Tomorrow, ExpectedRugs.Share);
        ShardedWorkspace.SetShards(folder, shards);
        return await ServedShop.OpenTomorrowAsync(folder);
    }

    private static async Task<JsonNode> AnnounceAsync(
        HttpClient client, string shipment, params (string Product, int Units)[] lines) =>
        (await client.PostAsync("/v1/inbound", new JsonObject
        {
            ["shipment"] = shipment,
            ["to"] = "south",
            ["items"] = new JsonArray([.. lines.Select(line => (JsonNode)new JsonObject
            {
                ["product"] = line.Product, ["units"] = line.Units,
            })]),
        }.ToJsonString())).Body!;

    private static Task<(HttpStatusCode Status, JsonNode? Body)> ReceiveAsync(
        HttpClient client, string shipment, string receipt, string to,
        params (string Product, int Units, bool IsSellable)[] lines) =>
        client.PostAsync($"/v1/inbound/{shipment}/receipts", new JsonObject
        {
            ["receipt"] = receipt,
            ["to"] = to,
            ["items"] = new JsonArray([.. lines.Select(line => (JsonNode)new JsonObject
            {
                ["product"] = line.Product, ["units"] = line.Units, ["is_sellable"] = line.IsSellable,
            })]),
        }.ToJsonString());

    private static async Task<int> OrderedAsync(HttpClient client, string product) =>
        (await client.ReadAsync($"/v1/inventory/{product}")).Body!["facilities"]!.AsArray()
            .Where(row => (string?)row!["facility"] == "south").Sum(row => (int)row!["inbound"]!["ordered"]!);
}
