using System.Net;
using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Who waits for goods on their way, what of them is free, and what is told when they come or do not.
/// </summary>
public sealed class WaitingServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Offers_and_stock_say_what_is_on_its_way_and_orders_that_wait_are_listed(int shards)
    {
        var folder = ExpectedRugs.Copy(corner, ServedShop.Tomorrow, ExpectedRugs.Share);
        ShardedWorkspace.SetShards(folder, shards);
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Operator);
        var buyer = shop.Client(KeyRole.Shop);

        // Two are there: an offer for five counts on three that come, as its order does.
        Assert.Null((await OffersAsync(buyer, 2))[0]!["arriving"]);
        Assert.All(await OffersAsync(buyer, 5),
            offer => Assert.Equal([("rug", "south", 3)], Items(offer!["arriving"])));
        Assert.All(await RpcOffersAsync(shop, 5), offer => Assert.Equal(("rug", "south", 3),
            (Assert.Single(offer.Arriving).Product, offer.Arriving[0].Facility, offer.Arriving[0].Units)));
        Assert.All(await RpcOffersAsync(shop, 2), offer => Assert.Empty(offer.Arriving));
        Assert.Equal((10, 0, 10, 10), await InboundAsync(client));
        Assert.Equal((0, 0, 0), await WaitingAsync(client) is var none ? Counts(none) : default);

        Assert.Equal([("rug", "south", 3)], Items((await PlaceAsync(buyer, "waiting", 5))["waiting"]));
        Assert.Equal([("rug", "south", 2)], Items((await PlaceAsync(buyer, "w-2", 2))["waiting"]));
        Assert.Equal((10, 5, 5, 5), await InboundAsync(client));
        var list = await WaitingAsync(client);
        Assert.Equal((2, 5, 2), Counts(list));
        var first = list["orders"]!.AsArray().Single(order => (string)order!["order"]! == "waiting")!;
        Assert.Equal(("decided", "dallas"), ((string)first["state"]!, (string)first["region"]!));
        Assert.Equal([("rug", "south", 3)], Items(first["waiting"]));
        Assert.True((DateTimeOffset)first["placed"]! < (DateTimeOffset)first["promised"]!);

        // Page by page, and the order of that name is no list.
        var (codes, next) = (new List<string>(), "");
        do
        {
            var page = (await client.ReadAsync($"/v1/waiting?limit=1&after={next}")).Body!;
            codes.AddRange(page["orders"]!.AsArray().Select(order => (string)order!["order"]!));
            next = (string?)page["next"];
        }
        while (next is not null);
        Assert.Equal(["w-2", "waiting"], codes.Order());
        Assert.True(shards > 1 || codes[0] == "waiting");
        Assert.Equal("waiting", (string?)(await client.ReadAsync("/v1/orders/waiting")).Body!["order"]);

        foreach (var wrong in (string[])["limit=0", "limit=x", "limit=1001", "after=17"])
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await client.ReadAsync("/v1/waiting?" + wrong)).Status);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await buyer.ReadAsync("/v1/waiting")).Status);
    }

    [Fact]
    public async Task What_comes_is_told_now_and_who_is_cut_is_named_before_and_after()
    {
        var day = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, day, ExpectedRugs.Share);

        // Ordered long before any of the orders that wait for it.
        var ordered = day.AddDays(-1);
        ExpectedRugs.Order(corner, folder, ordered, "Released");
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Admin);
        var start = new EventId(shop.Plane.Events.LastBatch, int.MaxValue);
        await PlaceAsync(client, "w-1", 5);
        await PlaceAsync(client, "w-2", 4);
        var placed = shop.Plane.Now;

        var answer = Import(folder, "receipts",
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            $"rugs,1,rug,import,south,{ordered:yyyy-MM-dd},10,{ordered:yyyy-MM-dd},5");
        Assert.Equal(0, answer.Code);
        await shop.Plane.RenewAsync();
        answer = Import(folder, "purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            $"rugs,1,Closed,rug,import,south,10,60.00,{ordered:yyyy-MM-dd},{ordered.AddDays(2):yyyy-MM-dd}");
        Assert.Equal((1, 1), (answer.Code, (int)answer.Json["orders_to_be_cut"]!));
        Assert.Equal(("w-2", 2), Cut(answer.Json["cut_orders"]!));
        await shop.Plane.RenewAsync();

        var purchases = (await client.ReadAsync("/v1/service")).Body!["purchases"]!;
        Assert.Equal(1, (int)purchases["orders_cut"]!);
        Assert.Equal(("w-2", 2), Cut(purchases["cut_orders"]!));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var events = new List<OrderEvent>();
        while (events.Count < 5)
        {
            events.AddRange(await shop.Plane.Events.ReadAsync(
                events.Count == 0 ? start : events[^1].Id, 100, patience.Token));
        }

        Assert.Equal(
            [
                ("quartermaster.order.decided", "w-1"), ("quartermaster.order.decided", "w-2"),
                ("quartermaster.order.goods_arrived", "w-1"), ("quartermaster.order.part_cut", "w-2"),

                // It got some, and waits for nothing more.
                ("quartermaster.order.goods_arrived", "w-2"),
            ],
            events.Select(one => (CloudEvent.TypeOf(one.Change), one.Code)));
        Assert.All(events.Skip(2), one => Assert.True(one.Change.At >= placed));
    }

    private Ended Import(string folder, string table, params string[] lines) => QmProcess.Run(
        "import", table, corner.Write($"{table}-wait.csv", lines), "--json", "-w", folder);

    private static (string, int) Cut(JsonNode rows) => rows.AsArray().Single() is { } row
        ? ((string)row["order"]!, (int)row["units"]!) : default;

    private static string Cart(int units) => "\"items\":[{\"product\":\"rug\",\"units\":" + units
        + "}],\"destination\":{\"region\":\"dallas\"}";

    private static async Task<JsonArray> OffersAsync(HttpClient client, int units) =>
        (await client.PostAsync("/v1/promises", $$"""{{{Cart(units)}}}""")).Body!["offers"]!.AsArray();

    private static async Task<JsonNode> PlaceAsync(HttpClient client, string code, int units) =>
        (await client.PostAsync("/v1/orders", "{\"order\":\"" + code + "\"," + Cart(units) + "}")).Body!;

    private static async Task<JsonNode> WaitingAsync(HttpClient client) =>
        (await client.ReadAsync("/v1/waiting")).Body!;

    private static (int, int, int) Counts(JsonNode list) =>
        ((int)list["count"]!, (int)list["units"]!, list["orders"]!.AsArray().Count);

    private static async Task<(int Ordered, int Claimed, int Free, int Promisable)> InboundAsync(HttpClient client)
    {
        var inbound = (await client.ReadAsync("/v1/inventory/rug")).Body!["facilities"]!.AsArray()
            .Single(row => (string)row!["facility"]! == "south")!["inbound"]!;
        return ((int)inbound["ordered"]!, (int)inbound["claimed"]!, (int)inbound["free"]!, (int)inbound["promisable"]!);
    }

    private static (string, string, int)[] Items(JsonNode? items) =>
    [
        .. items!.AsArray().Select(item =>
            ((string)item!["product"]!, (string)item["facility"]!, (int)item["units"]!)),
    ];

    private static async Task<IReadOnlyList<Offer>> RpcOffersAsync(ServedShop shop, int units)
    {
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var cart = new Cart { Region = "dallas", Items = { new Item { Product = "rug", Units = units } } };
        var reply = await new Promises.PromisesClient(channel).PromiseAsync(new PromiseRequest { Carts = { cart } },
            new Grpc.Core.Metadata { { "authorization", $"Bearer {shop.KeyOf(KeyRole.Reader)}" } });
        Assert.NotEmpty(reply.Promises[0].Offers);
        return reply.Promises[0].Offers;
    }
}
