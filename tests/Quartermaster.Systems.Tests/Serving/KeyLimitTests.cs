using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>One key cannot take every place, however slow its requests are and however many streams it opens.</summary>
public sealed class KeyLimitTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const int Most = 3;

    private const string Tea = """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";

    [Fact]
    public async Task Slow_requests_of_a_key_leave_the_places_of_others_alone()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { MostAtOncePerKey = Most });
        var slow = await Task.WhenAll(Enumerable.Range(0, Most).Select(_ => BeginAsync(shop, KeyRole.Shop)));
        var client = shop.Client(KeyRole.Shop);
        while (shop.Host.Desk.State().AtWork < Most)
        {
            await Task.Delay(5);
        }

        // Counted as at work, the last may be a step from its place.
        await Task.Delay(100);
        using var content = new StringContent(Tea, null, "application/json");
        using (var refused = await client.PostAsync("/v1/promises", content))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(1, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            Assert.Contains("too-many-at-once", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await shop.Client(KeyRole.Reader).PostAsync("/v1/promises", Tea)).Status);

        // Once they have gone, there is room again.
        Array.ForEach(slow, one => one.Dispose());
        for (var tries = 0; shop.Host.Desk.State().AtWork > 0 && tries < 600; tries++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/promises", Tea)).Status);
    }

    [Fact]
    public async Task Bodies_that_trickle_in_for_ever_give_their_places_back()
    {
        await using var shop = await ServedShop.OpenAsync(
            corner.Copy(), new() { MostAtOncePerKey = Most, BodySeconds = 2 });
        var slow = await Task.WhenAll(Enumerable.Range(0, Most).Select(_ => BeginAsync(shop, KeyRole.Shop)));
        while (shop.Host.Desk.State().AtWork < Most)
        {
            await Task.Delay(5);
        }

        // They go on: the server itself would mind none of them for an hour.
        foreach (var one in slow)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var buffer = new byte[4_096];
            var count = await one.GetStream().ReadAsync(buffer, patience.Token);
            var answer = Encoding.UTF8.GetString(buffer, 0, count);
            Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
            Assert.Contains("serve.bodySeconds", answer, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await shop.Client(KeyRole.Shop).PostAsync("/v1/promises", Tea)).Status);
        Assert.True(shop.Host.Desk.State().AtWork < Most);
        Array.ForEach(slow, one => one.Dispose());
    }

    [Fact]
    public async Task A_message_that_trickles_in_for_ever_is_ended()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { BodySeconds = 1 });
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{shop.RpcAddress}/quartermaster.v1.Promises/Promise")
        {
            Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new Trickle(),
        };
        request.Headers.Authorization = new("Bearer", shop.KeyOf(KeyRole.Reader));
        request.Headers.TE.Add(new("trailers"));

        var fault = await Record.ExceptionAsync(
            () => client.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.IsAssignableFrom<HttpRequestException>(fault);

        // The client hears of it a moment before the server has put its work away.
        for (var i = 0; i < 500 && shop.Host.Desk.State().AtWork > 0; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, shop.Host.Desk.State().AtWork);
    }

    [Fact]
    public async Task Streams_of_a_key_are_counted_apart_from_its_requests()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy(), new() { MostAtOncePerKey = Most });
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var promises = new Promises.PromisesClient(channel);
        var key = new Metadata { { "authorization", $"Bearer {shop.KeyOf(KeyRole.Operator)}" } };
        var open = Enumerable.Range(0, Most - 1).Select(_ => promises.PromiseStream(key)).ToArray();
        foreach (var stream in open)
        {
            await stream.RequestStream.WriteAsync(Cart());
            Assert.True(await stream.ResponseStream.MoveNext(default));
        }

        using var events = await shop.Client(KeyRole.Operator).GetAsync(
            "/v1/events", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, events.StatusCode);
        var (status, body) = await shop.Client(KeyRole.Operator).ReadAsync("/v1/events");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many-at-once"), (status, body.ProblemOf()));
        using var more = promises.PromiseStream(key);
        var told = await Assert.ThrowsAsync<RpcException>(() => more.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.ResourceExhausted, told.StatusCode);
        Assert.Single((await promises.PromiseAsync(Cart(), key)).Promises);

        await open[0].RequestStream.CompleteAsync();
        Assert.False(await open[0].ResponseStream.MoveNext(default));
        using var again = promises.PromiseStream(key);
        await again.RequestStream.WriteAsync(Cart());
        Assert.True(await again.ResponseStream.MoveNext(default));
        Array.ForEach(open, one => one.Dispose());
    }

    [Fact]
    public void A_bucket_lets_a_large_taker_through_once_and_keeps_the_rate()
    {
        var clock = new HandClock();
        var bucket = new TokenBucket(10, clock);
        Assert.Equal(0, bucket.Take(25));
        Assert.Equal(1.6, bucket.Take(1), 1e-9);
        clock.Seconds += 1.5;
        Assert.Equal(0.1, bucket.Take(1), 1e-9);
        clock.Seconds += 0.25;
        Assert.Equal(0, bucket.Take(1));
        Assert.Equal(0, bucket.Take(5, least: 0));
        Assert.True(bucket.Take(5, least: 0) > 0);

        // However long nobody asks, no more than a second's worth is there.
        clock.Seconds += 3_600;
        Assert.Equal(0, bucket.Take(10));
        Assert.True(bucket.Take(1) > 0);
    }

    /// <summary>A message that would take a day.</summary>
    private sealed class Trickle : HttpContent
    {
        internal Trickle() => Headers.ContentType = new("application/grpc");

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[] { 0, 0, 4, 0, 0 });
            while (true)
            {
                await stream.WriteAsync(new byte[100]);
                await stream.FlushAsync();
                await Task.Delay(100);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    // A request whose body comes so slowly that it is just not let go.
    private static async Task<TcpClient> BeginAsync(ServedShop shop, KeyRole role)
    {
        var address = new Uri(shop.Address);
        var slow = new TcpClient();
        await slow.ConnectAsync(address.Host, address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {shop.KeyOf(role)}\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"));
        _ = TrickleAsync();
        return slow;

        async Task TrickleAsync()
        {
            try
            {
                while (true)
                {
                    await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(new string(' ', 500)));
                    await Task.Delay(100);
                }
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // The test lets it go.
            }
        }
    }

    private static PromiseRequest Cart()
    {
        var request = new PromiseRequest { Carts = { new Cart { Region = "dallas" } } };
        request.Carts[0].Items.Add(new Item { Product = "tea", Units = 1 });
        return request;
    }

    private sealed class HandClock : TimeProvider
    {
        internal double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * 1_000_000);
    }
}
