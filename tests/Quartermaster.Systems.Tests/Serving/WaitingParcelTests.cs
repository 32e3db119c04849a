using System.Net;
using System.Text.Json.Nodes;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Parcels of which some is still on its way: picked and shipped as far as somebody says so, and short picks
/// that are made up from what comes.</summary>
public sealed class WaitingParcelTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Parcel = """{"from":"south"}""";

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_parcel_that_waits_leaves_in_part_only_where_that_is_said(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);

        // The south has 24 of tea and 2 rugs; 3 rugs come.
        await PlaceAsync(client, "mix", """[{"product":"rug","units":5},{"product":"tea","units":30}]""");
        var before = (await client.ReadAsync("/v1/orders/mix")).Body!;
        Assert.Equal(["north", "south"],
            before["fulfillments"]!.AsArray().Select(one => (string)one!["from"]!).Order());

        foreach (var body in (string[])["", "{}", Parcel, """{"from":"south","part":false}"""])
        {
            var (refused, problem) = await client.PostAsync("/v1/orders/mix/ship", body);
            Assert.Equal((HttpStatusCode.Conflict, "waits-for-goods"), (refused, problem.ProblemOf()));
            Assert.Contains("3 rug at south", (string?)problem!["detail"], StringComparison.Ordinal);
            Assert.Contains("\"part\": true", (string?)problem["next"], StringComparison.Ordinal);
            Assert.Equal(!body.Contains("from", StringComparison.Ordinal),
                ((string?)problem["next"])!.Contains("'from': north", StringComparison.Ordinal));
            var waits = problem["waiting"]!.AsArray().Single()!;
            Assert.Equal(("rug", "south", 3),
                ((string?)waits["product"], (string?)waits["facility"], (int)waits["units"]!));
        }

        Assert.Equal(before.ToJsonString(), (await client.ReadAsync("/v1/orders/mix")).Body!.ToJsonString());
        var (_, left) = await client.PostAsync("/v1/orders/mix/ship", """{"from":"north"}""");
        Assert.Equal(("decided", 29), ((string)left!["state"]!, Units(left)));
        (_, left) = await client.PostAsync("/v1/orders/mix/ship", """{"from":"south","part":true}""");
        Assert.Equal(("decided", 3, false), ((string)left!["state"]!, Units(left), (bool)left["is_repeated"]!));
        (_, left) = await client.PostAsync("/v1/orders/mix/ship", """{"part":true}""");
        Assert.Equal((3, true), (Units(left!), (bool)left!["is_repeated"]!));
        Assert.Equal("waits-for-goods", (await client.PostAsync("/v1/orders/mix/ship", "")).Body.ProblemOf());

        await ComeAsync(client, 3);
        (_, left) = await client.PostAsync("/v1/orders/mix/ship", "");
        Assert.Equal("shipped", (string)left!["state"]!);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task Over_rpc_a_parcel_that_waits_leaves_in_part_only_where_that_is_said()
    {
        await using var shop = await OpenAsync();
        await PlaceAsync(shop.Client(), "w-1", """[{"product":"rug","units":5}]""");
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var (orders, key) = (new Orders.OrdersClient(channel), new Grpc.Core.Metadata
        {
            { "authorization", "Bearer " + shop.KeyOf(KeyRole.Operator) },
        });

        var reply = await orders.ShipAsync(new() { Order = "w-1", From = "south" }, key);
        Assert.EndsWith(":waits-for-goods", reply.Problem, StringComparison.Ordinal);
        Assert.Contains("3 rug at south", reply.Detail, StringComparison.Ordinal);

        reply = await orders.ShipAsync(new() { Order = "w-1", From = "south", Part = true }, key);
        Assert.Equal(("decided", "", 3), (reply.State, reply.Problem, reply.Waiting.Single().Units));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Only_what_is_there_is_picked_and_what_comes_joins_it(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "part", """[{"product":"rug","units":5}]""");
        await PlaceAsync(client, "none", """[{"product":"rug","units":4}]""");

        foreach (var body in (string[])["", Parcel])
        {
            var (refused, problem) = await client.PostAsync("/v1/orders/none/pick", body);
            Assert.Equal((HttpStatusCode.Conflict, "waits-for-goods"), (refused, problem.ProblemOf()));
            Assert.Contains("4 rug at south", (string?)problem!["detail"], StringComparison.Ordinal);
        }

        var (status, elsewhere) = await client.PostAsync("/v1/orders/part/pick", """{"from":"north"}""");
        Assert.Equal((HttpStatusCode.Conflict, "not-claimed", "It leaves from: south."),
            (status, elsewhere.ProblemOf(), (string?)elsewhere!["next"]));
        (_, var picked) = await client.PostAsync("/v1/orders/part/pick", Parcel);
        Assert.True((bool)picked!["fulfillments"]![0]!["is_picked"]!);
        Assert.True((bool)(await client.PostAsync("/v1/orders/part/pick", "")).Body!["is_repeated"]!);

        await ComeAsync(client, 3);
        var joined = (await client.ReadAsync("/v1/orders/part")).Body!;
        Assert.Equal((5, 0, true), (Units(joined), joined["waiting"]!.AsArray().Count,
            (bool)joined["fulfillments"]!.AsArray().Single()!["is_picked"]!));
    }

    [Fact]
    public async Task What_is_not_found_is_made_up_from_what_comes_where_that_is_in_time()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "late", """[{"product":"rug","units":5}]""");

        var (status, told) = await client.PostAsync("/v1/orders/late/short", Short(1));

        Assert.Equal((HttpStatusCode.OK, "decided", 5, 4), (status, (string?)told!["state"], Units(told),
            (int)told["waiting"]!.AsArray().Single()!["units"]!));
        Assert.Empty(told["unfulfillable"]!.AsArray());
        Assert.Equal(["decided", "short_picked"],
            (await shop.Plane.Events.ReadAsync(new(0, 0), 100, CancellationToken.None))
                .Select(one => CloudEvent.TypeOf(one.Change).Split('.')[^1]));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());

        // The same again, and after a stop: nothing more waits.
        Assert.True((bool)(await client.PostAsync("/v1/orders/late/short", Short(1))).Body!["is_repeated"]!);
        await shop.RestartAsync();
        client = shop.Client(KeyRole.Admin);
        told = (await client.ReadAsync("/v1/orders/late")).Body!;
        Assert.Equal(4, (int)told["waiting"]!.AsArray().Single()!["units"]!);
        await ComeAsync(client, 4);
        Assert.Equal("shipped", (string?)(await client.PostAsync("/v1/orders/late/ship", "")).Body!["state"]);
    }

    [Fact]
    public async Task What_comes_too_late_for_the_promise_is_the_next_offer_and_that_is_kept()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "soon", """[{"product":"rug","units":2}]""");

        var (_, told) = await client.PostAsync("/v1/orders/soon/short", Short(2));

        Assert.Equal(("cut", 2), ((string?)told!["state"], (int)told["unfulfillable"]![0]!["units"]!));
        var next = told["next_offer"]!;
        Assert.Equal(2, (int)next["items"]![0]!["units"]!);
        var (status, anew) = await client.PostAsync("/v1/orders", $$"""
            {"order":"anew","items":[{"product":"rug","units":2}],"destination":{"region":"dallas"},
             "offer":"{{next["offer"]}}"}
            """);
        Assert.Equal((HttpStatusCode.Created, (string?)next["promised"], 2), (status, (string?)anew!["promised"],
            (int)anew["waiting"]![0]!["units"]!));
    }

    [Fact]
    public async Task Where_the_ledger_has_more_than_was_found_it_is_said_that_it_does_not_count()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Admin);
        await PlaceAsync(client, "one", """[{"product":"rug","units":1}]""");

        var (_, told) = await client.PostAsync("/v1/orders/one/short", Short(1));

        Assert.Null(told!["next_offer"]);
        var words = (string?)told["unfulfillable"]![0]!["message"];
        Assert.Contains("at south", words, StringComparison.Ordinal);
        Assert.Contains("before the shelf is counted; nothing can be promised", words, StringComparison.Ordinal);
    }

    private async Task<ServedShop> OpenAsync(int shards = 1)
    {
        var today = ServedShop.Tomorrow;
        var folder = ExpectedRugs.Copy(corner, today, ExpectedRugs.Share);
        ShardedWorkspace.SetShards(folder, shards);
        return await ServedShop.OpenTomorrowAsync(folder);
    }

    /// <summary>Places an order that is shipped whole or not at all.</summary>
    internal static async Task PlaceAsync(HttpClient client, string code, string items)
    {
        var (status, body) = await client.PostAsync("/v1/orders", $$"""
            {"order":"{{code}}","fill":"fill_or_kill","items":{{items}},"destination":{"region":"dallas"} }
            """);
        Assert.True(status == HttpStatusCode.Created, body?.ToJsonString());
    }

    private static async Task ComeAsync(HttpClient client, int units)
    {
        var (status, body) = await client.PostAsync("/v1/inventory/updates", $$"""
            {"feed":"dock","updates":[
                {"product":"rug","facility":"south","kind":"change","sequence":1,"units":{{units}} }]}
            """);
        Assert.Equal((HttpStatusCode.OK, 1), (status, (int)body!["applied"]!));
    }

    private static string Short(int units) => $$"""
        {"key":"k","lines":[{"product":"rug","facility":"south","units":{{units}} }]}
        """;

    private static int Units(JsonNode order) => order["fulfillments"]!.AsArray()
        .SelectMany(one => one!["items"]!.AsArray()).Sum(item => (int)item!["units"]!);
}
