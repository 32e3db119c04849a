using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Goods that move, told over HTTP; on one shard and on three.</summary>
public sealed class MovementServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_transfer_is_in_transit_until_it_arrives_or_is_lost_and_happens_once(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        var (before, other) = (
            Free(await RowAsync(client, "tea", "south")), Free(await RowAsync(client, "tea", "north")));
        var out4 = Move("t/out", "depart", "tea", "south", 4, ("to", "north"));
        Assert.Equal(["posted"], StatesOf(await PostAsync(client, out4)));
        await AssertAsync(south: -4, underWay: 4, north: 0);

        // Again, also after a restart: nothing more.
        Assert.Equal(["already_posted"], StatesOf(await PostAsync(client, out4)));
        await shop.RestartAsync();
        client = shop.Client(KeyRole.Operator);
        var body = await PostAsync(client, out4, Move("t/in", "arrive", "tea", "north", 3),
            Move("t/lost", "lose_in_transit", "tea", "north", 1), Move("t/more", "arrive", "tea", "north", 1));
        Assert.Equal(["already_posted", "posted", "posted", "refused"], StatesOf(body));
        Assert.Equal((2, 1), ((int)body["posted"]!, (int)body["already_posted"]!));
        Assert.Equal(("not_enough", 0, "/movements/3/units"), ((string?)body["outcomes"]![3]!["code"],
            (int)body["outcomes"]![3]!["free"]!, (string?)body["outcomes"]![3]!["pointer"]));
        await AssertAsync(south: -4, underWay: 0, north: 3);
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());

        async Task AssertAsync(int south, int underWay, int north)
        {
            var (there, here) = (await RowAsync(client, "tea", "south"), await RowAsync(client, "tea", "north"));
            Assert.Equal((before + south, underWay, other + north),
                (Free(there), (int)here["inbound"]!["in_transit"]!, Free(here)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Returns_damage_and_what_leaves_the_house_are_told_of_products_of_all_shards_at_once(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        string[] products = ["tea", "coffee", "bread", "lamp"];
        var before = new List<int>();
        foreach (var product in products)
        {
            before.Add(Free(await RowAsync(client, product, "north")));
        }

        var body = await PostAsync(client, [.. products.SelectMany(product => (JsonObject[])
        [
            Move($"{product}/r1", "return", product, "north", 5),
            Move($"{product}/r2", "return", product, "north", 3, ("is_sellable", false)),
            Move($"{product}/d", "damage", product, "north", 4),
            Move($"{product}/b", "restore", product, "north", 1),
            Move($"{product}/x", "dispose", product, "north", 2),
            Move($"{product}/v", "return_to_vendor", product, "north", 1),
        ])]);
        Assert.All(StatesOf(body), state => Assert.Equal("posted", state));
        for (var i = 0; i < products.Length; i++)
        {
            var row = await RowAsync(client, products[i], "north");
            Assert.Equal((before[i] + 2, 3), (Free(row), (int)row["unfulfillable"]!));
        }

        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_orders_claim_is_not_moved_and_it_is_said_how_many_are_free(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/orders", """
            {"order":"o-1","items":[{"product":"rug","units":1}],"destination":{"region":"dallas"}}
            """)).Status);
        foreach (var (kind, more) in ((string, (string, JsonNode)?)[])
            [("damage", null), ("depart", ("to", "north")), ("change_owner", ("to_owner", "loom"))])
        {
            var refused = (await PostAsync(client, Move($"m-{kind}", kind, "rug", "south", 2, more)))["outcomes"]![0]!;
            Assert.Equal(("refused", "not_enough", 1),
                ((string?)refused["state"], (string?)refused["code"], (int)refused["free"]!));
        }

        Assert.Equal(["posted"], StatesOf(await PostAsync(client, Move("m-damage", "damage", "rug", "south", 1))));
        Assert.Equal("decided", (string?)(await client.ReadAsync("/v1/orders/o-1")).Body!["state"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_owner_changes_and_a_code_that_listings_mark_as_the_retailer_is_refused(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        var tea = Free(await RowAsync(client, "tea", "south"));
        var body = await PostAsync(client, Move("o-1", "change_owner", "tea", "south", 5, ("to_owner", "loom")),
            Move("o-2", "return", "tea", "south", 2, ("owner", "loom")),
            Move("o-3", "change_owner", "tea", "south", 8, ("owner", "loom")),
            Move("o-4", "change_owner", "tea", "south", 7, ("owner", "loom")),
            Move("o-5", "change_owner", "tea", "south", 1, ("owner", "shop")),
            Move("o-6", "change_owner", "tea", "south", 1, ("to_owner", "nobody")),
            Move("o-7", "return", "tea", "south", 1, ("owner", "weaver")),
            Move("o-8", "change_owner", "tea", "south", 1));
        Assert.Equal(["posted", "posted", "refused", "posted", "refused", "refused", "refused", "refused"],
            StatesOf(body));
        Assert.Equal(7, (int)body["outcomes"]![2]!["free"]!);
        Assert.Equal(
            ["/movements/4/owner", "/movements/5/to_owner", "/movements/6/owner", "/movements/7/to_owner"],
            body["outcomes"]!.AsArray().Skip(4).Select(one => (string?)one!["pointer"]));
        Assert.Equal(tea + 2, Free(await RowAsync(client, "tea", "south")));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_cannot_be_taken_is_said_line_by_line_and_the_rest_is_posted(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        var body = await PostAsync(client, Move("a", "vanish", "tea", "south", 1),
            Move("a", "damage", "nothing", "south", 1), Move("a", "damage", "tea", "nowhere", 1),
            Move("a", "damage", "tea", "south", 0), Move("a", "damage", "tea", "south", -3),
            Move("a", "damage", "tea", "south", 3_000_000_000), Move("a", "depart", "tea", "south", 1),
            Move("a", "depart", "tea", "south", 1, ("to", "south")), Move("", "damage", "tea", "south", 1),
            Move("a", "damage", "tea", "south", 1, ("to", "north")),
            Move("a", "damage", "tea", "south", 1, ("at", "2999-01-01T00:00Z")),
            Move("a", "damage", "tea", "south", 1, ("is_sellable", true)), null,
            Move("a", "damage", "tea", "south", 1), Move("a", "damage", "tea", "south", 2),
            Move("a", "damage", "coffee", "south", 1), Move("a", "damage", "tea", "south", 1));
        var outcomes = body["outcomes"]!.AsArray();
        Assert.Equal(
        [
            "kind", "product", "facility", "units", "units", "units", "to", "to", "key", "to", "at", "is_sellable", "",
        ], outcomes.Take(13).Select(one => ((string?)one!["pointer"])!.Split('/').ElementAtOrDefault(3) ?? ""));
        Assert.All(outcomes.Take(13), one => Assert.Equal("bad_value", (string?)one!["code"]));
        Assert.Equal([null, "other_movement", "other_movement", null],
            outcomes.Skip(13).Select(one => (string?)one!["code"]));
        Assert.Equal((1, 1), ((int)body["posted"]!, (int)body["already_posted"]!));

        // A code is of its movement in all shards.
        foreach (var (product, facility) in ((string, string)[])[("coffee", "south"), ("bread", "north")])
        {
            var other = (await PostAsync(client, Move("a", "damage", product, facility, 1)))["outcomes"]![0]!;
            Assert.Equal(("other_movement", "/movements/0/key"), ((string?)other["code"], (string?)other["pointer"]));
        }

        Assert.Equal(1, (int)(await RowAsync(client, "tea", "south"))["unfulfillable"]!);
        foreach (var bad in (string[])["""{"movements":[]}""", """{"movements":[{"key":"a"}]}""", """{"moves":[]}"""])
        {
            Assert.InRange((int)(await client.PostAsync("/v1/inventory/movements", bad)).Status, 400, 422);
        }

        Assert.Equal(HttpStatusCode.Forbidden, (await shop.Client(KeyRole.Shop).PostAsync(
            "/v1/inventory/movements", ApiExamples.All["POST v1/inventory/movements"])).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_was_counted_since_stays_and_what_is_too_long_ago_is_refused(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client(KeyRole.Operator);
        var south = Free(await RowAsync(client, "tea", "south"));
        var at = (Name: "at", Value: (JsonNode)"2025-01-05T10:00Z");
        var body = await PostAsync(client, Move("old", "depart", "tea", "south", 4, ("to", "north"), at));
        Assert.NotNull(body["outcomes"]![0]!["note"]);
        Assert.Equal((south, 4), (Free(await RowAsync(client, "tea", "south")),
            (int)(await RowAsync(client, "tea", "north"))["inbound"]!["in_transit"]!));

        await shop.Plane.Ledger.ForgetAsync(new(2025, 2, 1));
        at.Value = at.Value.DeepClone();
        var refused = (await PostAsync(client, Move("older", "damage", "tea", "south", 4, at)))["outcomes"]![0]!;
        Assert.Equal(("too_old", "/movements/0/at"), ((string?)refused["code"], (string?)refused["pointer"]));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Who_waits_for_what_is_lost_on_the_way_is_cut_and_named(int shards)
    {
        var folder = ExpectedRugs.Copy(corner, ServedShop.Tomorrow, ExpectedRugs.Share);
        ShardedWorkspace.SetShards(folder, shards);
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client();
        Assert.Equal(["posted", "posted"], StatesOf(await PostAsync(client,
            Move("r", "return", "rug", "north", 4), Move("d", "depart", "rug", "north", 4, ("to", "south")))));
        Assert.NotNull((await client.PostAsync("/v1/orders", """
            {"order":"w-1","items":[{"product":"rug","units":5}],"destination":{"region":"dallas"}}
            """)).Body!["waiting"]);

        // Two are there and three are waited for; nine of ten from the vendor cannot be sold, four come from the north.
        await client.PostAsync("/v1/inbound/x/receipts",
            """{"receipt":"r","to":"south","items":[{"product":"rug","units":9,"is_sellable":false}]}""");
        var body = await PostAsync(client, Move("l", "lose_in_transit", "rug", "south", 3));
        Assert.Equal((1, 1), ((int)body["claims_released"]!, (int)body["orders_cut"]!));
        Assert.Equal("""[{"order":"w-1","product":"rug","facility":"south","units":1}]""",
            body["cut_orders"]!.ToJsonString());

        // What arrives goes to who waits.
        Assert.Equal(["posted"], StatesOf(await PostAsync(client, Move("a", "arrive", "rug", "south", 1))));
        var waiting = (await client.ReadAsync("/v1/orders/w-1")).Body!["waiting"]!;
        Assert.Equal("""[{"product":"rug","facility":"south","units":1}]""", waiting.ToJsonString());
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    private async Task<ServedShop> OpenAsync(int shards)
    {
        var folder = corner.Copy();
        corner.Add(folder, "listings", "product,owner,is_retailer", "tea,shop,true", "tea,loom,false",
            "tea,weaver,");
        ShardedWorkspace.SetShards(folder, shards);
        return await ServedShop.OpenTomorrowAsync(folder);
    }

    private static JsonObject Move(
        string key, string kind, string product, string facility, long units, params (string, JsonNode)?[] more)
    {
        var move = new JsonObject
        {
            ["key"] = key, ["kind"] = kind, ["product"] = product, ["facility"] = facility, ["units"] = units,
        };
        foreach (var (name, value) in more.OfType<(string, JsonNode)>())
        {
            move[name] = value;
        }

        return move;
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, params JsonObject?[] moves)
    {
        var told = new JsonArray([.. moves.Select(move => move?.DeepClone())]);
        var (status, body) = await client.PostAsync(
            "/v1/inventory/movements", new JsonObject { ["movements"] = told }.ToJsonString());
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        Assert.Equal(Enumerable.Range(0, moves.Length),
            body!["outcomes"]!.AsArray().Select(one => (int)one!["row"]!));
        return body;
    }

    private static IEnumerable<string?> StatesOf(JsonNode body) =>
        body["outcomes"]!.AsArray().Select(one => (string?)one!["state"]);

    private static async Task<JsonNode> RowAsync(HttpClient client, string product, string facility) =>
        (await client.ReadAsync($"/v1/inventory/{product}")).Body!["facilities"]!.AsArray()
            .FirstOrDefault(row => (string?)row!["facility"] == facility)
        ?? JsonNode.Parse("""{"fulfillable":0,"unfulfillable":0,"inbound":{"ordered":0,"in_transit":0}}""")!;

    private static int Free(JsonNode row) => (int)row["fulfillable"]!;
}
