using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Orders change until they leave: units are not found, customers move.</summary>
public class ChangeServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task What_is_not_found_comes_from_elsewhere_under_the_same_order_and_only_once()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Operator);
        await PlaceAsync(client, "s-1", "tea", 2, "standard");
        var before = (await client.ReadAsync("/v1/orders/s-1")).Body!;
        Assert.Equal("south", FromOf(before));

        var (status, told) = await client.PostAsync("/v1/orders/s-1/short", Short("k-1", "tea", 2));

        Assert.Equal((HttpStatusCode.OK, "decided", "north"), (status, (string?)told!["state"], FromOf(told)));
        Assert.Equal((false, 0), ((bool)told["is_repeated"]!, told["unfulfillable"]!.AsArray().Count));
        Assert.Equal((string?)before["promised"], (string?)told["promised"]);
        Assert.Equal((22, 0), await StockAsync(client, "tea", "south"));
        Assert.Equal((18, 2), await StockAsync(client, "tea", "north"));

        (status, told) = await client.PostAsync("/v1/orders/s-1/short", Short("k-1", "tea", 2));
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)told!["is_repeated"]!));
        (status, told) = await client.PostAsync("/v1/orders/s-1/short", Short("k-1", "tea", 1));
        Assert.Equal((HttpStatusCode.Conflict, "other-report"), (status, told.ProblemOf()));
        Assert.Equal((22, 0), await StockAsync(client, "tea", "south"));

        // The order's own code answers as before.
        Assert.True((bool)(await PlaceAsync(client, "s-1", "tea", 2, "standard"))["is_repeated"]!);
        Assert.Equal(["decided", "short_picked"], await EventsAsync(shop));
        await shop.RestartAsync();
        Assert.Equal("north", FromOf((await shop.Client().ReadAsync("/v1/orders/s-1")).Body!));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
        Assert.Equal(["decided", "short_picked"], await EventsAsync(shop));
    }

    [Fact]
    public async Task What_cannot_come_in_time_is_said_with_what_can_be_had_instead_and_that_is_kept()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Operator);
        await PlaceAsync(client, "s-2", "tea", 3, "one_day");

        var (status, told) = await client.PostAsync("/v1/orders/s-2/short",
            Short("k", "tea", 2).Replace("\"key\"", "\"as\":\"unfulfillable\",\"key\""));

        Assert.Equal((HttpStatusCode.OK, "decided"), (status, (string?)told!["state"]));
        var left = told["unfulfillable"]!.AsArray().Single()!;
        Assert.Equal(("tea", 2, "not_in_time"),
            ((string?)left["product"], (int)left["units"]!, (string?)left["code"]));
        Assert.Equal(1, told["fulfillments"]!.AsArray().Sum(one => one!["items"]!.AsArray().Sum(
            item => (int)item!["units"]!)));
        var row = (await client.ReadAsync("/v1/inventory/tea")).Body!["facilities"]!.AsArray()
            .Single(one => (string?)one!["facility"] == "south")!;
        Assert.Equal(2, (int)row["unfulfillable"]!);
        Assert.Equal(["decided", "short_picked", "part_cut"], await EventsAsync(shop));

        // The offer is one: another order brings it.
        var next = told["next_offer"]!;
        Assert.True(string.CompareOrdinal((string?)next["promised"], (string?)told["promised"]) > 0);
        (status, told) = await client.PostAsync("/v1/orders", $$"""
            {"order":"s-2b","items":[{"product":"tea","units":2}],"destination":{"region":"dallas"},
             "offer":"{{next["offer"]}}"}
            """);
        Assert.Equal((HttpStatusCode.Created, (string?)next["promised"]), (status, (string?)told!["promised"]));
    }

    [Fact]
    public async Task What_an_order_lacked_before_is_said_with_what_it_lacks_since()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Operator);
        await PlaceAsync(client, "s-7", "tea", 3, "one_day");
        await client.PostAsync("/v1/orders/s-7/short", Short("k-1", "tea", 2));

        var (_, told) = await client.PostAsync("/v1/orders/s-7/short", Short("k-2", "tea", 1));

        Assert.Equal(("cut", 3), ((string?)told!["state"], Lacks(told)));
        Assert.Equal(3, Lacks((await client.ReadAsync("/v1/orders/s-7")).Body!));

        static int Lacks(JsonNode answer) =>
            answer["unfulfillable"]!.AsArray().Sum(line => (int)line!["units"]!);
    }

    [Fact]
    public async Task An_order_of_which_nothing_is_left_is_cut_and_what_is_not_claimed_is_not_taken()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Operator);
        await PlaceAsync(client, "s-3", "rug", 1, "standard");

        foreach (var (code, body, problem) in ((string, string, string)[])
        [
            ("s-3", Short("k", "rug", 2), "not-claimed"), ("s-3", Short("k", "tea", 1), "not-claimed"),
            ("s-3", Short("k", "nothing", 1), "bad-value"), ("s-9", Short("k", "rug", 1), "unknown-order"),
            ("s-3", Short("k", "rug", 0), "bad-value"), ("s-3", Short("", "rug", 1), "bad-value"),
            ("s-3", Short("k", "rug", 1).Replace("\"key\"", "\"as\":\"eaten\",\"key\""), "bad-value"),
        ])
        {
            Assert.Equal(problem, (await client.PostAsync($"/v1/orders/{code}/short", body)).Body.ProblemOf());
        }

        var (status, told) = await client.PostAsync("/v1/orders/s-3/short", Short("k", "rug", 1));

        // The other rug there is not counted on: whoever looked would have found it.
        Assert.Equal((HttpStatusCode.OK, "cut"), (status, (string?)told!["state"]));
        Assert.Equal("out_of_stock", (string?)told["unfulfillable"]!.AsArray().Single()!["code"]);
        Assert.Null(told["next_offer"]);
        Assert.Equal((1, 0), await StockAsync(client, "rug", "south"));
        Assert.Equal(["decided", "short_picked", "part_cut", "cut"], await EventsAsync(shop));
        Assert.Equal("out-of-turn",
            (await client.PostAsync("/v1/orders/s-3/short", Short("k2", "rug", 1))).Body.ProblemOf());
        Assert.Equal(HttpStatusCode.Forbidden,
            (await shop.Client(KeyRole.Shop).PostAsync("/v1/orders/s-3/short", Short("k2", "rug", 1))).Status);
    }

    [Fact]
    public async Task An_order_goes_elsewhere_as_promised_with_its_own_last_units()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Shop);
        var placed = await PlaceAsync(client, "a-1", "rug", 2, "standard");

        var (status, told) = await client.PostAsync("/v1/orders/a-1/address", Address("HOUSTON"));

        Assert.Equal((HttpStatusCode.OK, "houston", false),
            (status, (string?)told!["region"], (bool)told["is_repeated"]!));
        Assert.Equal((string?)placed["promised"], (string?)told["promised"]);
        Assert.True((bool)(await client.PostAsync("/v1/orders/a-1/address", Address("houston"))).Body!["is_repeated"]!);
        Assert.True((bool)(await PlaceAsync(client, "a-1", "rug", 2, "standard"))["is_repeated"]!);
        var events = await shop.Plane.Events.ReadAsync(new(0, 0), 10, CancellationToken.None);
        Assert.Contains("\"houston\"", CloudEvent.Write(events[1], shop.Plane.View.Catalog), StringComparison.Ordinal);
        Assert.Equal(["decided", "readdressed"], await EventsAsync(shop));

        await shop.RestartAsync();
        client = shop.Client();
        Assert.Equal("houston", (string?)(await client.ReadAsync("/v1/orders/a-1")).Body!["region"]);

        // And back again, and away again: each is a change of its own.
        foreach (var to in (string[])["dallas", "houston", "dallas"])
        {
            told = (await client.PostAsync("/v1/orders/a-1/address", Address(to))).Body!;
            Assert.Equal((to, false), ((string?)told["region"], (bool)told["is_repeated"]!));
        }

        await client.PostAsync("/v1/orders/a-1/ship", "{}");
        Assert.Equal("out-of-turn",
            (await client.PostAsync("/v1/orders/a-1/address", Address("houston"))).Body.ProblemOf());
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Fact]
    public async Task A_promise_that_cannot_be_kept_elsewhere_is_changed_only_if_the_customer_takes_a_later_one()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Shop);
        var promised = (string?)(await PlaceAsync(client, "a-2", "rug", 1, "one_day"))["promised"];
        await PlaceAsync(client, "a-3", "rug", 1, "one_day");

        var (status, told) = await client.PostAsync("/v1/orders/a-2/address", Address("chicago"));

        Assert.Equal((HttpStatusCode.Conflict, "cannot-keep-promise"), (status, told.ProblemOf()));
        Assert.Equal("not_in_time", (string?)told!["unfulfillable"]!.AsArray().Single()!["code"]);
        var next = told["next_offer"]!;
        Assert.True(string.CompareOrdinal((string?)next["promised"], promised) > 0);
        var same = (await client.ReadAsync("/v1/orders/a-2")).Body!;
        Assert.Equal(("dallas", promised), ((string?)same["region"], (string?)same["promised"]));
        Assert.Equal("bad-value", (await client.PostAsync("/v1/orders/a-2/address",
            Address("milwaukee", $"\"offer\":\"{next["offer"]}\""))).Body.ProblemOf());

        told = (await client.PostAsync("/v1/orders/a-2/address",
            Address("chicago", $"\"offer\":\"{next["offer"]}\""))).Body!;
        Assert.Equal(("chicago", (string?)next["promised"]), ((string?)told["region"], (string?)told["promised"]));

        told = (await client.PostAsync("/v1/orders/a-3/address", Address("chicago", "\"accept_later\":true"))).Body!;
        Assert.Equal(("chicago", (string?)next["promised"]), ((string?)told["region"], (string?)told["promised"]));
        Assert.Equal(["decided", "decided", "readdressed", "readdressed"], await EventsAsync(shop));
    }

    [Fact]
    public async Task What_counts_as_being_picked_goes_where_it_was_to_go()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        await PlaceAsync(client, "a-4", "tea", 1, "one_day");
        await PlaceAsync(client, "a-5", "tea", 1, "standard", "\"action\":\"hold\",");
        Assert.Equal("out-of-turn",
            (await client.PostAsync("/v1/orders/a-5/address", Address("houston"))).Body.ProblemOf());
        Assert.Equal("unknown-order",
            (await client.PostAsync("/v1/orders/a-6/address", Address("houston"))).Body.ProblemOf());
        Assert.Equal("bad-value", (await client.PostAsync("/v1/orders/a-4/address", Address("moon"))).Body.ProblemOf());

        // Its departure is at 17:00 in Dallas, 22:00 or 23:00 in UTC.
        shop.Clock.Shift += TimeSpan.FromHours(8);
        Assert.Equal("being-picked",
            (await client.PostAsync("/v1/orders/a-4/address", Address("houston"))).Body.ProblemOf());
    }

    [Fact]
    public async Task Units_that_are_only_held_are_told_from_those_that_are_decided()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        await PlaceAsync(client, "h-1", "tea", 2, "standard", "\"action\":\"hold\",");
        await PlaceAsync(client, "h-2", "tea", 3, "standard");
        Assert.Equal((5, 2, 3), await ReservedAsync());
        await client.PostAsync("/v1/orders/h-1/commit", "");
        Assert.Equal((5, 0, 5), await ReservedAsync());

        async Task<(int, int, int)> ReservedAsync()
        {
            var rows = (await client.ReadAsync("/v1/inventory/tea")).Body!["facilities"]!.AsArray();
            int Sum(string cause) => rows.Sum(row => (int)row!["reserved"]![cause]!);
            return (Sum("orders"), Sum("held"), Sum("decided"));
        }
    }

    /// <summary>How many shards its ledger has.</summary>
    protected virtual int Shards => 1;

    private Task<ServedShop> OpenAsync()
    {
        var folder = corner.Copy();
        ShardedWorkspace.SetShards(folder, Shards);
        return ServedShop.OpenTomorrowAsync(folder);
    }

    private static async Task<JsonNode> PlaceAsync(
        HttpClient client, string code, string product, int units, string speed, string more = "") =>
        (await client.PostAsync("/v1/orders", $$"""
            {"order":"{{code}}",{{more}}"items":[{"product":"{{product}}","units":{{units}}}],
             "destination":{"region":"dallas"},"speed":"{{speed}}"}
            """)).Body!;

    private static string Short(string key, string product, int units) => $$"""
        {"key":"{{key}}","lines":[{"product":"{{product}}","facility":"south","units":{{units}}}]}
        """;

    private static string Address(string region, string? more = null) =>
        $$"""{"destination":{"region":"{{region}}"}{{(more is null ? "" : "," + more)}}}""";

    private static string? FromOf(JsonNode order) => (string?)order["fulfillments"]!.AsArray().Single()!["from"];

    private static async Task<(int Free, int Held)> StockAsync(HttpClient client, string product, string facility)
    {
        var row = (await client.ReadAsync($"/v1/inventory/{product}")).Body!["facilities"]!.AsArray()
            .Single(one => (string?)one!["facility"] == facility)!;
        return ((int)row["fulfillable"]!, (int)row["reserved"]!["orders"]!);
    }

    private static async Task<IEnumerable<string>> EventsAsync(ServedShop shop) =>
        (await shop.Plane.Events.ReadAsync(new(0, 0), 100, CancellationToken.None))
            .Select(one => CloudEvent.TypeOf(one.Change).Split('.')[^1]);
}
