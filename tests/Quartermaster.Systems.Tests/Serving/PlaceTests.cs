using System.Net;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Destinations by postal code: over HTTP, gRPC and on the command line.</summary>
public sealed class PlaceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task A_postal_code_is_the_region_of_its_longest_prefix()
    {
        await using var shop = await ServedShop.OpenAsync(Shop());
        var client = shop.Client(KeyRole.Shop);
        foreach (var (code, region) in ((string, string)[])
            [("75201", "dallas"), ("77001", "houston"), ("7700-9", "dallas"), ("60601", "chicago")])
        {
            var body = (await client.PostAsync("/v1/promises", Ask($"\"postal_code\":\"{code}\",\"country\":\"us\"")))
                .Body!;
            Assert.Equal(region, (string?)body["region"]);
            Assert.Equal((string?)(await client.PostAsync("/v1/promises", Ask($"\"region\":\"{region}\""))).Body!
                ["offers"]![0]!["promised"], (string?)body["offers"]![0]!["promised"]);
        }

        var batch = (await client.PostAsync("/v1/promises/batch", $$"""
            {"carts":[{{Ask("\"postal_code\":\"60601\",\"country\":\"US\"")}},
             {{Ask("\"postal_code\":\"10001\",\"country\":\"US\"")}}]}
            """)).Body!["answers"]!.AsArray();
        Assert.Equal("chicago", (string?)batch[0]!["promise"]!["region"]);
        Assert.Equal("/carts/1/destination/postal_code", (string?)batch[1]!["problem"]!["pointer"]);
        var (status, order) = await client.PostAsync("/v1/orders", Ask(
            "\"postal_code\":\"77001\",\"country\":\"US\"").Replace("{\"items\"", "{\"order\":\"p-1\",\"items\""));
        Assert.Equal((HttpStatusCode.Created, "houston"), (status, (string?)order!["region"]));
    }

    [Theory]
    [InlineData("\"postal_code\":\"10001\",\"country\":\"US\"", "/destination/postal_code", "No prefix")]
    [InlineData("\"postal_code\":\"75#\",\"country\":\"US\"", "/destination/postal_code", "No prefix")]
    [InlineData("\"postal_code\":\"75201\",\"country\":\"FR\"", "/destination/country", "'FR'")]
    [InlineData("\"postal_code\":\"75201\"", "/destination/country", "without its country")]
    [InlineData("\"country\":\"US\"", "/destination", "not a region")]
    [InlineData("\"region\":\"dallas\",\"country\":\"US\",\"postal_code\":\"75201\"", "/destination", "not a region")]
    [InlineData("\"postal_code\":\"99999\",\"country\":\"US\"", "/destination/postal_code", "not in the table regions")]
    [InlineData("", "/destination", "not a region")]
    public async Task What_is_no_place_is_said(string destination, string pointer, string words)
    {
        await using var shop = await ServedShop.OpenAsync(Shop());

        var (status, body) = await shop.Client(KeyRole.Reader).PostAsync("/v1/promises", Ask(destination));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, pointer), (status, (string?)body!["pointer"]));
        Assert.Contains(words, (string?)body["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_gRPC_it_is_the_same()
    {
        await using var shop = await ServedShop.OpenAsync(Shop());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var key = new Grpc.Core.Metadata { { "authorization", $"Bearer {shop.KeyOf(KeyRole.Shop)}" } };
        var request = new PromiseRequest();
        foreach (var (region, code) in ((string, string)[])[("chicago", ""), ("", "60601"), ("chicago", "60601")])
        {
            request.Carts.Add(new Cart
            {
                Region = region, PostalCode = code, Country = code.Length == 0 ? "" : "US",
                Items = { new Item { Product = "tea", Units = 1 } },
            });
        }

        var reply = await new Promises.PromisesClient(channel).PromiseAsync(request, key);

        Assert.Equal(reply.Promises[0].Offers, reply.Promises[1].Offers);
        Assert.Contains("one of the two", reply.Promises[2].Problem, StringComparison.Ordinal);
        var order = await new Orders.OrdersClient(channel).PlaceAsync(new OrderRequest
        {
            Order = "r-1", PostalCode = "60601", Country = "US", Items = { new Item { Product = "tea", Units = 1 } },
        }, key);
        Assert.Equal(("decided", ""), (order.State, order.Problem));
        Assert.Equal("chicago", (string?)(await shop.Client().ReadAsync("/v1/orders/r-1")).Body!["region"]);
    }

    [Fact]
    public void On_the_command_line_a_postal_code_stands_beside_its_country_or_after_it()
    {
        var shop = Shop();
        foreach (var to in (string[][])[["60601", "--country", "US"], ["us-606 01"], ["CHICAGO"]])
        {
            var run = CommandFolder.Start(["promise", "--to", .. to, "--line", "tea", "--json", "--workspace", shop]);
            Assert.Equal((0, "chicago"), (run.Code, (string?)run.Json["region"]));
        }

        foreach (var (to, words) in ((string[], string)[])
        [
            (["10001", "--country", "US"], "No prefix in the table postal fits"), (["US-10001"], "No prefix"),
            (["FR-75001"], "There is no region 'FR-75001'"), (["75001", "--country", "FR"], "no prefix of the country"),
        ])
        {
            var run = CommandFolder.Start(["promise", "--to", .. to, "--line", "tea", "--workspace", shop]);
            Assert.Equal(2, run.Code);
            Assert.Contains(words, run.Errors, StringComparison.Ordinal);
        }
    }

    private string Shop()
    {
        var shop = corner.Copy();
        corner.Add(shop, "postal", "country,prefix,region", "US,7,dallas", "US,7700,houston", "US,7700 9,dallas",
            "US,6,chicago", "US,99,nowhere");
        return shop;
    }

    private static string Ask(string destination) =>
        "{\"items\":[{\"product\":\"tea\",\"units\":1}],\"destination\":{" + destination + "}}";
}
