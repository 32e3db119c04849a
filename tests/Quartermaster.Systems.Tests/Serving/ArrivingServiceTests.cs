using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What is on order is promised, ordered, and told of the order that waits for it.</summary>
public sealed class ArrivingServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_order_waits_for_what_comes_and_gives_it_back(int shards)
    {
        var day = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, day, ExpectedRugs.Share);
        ShardedWorkspace.SetShards(folder, shards);
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Admin);

        // As sure as its way and the delivery together.
        var here = (await OffersAsync(client, ExpectedRugs.Here))[0]!;
        var waits = (await OffersAsync(client, 5))[0]!;
        Assert.True((double)waits["confidence"]! <= ExpectedRugs.Share);
        Assert.True((double)here["confidence"]! > ExpectedRugs.Share);
        Assert.True((DateTimeOffset)waits["promised"]! >= new DateTimeOffset(day.AddDays(3), default, TimeSpan.Zero));
        Assert.True((DateTimeOffset)here["promised"]! < (DateTimeOffset)waits["promised"]!);

        var offer = ",\"offer\":\"" + (string)waits["offer"]! + "\"";
        var (status, placed) = await PlaceAsync(client, "w-1", 5, offer);
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("decided", (string)waits["promised"]!), ((string)placed!["state"]!, (string)placed["promised"]!));
        Assert.Equal([("rug", "south", 3)], Waiting(placed));
        Assert.Equal(5, Shipped(placed));

        // Whoever asks, and whoever asks again, is told the same; also of a service that was stopped.
        var found = (await client.ReadAsync("/v1/orders/w-1")).Body!;
        Assert.Equal([("rug", "south", 3)], Waiting(found));
        Assert.Equal(5, Shipped(found));
        Assert.Equal([("rug", "south", 3)], Waiting((await PlaceAsync(client, "w-1", 5, offer)).Body!));
        await shop.RestartAsync();
        client = shop.Client(KeyRole.Admin);
        Assert.Equal([("rug", "south", 3)], Waiting((await client.ReadAsync("/v1/orders/w-1")).Body!));

        if (shards == 1)
        {
            var (moved, problem) = await client.PostAsync(
                "/v1/orders/w-1/address", """{"destination":{"region":"houston"}}""");
            Assert.Equal((HttpStatusCode.Conflict, "waits-for-goods"), (moved, problem.ProblemOf()));
        }

        // Seven of ten are left, and none that is there.
        Assert.Empty(await OffersAsync(client, 8));
        Assert.NotEmpty(await OffersAsync(client, 7));
        Assert.Equal((HttpStatusCode.Conflict, "unfulfillable"),
            await PlaceAsync(client, "w-2", 8) is var refused ? (refused.Status, refused.Body.ProblemOf()) : default);

        var (_, cancelled) = await client.PostAsync("/v1/orders/w-1/cancel", "");
        Assert.Equal(("cancelled", 0), ((string)cancelled!["state"]!, Waiting(cancelled).Length));
        Assert.NotEmpty(await OffersAsync(client, 12));
        Assert.Empty(await OffersAsync(client, 13));
    }

    [Fact]
    public async Task What_is_not_on_order_any_more_is_promised_to_nobody()
    {
        var day = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, day, ExpectedRugs.Share);
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Shop);
        Assert.NotEmpty(await OffersAsync(client, 5));

        ExpectedRugs.Order(corner, folder, day, "Closed");
        await shop.Plane.RenewAsync();
        Assert.Null(shop.Plane.RenewalFault);
        Assert.Empty(await OffersAsync(client, 5));
        Assert.NotEmpty(await OffersAsync(client, ExpectedRugs.Here));
    }

    [Fact]
    public async Task An_order_to_a_vendor_that_is_imported_while_it_runs_is_promised_and_what_comes_leaves()
    {
        var day = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, day, ExpectedRugs.Share);
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Admin);
        Assert.Empty(await OffersAsync(client, 13));

        ImportWhileItRuns("purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            $"more,1,Released,rug,import,south,5,60.00,{day:yyyy-MM-dd},{day.AddDays(2):yyyy-MM-dd}");
        await shop.Plane.RenewAsync();
        Assert.NotEmpty(await OffersAsync(client, 13));
        var (_, placed) = await PlaceAsync(client, "w-3", 13);
        Assert.Equal([("rug", "south", 11)], Waiting(placed!));

        // Ten of fifteen come: the order waits for one more, and nobody else gets any.
        ImportWhileItRuns("receipts", "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            $"rugs,1,rug,import,south,{day:yyyy-MM-dd},10,{day:yyyy-MM-dd},10");
        await shop.Plane.RenewAsync();
        Assert.Null(shop.Plane.RenewalFault);
        var found = (await client.ReadAsync("/v1/orders/w-3")).Body!;
        Assert.Equal([("rug", "south", 1)], Waiting(found));
        Assert.Equal(13, Shipped(found));

        // It is picked, and leaves, as far as it has come.
        var (_, picked) = await client.PostAsync("/v1/orders/w-3/pick", """{"from":"south"}""");
        Assert.True((bool)picked!["fulfillments"]![0]!["is_picked"]!);
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync("/v1/orders/w-3/address",
            """{"destination":{"region":"houston"}}""")).Status);
        var (_, left) = await client.PostAsync("/v1/orders/w-3/ship", """{"part":true}""");
        Assert.Equal(("decided", 1), ((string)left!["state"]!, Shipped(left)));

        void ImportWhileItRuns(string table, params string[] lines)
        {
            var ended = QmProcess.Run(
                ["import", table, corner.Write(table + "-later.csv", lines), "-w", folder]);
            Assert.Equal((0, ""), (ended.Code, ended.Error));
            Assert.Contains("The service has the ledger open", ended.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_comes_too_late_does_not_keep_the_rest_from_being_ordered()
    {
        var day = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, day, ExpectedRugs.Share);

        // Ordered for a day that no way is laid out for yet.
        corner.Add(folder, "purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            $"rugs,1,Released,rug,import,south,10,60.00,{day:yyyy-MM-dd},{day.AddDays(60):yyyy-MM-dd}");
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Shop);

        var (status, placed) = await client.PostAsync("/v1/orders", """
            {"order":"mixed","items":[{"product":"tea","units":1},{"product":"rug","units":5}],
             "destination":{"region":"dallas"}}
            """);

        Assert.Equal((HttpStatusCode.Created, 1), (status, Shipped(placed!)));
        Assert.Equal(("rug", "out_of_stock"), ((string)placed!["unfulfillable"]![0]!["product"]!,
            (string)placed["unfulfillable"]![0]!["code"]!));
    }

    [Fact]
    public async Task Without_the_setting_nothing_that_comes_is_promised()
    {
        var folder = ExpectedRugs.Copy(corner, ServedShop.Tomorrow, share: 0);
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Shop);
        Assert.Empty(await OffersAsync(client, 5));
        Assert.Equal(HttpStatusCode.Conflict, (await PlaceAsync(client, "w-1", 5)).Status);
        var (_, placed) = await PlaceAsync(client, "w-2", 2);
        Assert.Empty(Waiting(placed!));
    }

    private static string Cart(int units) => "\"items\":[{\"product\":\"rug\",\"units\":" + units
        + "}],\"destination\":{\"region\":\"dallas\"}";

    private static async Task<JsonArray> OffersAsync(HttpClient client, int units) =>
        (await client.PostAsync("/v1/promises", $$"""{{{Cart(units)}},"quotes":true}""")).Body!["offers"]!.AsArray();

    private static Task<(HttpStatusCode Status, JsonNode? Body)> PlaceAsync(
        HttpClient client, string code, int units, string more = "") => client.PostAsync("/v1/orders",
        "{\"order\":\"" + code + "\",\"fill\":\"fill_or_kill\"," + Cart(units) + more + "}");

    private static (string, string, int)[] Waiting(JsonNode order) =>
    [
        .. order["waiting"]!.AsArray().Select(item =>
            ((string)item!["product"]!, (string)item["facility"]!, (int)item["units"]!)),
    ];

    private static int Shipped(JsonNode order) => order["fulfillments"]!.AsArray()
        .SelectMany(one => one!["items"]!.AsArray()).Sum(item => (int)item!["units"]!);
}
