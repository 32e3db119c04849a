using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>A stream lasts no longer than its key, and its messages are counted as requests are.</summary>
public sealed class StreamKeyTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string TooMany = "urn:quartermaster:problem:too-many";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_removed_key_ends_streams_that_wait_and_streams_that_ask()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var (promises, orders) = (new Promises.PromisesClient(channel), new Orders.OrdersClient(channel));
        using var waiting = promises.PromiseStream(Key(shop, KeyRole.Reader));
        using var asking = promises.PromiseStream(Key(shop, KeyRole.Reader));
        using var other = orders.PlaceStream(Key(shop, KeyRole.Shop));
        foreach (var stream in (AsyncDuplexStreamingCall<PromiseRequest, PromiseReply>[])[waiting, asking])
        {
            await stream.RequestStream.WriteAsync(Carts(1));
            Assert.True(await stream.ResponseStream.MoveNext(default));
        }

        Remove(shop, KeyRole.Reader);
        var asks = AskAsync();
        foreach (var stream in (AsyncDuplexStreamingCall<PromiseRequest, PromiseReply>[])[waiting, asking])
        {
            var told = await Assert.ThrowsAsync<RpcException>(() => EndAsync(stream).WaitAsync(s_patience));
            Assert.Equal(StatusCode.Unauthenticated, told.StatusCode);
            Assert.Contains("was removed", told.Status.Detail, StringComparison.Ordinal);
        }

        await asks;

        // Whose key was left alone goes on.
        await other.RequestStream.WriteAsync(Order("o-1"));
        Assert.True(await other.ResponseStream.MoveNext(default));
        Assert.Equal("decided", other.ResponseStream.Current.State);

        async Task AskAsync()
        {
            try
            {
                while (true)
                {
                    await asking.RequestStream.WriteAsync(Carts(1));
                    await Task.Delay(10);
                }
            }
            catch (Exception ended) when (ended is RpcException or InvalidOperationException)
            {
                // Whoever reads is told why.
            }
        }

        static async Task EndAsync(AsyncDuplexStreamingCall<PromiseRequest, PromiseReply> stream)
        {
            while (await stream.ResponseStream.MoveNext(default))
            {
                Assert.Single(stream.ResponseStream.Current.Promises);
            }
        }
    }

    [Fact]
    public async Task A_removed_key_hears_of_no_more_events()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var answer = await shop.Client(KeyRole.Operator).GetAsync(
            "/v1/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Remove(shop, KeyRole.Operator);
        await Task.Delay(2_200);

        // It would be told of this.
        await shop.Client(KeyRole.Shop).PostAsync("/v1/orders",
            """{"order":"e-1","items":[{"product":"tea"}],"destination":{"region":"dallas"}}""");
        using var patience = new CancellationTokenSource(s_patience);
        Assert.Equal("", await answer.Content.ReadAsStringAsync(patience.Token));
        Assert.Equal(HttpStatusCode.Unauthorized, (await shop.Client(KeyRole.Operator).ReadAsync("/v1/events")).Status);
    }

    [Fact]
    public async Task Messages_of_a_stream_count_as_their_carts_and_the_stream_goes_on()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { RequestsPerSecond = 20 });
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        using var stream = new Promises.PromisesClient(channel).PromiseStream(Key(shop, KeyRole.Reader));

        // More than there is left is answered once; what comes next waits until it is back.
        Assert.Equal((80, ""), await AskAsync(80));
        Assert.Equal((0, TooMany), await AskAsync(1));
        var answer = await AskAsync(1);
        for (var tries = 0; answer.Item1 == 0 && tries < 100; tries++)
        {
            await Task.Delay(100);
            answer = await AskAsync(1);
        }

        Assert.Equal((1, ""), answer);

        async Task<(int, string)> AskAsync(int carts)
        {
            await stream.RequestStream.WriteAsync(Carts(carts));
            Assert.True(await stream.ResponseStream.MoveNext(default));
            return (stream.ResponseStream.Current.Promises.Count, stream.ResponseStream.Current.Problem);
        }
    }

    [Fact]
    public async Task Orders_and_feeds_that_come_too_fast_are_told_to_wait()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { RequestsPerSecond = 5 });
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        using var orders = new Orders.OrdersClient(channel).PlaceStream(Key(shop, KeyRole.Shop));
        using var feed = new Inventory.InventoryClient(channel).Feed(Key(shop, KeyRole.Operator));
        for (var i = 0; i < 40; i++)
        {
            await orders.RequestStream.WriteAsync(Order($"o-{i}"));
            var batch = new FeedRequest { Feed = "w" };
            batch.Updates.Add(new Update { Product = "tea", Facility = "south", Sequence = i + 1, Units = 40 });
            await feed.RequestStream.WriteAsync(batch);
        }

        await orders.RequestStream.CompleteAsync();
        await feed.RequestStream.CompleteAsync();
        var placed = await orders.ResponseStream.ReadAllAsync().ToListAsync();
        var fed = await feed.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal((40, 40), (placed.Count, fed.Count));
        Assert.Contains(placed, one => one.State == "decided");
        Assert.Contains(placed, one => one.Problem == TooMany);
        Assert.Contains(fed, one => one.Applied == 1);
        Assert.Contains(fed, one => one.ProblemType == TooMany);
    }

    [Fact]
    public async Task A_batch_counts_as_its_carts_over_HTTP_and_by_itself_over_gRPC()
    {
        const string tea = """{"items":[{"product":"tea"}],"destination":{"region":"dallas"}}""";
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { RequestsPerSecond = 10 });
        var client = shop.Client(KeyRole.Reader);
        var batch = $$"""{"carts":[{{string.Join(',', Enumerable.Repeat(tea, 60))}}]}""";
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/promises/batch", batch)).Status);
        using var content = new StringContent(tea, null, "application/json");
        using var refused = await client.PostAsync("/v1/promises", content);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 6);

        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var promises = new Promises.PromisesClient(channel);
        Assert.Equal(60, (await promises.PromiseAsync(Carts(60), Key(shop, KeyRole.Shop))).Promises.Count);
        var told = await Assert.ThrowsAsync<RpcException>(async () =>
            await promises.PromiseAsync(Carts(1), Key(shop, KeyRole.Shop)));
        Assert.Equal(StatusCode.ResourceExhausted, told.StatusCode);
    }

    private static void Remove(ServedShop shop, KeyRole role)
    {
        var keys = shop.Files.Read<KeyList>(KeyBook.FileName)!.Keys;
        shop.Files.Save(KeyBook.FileName, new KeyList([.. keys.Where(key => key.Role != role)]));
    }

    private static Metadata Key(ServedShop shop, KeyRole role) =>
        new() { { "authorization", $"Bearer {shop.KeyOf(role)}" } };

    private static PromiseRequest Carts(int count)
    {
        var request = new PromiseRequest();
        for (var i = 0; i < count; i++)
        {
            var cart = new Cart { Region = "dallas" };
            cart.Items.Add(new Item { Product = "tea", Units = 1 });
            request.Carts.Add(cart);
        }

        return request;
    }

    private static OrderRequest Order(string code)
    {
        var order = new OrderRequest { Order = code, Region = "dallas" };
        order.Items.Add(new Item { Product = "tea", Units = 1 });
        return order;
    }
}
