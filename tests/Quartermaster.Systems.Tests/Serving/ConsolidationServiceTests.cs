using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Orders that name a customer, over HTTP: they share a parcel, and who orders outlives a restart.</summary>
public sealed class ConsolidationServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task A_customers_second_order_leaves_with_the_first_one_and_the_shop_is_told()
    {
        await using var shop = await ServedShop.OpenTomorrowAsync(corner.Copy());
        var client = shop.Client(KeyRole.Operator);
        foreach (var (code, product, customer) in ((string, string, string?)[])[
            ("s-1", "lamp", "ann"), ("s-2", "tea", "ann"), ("s-3", "tea", "bob"), ("s-4", "tea", null)])
        {
            var (placed, _) = await client.PostAsync("/v1/orders", Body(code, product, customer));
            Assert.Equal(HttpStatusCode.Created, placed);
        }

        Assert.Equal(["north", "south", "south", "south"], await FromAsync(client));
        var promised = (string?)(await client.ReadAsync("/v1/orders/s-2")).Body!["promised"];

        var (status, told) = await client.PostAsync("/v1/backlog/re-evaluate", "");

        Assert.Equal((HttpStatusCode.OK, 4, 1), (status, (int)told!["open"]!, (int)told["moved"]!));
        Assert.Equal((1, 1, 2.764m), ((int)told["parcels_saved"]!, (int)told["parcels_shared"]!,
            (decimal)told["saved"]!["together"]!));
        Assert.Equal(["north", "north", "south", "south"], await FromAsync(client));
        Assert.Equal(promised, (string?)(await client.ReadAsync("/v1/orders/s-2")).Body!["promised"]);
        var events = await shop.Plane.Events.ReadAsync(new(0, 0), 10, CancellationToken.None);
        Assert.Equal(["s-2"], events.Where(one => CloudEvent.TypeOf(one.Change) == "quartermaster.order.moved")
            .Select(one => one.Ask?.Code));

        // Who orders is in the log: after a restart the two still share a parcel, and nothing else moves.
        await shop.RestartAsync();
        client = shop.Client(KeyRole.Operator);
        told = (await client.PostAsync("/v1/backlog/re-evaluate", "")).Body!;
        Assert.Equal((0, 1), ((int)told["moved"]!, (int)told["parcels_shared"]!));
    }

    [Fact]
    public async Task The_same_code_of_another_customer_is_another_order_and_a_code_has_its_limits()
    {
        await using var shop = await ServedShop.OpenTomorrowAsync(corner.Copy());
        var client = shop.Client(KeyRole.Shop);
        await client.PostAsync("/v1/orders", Body("t-1", "tea", "ann"));

        var (again, answer) = await client.PostAsync("/v1/orders", Body("t-1", "tea", "ann"));
        Assert.Equal((HttpStatusCode.OK, true), (again, (bool)answer!["is_repeated"]!));
        foreach (var customer in (string?[])["bob", null])
        {
            var (other, problem) = await client.PostAsync("/v1/orders", Body("t-1", "tea", customer));
            Assert.Equal((HttpStatusCode.Conflict, "other-order"), (other, problem.ProblemOf()));
        }

        foreach (var customer in (string[])["", new('x', 101)])
        {
            var (bad, problem) = await client.PostAsync("/v1/orders", Body("t-2", "tea", customer));
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "/customer"), (bad, (string?)problem!["pointer"]));
        }
    }

    private static string Body(string code, string product, string? customer) => new JsonObject
    {
        ["order"] = code, ["items"] = new JsonArray(new JsonObject { ["product"] = product }),
        ["destination"] = new JsonObject { ["region"] = "dallas" }, ["speed"] = "standard", ["customer"] = customer,
    }.ToJsonString();

    private static async Task<string?[]> FromAsync(HttpClient client)
    {
        var from = new List<string?>();
        foreach (var order in (string[])["s-1", "s-2", "s-3", "s-4"])
        {
            from.Add((string?)(await client.ReadAsync($"/v1/orders/{order}")).Body!["fulfillments"]![0]!["from"]);
        }

        return [.. from];
    }
}
