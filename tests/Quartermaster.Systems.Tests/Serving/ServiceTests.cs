using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What clients meet: addresses, keys, promises, orders and stock, over real connections.</summary>
public sealed class ServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Tea = """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";

    [Fact]
    public async Task Every_example_of_the_document_is_taken()
    {
        // In the morning, when nothing counts as being picked yet.
        await using var shop = await ServedShop.OpenTomorrowAsync(corner.Copy());
        var client = shop.Client();
        var document = (await client.ReadAsync("/openapi/v1.json")).Body!;
        var option = "";
        foreach (var (name, example) in ApiExamples.All)
        {
            var address = "/" + name.Split(' ')[1];
            Assert.True(document["paths"]![address]!["post"]!["requestBody"]!["content"]!["application/json"]!
                ["example"] is not null, name);
            var (status, body) = await client.PostAsync(
                address.Replace("{order}", "web-1001").Replace(
                    "{shipment}", example.Contains("{option}", StringComparison.Ordinal) ? "asn-78" : "asn-77"),
                example.Replace("{option}", option));
            option = (string?)body?["options"]?[0]!["option"] ?? option;
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.Created, $"{name}: {status} {body}");
            Assert.Empty(body!["refused"]?.AsArray() ?? []);
            Assert.All(body["outcomes"]?.AsArray() ?? [], one => Assert.Equal("posted", (string?)one!["state"]));
        }
    }

    [Fact]
    public async Task Nothing_but_health_is_without_a_key_and_roles_are_kept()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var (nobody, reader) = (shop.Client(role: null), shop.Client(KeyRole.Reader));
        var paths = (await shop.Client().ReadAsync("/openapi/v1.json")).Body!["paths"]!.AsObject();
        Assert.True(paths.Count >= 12);
        foreach (var (path, methods) in paths)
        {
            Assert.All(methods!.AsObject(), one => Assert.Equal(
                path.Count(letter => letter == '{'),
                one.Value!["parameters"]?.AsArray().Count(asked => (string?)asked!["in"] == "path") ?? 0));
            foreach (var (method, operation) in methods!.AsObject())
            {
                var (status, body) = await nobody.SendAsync(new(method.ToUpperInvariant()), path,
                    method == "post" ? "{}" : null);
                var isOpen = path.StartsWith("/health/", StringComparison.Ordinal);
                Assert.Equal(isOpen ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, status);
                Assert.Equal(isOpen ? null : "no-key", body.ProblemOf());
                if (operation!["description"]?.ToString().Contains("role reader", StringComparison.Ordinal) == false)
                {
                    (status, body) = await reader.SendAsync(new(method.ToUpperInvariant()), path,
                        method == "post" ? "{}" : null);
                    Assert.Equal((HttpStatusCode.Forbidden, "not-allowed"), (status, body.ProblemOf()));
                }
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.ReadAsync("/nothing")).Status);
        Assert.Equal("unknown-address", (await reader.ReadAsync("/nothing")).Body.ProblemOf());
        Assert.Equal("not-a-method", (await reader.ReadAsync("/v1/promises")).Body.ProblemOf());
    }

    [Fact]
    public async Task An_order_given_twice_is_one_order_and_other_content_is_refused()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Shop);
        var order = """{"order":"a/1","items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";
        var free = await FreeAsync(client, "tea");
        var (first, placed) = await client.PostAsync("/v1/orders", order);
        var (second, again) = await client.PostAsync("/v1/orders", order);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first, second));
        Assert.Equal((false, true), ((bool)placed!["is_repeated"]!, (bool)again!["is_repeated"]!));
        Assert.Equal((string?)placed["promised"], (string?)again["promised"]);
        Assert.Equal(free - 2, await FreeAsync(client, "tea"));

        var (status, body) = await client.PostAsync("/v1/orders", order.Replace(":2", ":3"));
        Assert.Equal((HttpStatusCode.Conflict, "other-order"), (status, body.ProblemOf()));
        Assert.Equal("decided", (string?)(await client.ReadAsync("/v1/orders/a%2F1")).Body!["state"]);
        foreach (var isRepeated in (bool[])[false, true])
        {
            var cancelled = (await client.PostAsync("/v1/orders/a%2F1/cancel", "")).Body!;
            Assert.Equal(("cancelled", isRepeated),
                ((string?)cancelled["state"], (bool)cancelled["is_repeated"]!));
        }

        Assert.Equal("cancelled", (string?)(await client.ReadAsync("/v1/orders/a%2F1")).Body!["state"]);
        Assert.Equal(free, await FreeAsync(client, "tea"));
    }

    [Fact]
    public async Task A_held_order_is_committed_in_time_or_free_again()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Shop);
        var order = """
            {"order":"h","items":[{"product":"tea","units":2}],"destination":{"region":"dallas"},"action":"hold"}
            """;
        var free = await FreeAsync(client, "tea");
        Assert.Equal("held", (string?)(await client.PostAsync("/v1/orders", order)).Body!["state"]);
        Assert.Equal("decided", (string?)(await client.PostAsync("/v1/orders/h/commit", "")).Body!["state"]);
        await client.PostAsync("/v1/orders", order.Replace("\"h\"", "\"late\""));
        Assert.Equal(free - 4, await FreeAsync(client, "tea"));
        shop.Clock.Shift += TimeSpan.FromMinutes(16);
        var (status, body) = await client.PostAsync("/v1/orders/late/commit", "");
        Assert.Equal((HttpStatusCode.Conflict, "out-of-turn"), (status, body.ProblemOf()));
        Assert.Equal(free - 2, await FreeAsync(client, "tea"));
    }

    [Fact]
    public async Task Fill_or_kill_takes_nothing_fill_available_what_there_is_and_fill_all_holds_it()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Shop);
        string Order(string code, string fill) => $$"""
            {"order":"{{code}}","items":[{"product":"tea","units":1},{"product":"lamp","units":90000}],
             "destination":{"region":"dallas"},"fill":"{{fill}}"}
            """;
        var (status, body) = await client.PostAsync("/v1/orders", Order("k", "fill_or_kill"));
        Assert.Equal((HttpStatusCode.Conflict, "unfulfillable"), (status, body.ProblemOf()));
        Assert.Equal("lamp", (string?)body!["unfulfillable"]![0]!["product"]);
        Assert.Equal(HttpStatusCode.NotFound, (await client.ReadAsync("/v1/orders/k")).Status);

        body = (await client.PostAsync("/v1/orders", Order("a", "fill_available"))).Body;
        Assert.Equal(("decided", "out_of_stock"),
            ((string?)body!["state"], (string?)body["unfulfillable"]![0]!["code"]));
        body = (await client.PostAsync("/v1/orders", Order("w", "fill_all"))).Body;
        Assert.Equal("held", (string?)body!["state"]);
        Assert.NotNull(body["held_until"]);
        body = (await client.PostAsync("/v1/orders", Order("w", "fill_all"))).Body;
        Assert.Equal(("lamp", 2), ((string?)body!["unfulfillable"]![0]!["product"], body["items"]!.AsArray().Count));
    }

    [Fact]
    public async Task An_offer_is_kept_or_refused_and_cannot_be_changed()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Admin);
        var offer = (await client.PostAsync("/v1/promises", Tea)).Body!["offers"]!.AsArray()[^1]!;
        string Order(string code, string token, int units = 2) => $$"""
            {"order":"{{code}}","items":[{"product":"tea","units":{{units}}}],"destination":{"region":"dallas"},
             "offer":"{{token}}","fill":"fill_or_kill"}
            """;
        var token = (string)offer["offer"]!;
        var (status, body) = await client.PostAsync("/v1/orders", Order("o1", token));
        Assert.Equal((HttpStatusCode.Created, (string?)offer["promised"]), (status, (string?)body!["promised"]));

        foreach (var bad in (string[])[Order("o2", token, 3), Order("o2", token[..^2] + "AA"), Order("o2", "x")])
        {
            (status, body) = await client.PostAsync("/v1/orders", bad);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "/offer"), (status, (string?)body!["pointer"]));
        }

        // All tea goes elsewhere: the offer cannot be kept any more.
        var stock = (await client.ReadAsync("/v1/inventory/tea")).Body!["facilities"]!.AsArray();
        var updates = stock.Select(row => $$"""
            {"product":"tea","facility":"{{row!["facility"]}}","sequence":1,"units":{{row["reserved"]!["orders"]}}}
            """);
        body = (await client.PostAsync(
            "/v1/inventory/updates", $$"""{"feed":"w","updates":[{{string.Join(',', updates)}}]}""")).Body;
        Assert.Equal((stock.Count, 0), ((int)body!["applied"]!, (int)body["claims_released"]!));
        (status, body) = await client.PostAsync("/v1/orders", Order("o3", token));
        Assert.Equal((HttpStatusCode.Conflict, "offer-changed"), (status, body.ProblemOf()));
        var service = (await client.ReadAsync("/v1/service")).Body!;
        Assert.Equal((2, 1), ((int)service["offers"]!, (int)service["offers_honored"]!));

        shop.Clock.Shift += TimeSpan.FromHours(1);
        (status, body) = await client.PostAsync("/v1/orders", Order("o4", token));
        Assert.Equal((HttpStatusCode.Conflict, "offer-ended"), (status, body.ProblemOf()));

        // Whoever got no answer asks again, however late.
        (status, body) = await client.PostAsync("/v1/orders", Order("o1", token));
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)body!["is_repeated"]!));
    }

    [Fact]
    public async Task An_offer_is_kept_whole_or_not_at_all_however_the_order_may_be_filled()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Admin);
        var offer = (await client.PostAsync("/v1/promises", """
            {"items":[{"product":"tea","units":2},{"product":"lamp"}],"destination":{"region":"dallas"}}
            """)).Body!["offers"]!.AsArray()[^1]!;
        var stock = (await client.ReadAsync("/v1/inventory/lamp")).Body!["facilities"]!.AsArray();
        var updates = stock.Select(row =>
            $$"""{"product":"lamp","facility":"{{row!["facility"]}}","sequence":1,"units":0}""");
        await client.PostAsync(
            "/v1/inventory/updates", $$"""{"feed":"w","updates":[{{string.Join(',', updates)}}]}""");
        var (status, body) = await client.PostAsync("/v1/orders", $$"""
            {"order":"p","items":[{"product":"tea","units":2},{"product":"lamp"}],
             "destination":{"region":"dallas"},"offer":"{{offer["offer"]}}"}
            """);
        Assert.Equal((HttpStatusCode.Conflict, "offer-changed"), (status, body.ProblemOf()));
        Assert.Equal(HttpStatusCode.NotFound, (await client.ReadAsync("/v1/orders/p")).Status);
    }

    [Fact]
    public async Task Good_and_damaged_units_of_more_than_was_announced_all_come_in()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Operator);
        var free = await FreeAsync(client, "lamp");
        await client.PostAsync("/v1/inbound", ApiExamples.All["POST v1/inbound"]);
        var (status, _) = await client.PostAsync("/v1/inbound/asn-77/receipts", """
            {"receipt":"r","to":"south","items":[{"product":"lamp","units":12},
             {"product":"lamp","units":1,"is_sellable":false}]}
            """);
        Assert.Equal((HttpStatusCode.Created, free + 12), (status, await FreeAsync(client, "lamp")));
        Assert.Equal(0, await OrderedAsync(client));
    }

    [Fact]
    public async Task A_promise_says_what_is_offered_and_why_the_rest_is_not()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Reader);
        var body = (await client.PostAsync("/v1/promises", """
            {"items":[{"product":"tea","units":2},{"product":"lamp"}],"destination":{"region":"DALLAS"}}
            """)).Body!;
        Assert.Equal(5, body["offers"]!.AsArray().Count + body["not_offered"]!.AsArray().Count);
        Assert.Equal(2, body["split"]!.AsArray().Count);
        Assert.Equal("together", (string?)body["preferred"]);
        Assert.All(body["not_offered"]!.AsArray(), one => Assert.NotEmpty((string)one!["message"]!));

        var batch = (await client.PostAsync("/v1/promises/batch", """
            {"carts":[{"items":[{"product":"tea","units":2},{"product":"lamp"}],"destination":{"region":"dallas"},
              "quotes":false},
             {"items":[{"product":"nothing"}],"destination":{"region":"dallas"}}]}
            """)).Body!["answers"]!.AsArray();
        Assert.Equal("/carts/1/items/0/product", (string?)batch[1]!["problem"]!["pointer"]);
        var offers = batch[0]!["promise"]!["offers"]!.AsArray();
        Assert.Equal(body["offers"]!.AsArray().Select(one => (string?)one!["promised"]),
            offers.Select(one => (string?)one!["promised"]));
        Assert.All(offers, one => Assert.Null(one!["offer"]));

        // Each line of a cart by itself, as asked alone.
        static IEnumerable<(string?, string?, string?)> Lines(JsonNode promise) => promise["split"]!.AsArray()
            .SelectMany(line => line!["offers"]!.AsArray().Select(one =>
                ((string?)line["product"], (string?)one!["speed"], (string?)one["promised"])));
        Assert.Equal(Lines(body), Lines(batch[0]!["promise"]!));
        batch = (await client.PostAsync("/v1/promises/batch", """
            {"carts":[{"items":[{"product":"tea","units":2},{"product":"lamp"}],"destination":{"region":"dallas"},
              "split":false,"speeds":["standard"]},
             {"items":[{"product":"lamp"},{"product":"tea","units":2}],"destination":{"region":"dallas"},
              "speeds":["standard"]},
             {"items":[{"product":"lamp"}],"destination":{"region":"dallas"}}]}
            """)).Body!["answers"]!.AsArray();
        Assert.Equal([false, true, false], batch.Select(one => one!["promise"]!["split"] is not null));
        Assert.Equal([false, true, false], batch.Select(one => one!["promise"]!["preferred"] is not null));
        Assert.Equal(Lines(body).Where(line => line.Item2 == "standard"), Lines(batch[1]!["promise"]!));
    }

    [Fact]
    public async Task Goods_that_are_announced_arrive_once()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Operator);
        var free = await FreeAsync(client, "lamp");
        var announced = ApiExamples.All["POST v1/inbound"];
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/inbound", announced)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/inbound", announced)).Status);
        Assert.Equal("other-shipment",
            (await client.PostAsync("/v1/inbound", announced.Replace(": 12", ": 13"))).Body.ProblemOf());
        Assert.Equal(12, await OrderedAsync(client));
        var receipt = ApiExamples.All["POST v1/inbound/{shipment}/receipts"];
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/inbound/asn-77/receipts", receipt)).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/inbound/asn-77/receipts", receipt)).Status);
        Assert.Equal((free + 11, 0), (await FreeAsync(client, "lamp"), await OrderedAsync(client)));
    }

    private static async Task<int> OrderedAsync(HttpClient client) =>
        (await client.ReadAsync("/v1/inventory/lamp")).Body!["facilities"]!.AsArray()
            .Sum(row => (int)row!["inbound"]!["ordered"]!);

    private static async Task<int> FreeAsync(HttpClient client, string product) =>
        (await client.ReadAsync($"/v1/inventory/{product}")).Body!["facilities"]!.AsArray()
            .Sum(row => (int)row!["fulfillable"]!);
}
