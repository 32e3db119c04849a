using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Options for a vendor's shipment: asked for, confirmed, received; on one shard and on three.</summary>
public sealed class InboundOptionTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Ask = """
        {"shipment":"s1","from":"import","items":[{"product":"tea","units":60},{"product":"coffee","units":48},
         {"product":"bread","units":30}]}
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_shipment_goes_as_its_option_says_and_is_received_there(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        var before = await StockAsync(client);
        var options = await OptionsAsync(client, Ask);
        Assert.Equal("recommended", (string?)options[0]["kind"]);
        Assert.True(options.Length >= 2);
        foreach (var option in options)
        {
            Assert.Equal((decimal)option["fee"]!,
                option["parts"]!.AsArray().Sum(part => (decimal)part!["amount"]!));
            Assert.True((decimal)options[0]["fee"]! <= (decimal)option["fee"]!);

            // 138 units at 0.05 and 0.20; a line of food costs nothing.
            Assert.Equal((6.9m, 27.6m, 0m),
                (Part(option, "receiving"), Part(option, "picking"), Part(option, "lines")));
            Assert.True(Part(option, "freight") > 0 && Part(option, "storage") > 0);
            Assert.Equal((60, 48, 30), (Sent(option, "tea"), Sent(option, "coffee"), Sent(option, "bread")));
        }

        // Asking claims nothing, and says the same again.
        Assert.Equal(before, await StockAsync(client));
        Assert.Equal(options.Select(Told), (await OptionsAsync(client, Ask)).Select(Told));

        var (status, told) = await ConfirmAsync(client, "s1", options[0]);
        Assert.Equal((HttpStatusCode.Created, false), (status, (bool)told!["is_repeated"]!));
        Assert.True(JsonNode.DeepEquals(options[0]["centers"], told["centers"]));
        var ordered = await StockAsync(client);
        foreach (var (product, facility, units) in Split(options[0]))
        {
            Assert.Equal(units, ordered[(product, facility)].Ordered
                - before.GetValueOrDefault((product, facility)).Ordered);
        }

        Assert.Equal(before.Values.Sum(one => one.Ordered) + 138, ordered.Values.Sum(one => one.Ordered));

        // Again, also after a restart and when the option has ended.
        (status, told) = await ConfirmAsync(client, "s1", options[0]);
        Assert.Equal((HttpStatusCode.OK, true), (status, (bool)told!["is_repeated"]!));
        Assert.Equal((HttpStatusCode.Conflict, "other-shipment"), Of(await ConfirmAsync(client, "s1", options[1])));
        await shop.RestartAsync();
        shop.Clock.Shift += TimeSpan.FromMinutes(60);
        client = shop.Client();
        Assert.Equal(HttpStatusCode.OK, (await ConfirmAsync(client, "s1", options[0])).Status);
        Assert.Equal(ordered, await StockAsync(client));

        foreach (var center in options[0]["centers"]!.AsArray())
        {
            var receipt = $$"""
                {"receipt":"r","to":"{{center!["to"]}}","items":{{center["items"]!.ToJsonString()}} }
                """;
            receipt = receipt.Replace("\"r\"", $"\"r-{center["to"]}\"", StringComparison.Ordinal);
            var received = await client.PostAsync("/v1/inbound/s1/receipts", receipt);
            Assert.Equal((HttpStatusCode.Created, true), (received.Status, (bool)received.Body!["is_announced"]!));
        }

        var after = await StockAsync(client);
        foreach (var (product, facility, units) in Split(options[0]))
        {
            Assert.Equal(units, after[(product, facility)].Free
                - before.GetValueOrDefault((product, facility)).Free);
            Assert.Equal(before.GetValueOrDefault((product, facility)).Ordered, after[(product, facility)].Ordered);
        }

        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task What_has_ended_was_altered_or_is_of_another_shipment_is_refused_and_changes_nothing(int shards)
    {
        await using var shop = await OpenAsync(shards);
        var client = shop.Client();
        var before = await StockAsync(client);
        var option = (await OptionsAsync(client, Ask))[0];
        var text = (string)option["option"]!;
        for (var at = 0; at < text.Length; at += 7)
        {
            var altered = text[..at] + (text[at] == 'A' ? 'B' : 'A') + text[(at + 1)..];
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "bad-value"),
                Of(await client.PostAsync("/v1/inbound/s1/confirm", $$"""{"option":"{{altered}}"}""")));
        }

        foreach (var bad in (string[])["", "A", "AAAA", "{option}", text[..^1], text + "A", new('A', 5_000)])
        {
            var (status, body) = await client.PostAsync("/v1/inbound/s1/confirm", $$"""{"option":"{{bad}}"}""");
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "/option"), (status, (string?)body!["pointer"]));
            Assert.NotNull(body["next"]);
        }

        Assert.Equal("bad-value", (await ConfirmAsync(client, "s2", option)).Body.ProblemOf());
        shop.Clock.Shift += TimeSpan.FromMinutes(17);
        Assert.Equal((HttpStatusCode.Conflict, "option-ended"), Of(await ConfirmAsync(client, "s1", option)));
        Assert.Equal(before, await StockAsync(client));

        // A code that was announced otherwise is taken.
        await client.PostAsync("/v1/inbound", """
            {"shipment":"s1","to":"south","items":[{"product":"tea","units":1}]}
            """);
        option = (await OptionsAsync(client, Ask))[0];
        Assert.Equal((HttpStatusCode.Conflict, "other-shipment"), Of(await ConfirmAsync(client, "s1", option)));
    }

    [Theory]
    [InlineData("""{"shipment":"s","items":[{"product":"nothing","units":1}]}""", "/items/0/product")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea","units":0}]}""", "/items/0/units")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea"},{"product":"lamp","units":-3}]}""", "/items/1/units")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea","units":100000001}]}""", "/items/0/units")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea"},{"product":"tea"}]}""", "/items/1/product")]
    [InlineData("""{"shipment":"s","items":[]}""", "/items")]
    [InlineData("""{"shipment":"s","items":[null]}""", "/items/0")]
    [InlineData("""{"shipment":"","items":[{"product":"tea"}]}""", "/shipment")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea"}],"from":"nobody"}""", "/from")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea"}],"arrives":"2020-01-01"}""", "/arrives")]
    [InlineData("""{"shipment":"s","items":[{"product":"tea"}],"arrives":"tomorrow"}""", "/arrives")]
    public async Task What_cannot_be_used_says_where(string ask, string pointer)
    {
        await using var shop = await OpenAsync(1);
        var (status, body) = await shop.Client().PostAsync("/v1/inbound/options", ask);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, pointer), (status, (string?)body!["pointer"]));
        Assert.NotNull(body["next"]);
    }

    [Fact]
    public async Task Units_that_a_place_cannot_have_on_order_are_refused_whole()
    {
        await using var shop = await OpenAsync(3);
        var client = shop.Client();
        for (var i = 0; i < 40; i++)
        {
            var ask = $$"""
                {"shipment":"big{{i}}","items":[{"product":"tea","units":100000000},{"product":"coffee","units":1}]}
                """;
            var before = await StockAsync(client);
            var told = await ConfirmAsync(client, $"big{i}", (await OptionsAsync(client, ask))[^1]);
            if (told.Status == HttpStatusCode.UnprocessableEntity)
            {
                Assert.Equal(before, await StockAsync(client));
                Assert.Empty(await shop.Plane.Ledger.CheckAsync());
                return;
            }

            Assert.Equal(HttpStatusCode.Created, told.Status);
        }

        Assert.Fail("There is no limit to what is on order at a place.");
    }

    private async Task<ServedShop> OpenAsync(int shards)
    {
        var folder = corner.Copy();
        if (shards > 1)
        {
            ShardedWorkspace.SetShards(folder, shards);
        }

        return await ServedShop.OpenTomorrowAsync(folder);
    }

    private static async Task<JsonNode[]> OptionsAsync(HttpClient client, string ask)
    {
        var (status, body) = await client.PostAsync("/v1/inbound/options", ask);
        Assert.True(status == HttpStatusCode.OK, body?.ToJsonString());
        return [.. body!["options"]!.AsArray().Select(option => option!)];
    }

    private static Task<(HttpStatusCode Status, JsonNode? Body)> ConfirmAsync(
        HttpClient client, string shipment, JsonNode option) => client.PostAsync(
            $"/v1/inbound/{shipment}/confirm", $$"""{"option":"{{option["option"]}}"}""");

    private static (HttpStatusCode, string?) Of((HttpStatusCode Status, JsonNode? Body) answer) =>
        (answer.Status, answer.Body.ProblemOf());

    // Everything but the text, which carries its expiry.
    private static string Told(JsonNode option) =>
        $"{option["kind"]} {option["fee"]} {option["parts"]!.ToJsonString()} {option["centers"]!.ToJsonString()}";

    private static decimal Part(JsonNode option, string code) => option["parts"]!.AsArray()
        .Where(part => (string?)part!["code"] == code).Sum(part => (decimal)part!["amount"]!);

    private static int Sent(JsonNode option, string product) =>
        Split(option).Where(row => row.Product == product).Sum(row => row.Units);

    private static IEnumerable<(string Product, string Facility, int Units)> Split(JsonNode option) =>
        from center in option["centers"]!.AsArray()
        from item in center["items"]!.AsArray()
        select ((string)item["product"]!, (string)center["to"]!, (int)item["units"]!);

    private static async Task<Dictionary<(string, string), (long Free, long Ordered)>> StockAsync(HttpClient client)
    {
        var stock = new Dictionary<(string, string), (long, long)>();
        foreach (var product in (string[])["tea", "coffee", "bread"])
        {
            foreach (var row in (await client.ReadAsync($"/v1/inventory/{product}")).Body!["facilities"]!.AsArray())
            {
                stock[(product, (string)row!["facility"]!)] =
                    ((long)row["fulfillable"]!, (long)row["inbound"]!["ordered"]!);
            }
        }

        return stock;
    }
}
