using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Ledger;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>gRPC messages that are almost right, by the thousand: each gets a clear answer, none an error of the
/// service, streams go on after what can be read, and the ledger is whole afterwards.</summary>
public sealed class RpcFuzzTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const int Calls = 8_000;
    private const int Messages = 4_000;
    private const int Broken = 1_500;
    private const int Frames = 1_000;
    private const int AtOnce = 16;
    private const long MostGrowth = 400L << 20;

    // What says that the client did wrong; anything else would be an error of the service.
    private static readonly StatusCode[] s_clear =
        [StatusCode.OK, StatusCode.InvalidArgument, StatusCode.ResourceExhausted];

    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task No_call_whatever_it_says_is_an_error_of_the_service()
    {
        await using var shop = await OpenAsync();
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var (counts, before) = (new int[20], GC.GetTotalMemory(forceFullCollection: true));
        await Spread(Calls, async i =>
        {
            var draw = new RpcDraw(i);
            var isOrder = draw.Below(2) == 0;
            IMessage message = isOrder ? draw.Order() : draw.Promise();
            var status = await CallAsync(channel, shop, isOrder ? "Orders/Place" : "Promises/Promise",
                draw.Below(3) == 0 ? draw.Break(message) : message.ToByteArray());
            Interlocked.Increment(ref counts[(int)status.StatusCode]);
            Assert.True(s_clear.Contains(status.StatusCode), $"call {i}: {status}");
        });

        Assert.True(counts[(int)StatusCode.OK] > Calls / 10 && counts[(int)StatusCode.InvalidArgument] > Calls / 20,
            string.Join(' ', counts));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostGrowth);
        await AnswersWellAsync(shop, channel);
    }

    [Fact]
    public async Task A_stream_answers_every_message_that_can_be_read_and_goes_on()
    {
        await using var shop = await OpenAsync();
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var promises = await StreamAsync(channel, shop, "Promises/PromiseStream", draw => draw.Promise().ToByteArray());
        var orders = await StreamAsync(channel, shop, "Orders/PlaceStream", draw => draw.Order().ToByteArray());
        var feeds = await StreamAsync(channel, shop, "Inventory/Feed", draw => draw.Feed().ToByteArray());
        Assert.All([promises.Status, orders.Status, feeds.Status], status => Assert.Equal(StatusCode.OK, status));

        // One each, of promises and feeds in turn.
        var asked = Enumerable.Range(0, Messages).Select(i => new RpcDraw(i).Promise()).ToArray();
        var replies = promises.Replies.Select(PromiseReply.Parser.ParseFrom).ToArray();
        Assert.Equal(asked.Select((one, i) => replies[i].Problem.Length > 0 ? 0 : one.Carts.Count),
            replies.Select(one => one.Promises.Count));
        Assert.Contains(replies, one => one.Problem == "urn:quartermaster:problem:bad-value" && one.Detail.Length > 0);
        Assert.Contains(replies, one => one.Promises.Any(cart => cart.Offers.Count > 0));
        var placed = orders.Replies.Select(OrderReply.Parser.ParseFrom).ToArray();
        Assert.Equal(Enumerable.Range(0, Messages).Select(i => new RpcDraw(i).Order().Order).Order(),
            placed.Select(one => one.Order).Order());
        Assert.All(placed, one => Assert.True((one.State.Length > 0) != (one.Problem.Length > 0)));
        Assert.Contains(placed, one => one.State == "decided");
        Assert.DoesNotContain(placed, one => one.Problem.EndsWith(":error", StringComparison.Ordinal));
        Assert.Equal(Messages, feeds.Replies.Count);
        Assert.Contains(feeds.Replies.Select(FeedReply.Parser.ParseFrom), one => one.Applied > 0);
        await AnswersWellAsync(shop, channel);
    }

    [Fact]
    public async Task What_is_no_message_ends_its_stream_with_a_clear_status()
    {
        await using var shop = await OpenAsync();
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        string[] methods = ["Promises/PromiseStream", "Orders/PlaceStream", "Inventory/Feed"];
        var ended = 0;
        await Spread(Broken, async i =>
        {
            var draw = new RpcDraw(i);
            var method = draw.Below(methods.Length);
            IMessage good = method == 0 ? draw.Promise() : method == 1 ? draw.Order() : draw.Feed();
            var (status, replies) = await StreamAsync(channel, shop, methods[method],
                [good.ToByteArray(), draw.Break(good), good.ToByteArray()]);
            Assert.True(s_clear.Contains(status), $"stream {i}: {status}");
            Assert.True(status != StatusCode.OK || replies.Count == 3, $"stream {i}: {replies.Count} replies");
            Interlocked.Add(ref ended, status == StatusCode.OK ? 0 : 1);
        });

        Assert.True(ended > Broken / 10, $"Only {ended} were no messages.");
        await AnswersWellAsync(shop, channel);
    }

    [Fact]
    public async Task Frames_that_are_none_are_told_so()
    {
        await using var shop = await OpenAsync();
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        using var client = new HttpClient
        {
            BaseAddress = new(shop.RpcAddress), DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", shop.KeyOf(KeyRole.Admin));
        string[] methods =
            ["Promises/Promise", "Promises/PromiseStream", "Orders/Place", "Orders/PlaceStream", "Inventory/Feed"];
        var counts = new int[20];
        await Spread(Frames, async i =>
        {
            var draw = new RpcDraw(i);
            using var content = new ByteArrayContent(draw.Break(draw.Order()));
            content.Headers.ContentType = new("application/grpc");
            using var answer = await client.PostAsync(
                $"/quartermaster.v1.{methods[draw.Below(methods.Length)]}", content);
            await answer.Content.ReadAsByteArrayAsync();
            var status = answer.Headers.Concat(answer.TrailingHeaders).Where(one => one.Key == "grpc-status")
                .Select(one => int.Parse(one.Value.Single(), null)).DefaultIfEmpty(19).Last();
            Interlocked.Increment(ref counts[status]);
            Assert.True(s_clear.Contains((StatusCode)status), $"frame {i}: {answer.StatusCode} {status}");
        });

        await AnswersWellAsync(shop, channel);
    }

    private Task<ServedShop> OpenAsync() => ServedShop.OpenAsync(corner.Copy(),
        new() { RequestsPerSecond = 1_000_000 });

    private static Method<byte[], byte[]> MethodOf(string name, MethodType type) =>
        new(type, $"quartermaster.v1.{name.Split('/')[0]}", name.Split('/')[1], s_bytes, s_bytes);

    private static CallOptions Options(ServedShop shop) =>
        new(new Metadata { { "authorization", $"Bearer {shop.KeyOf(KeyRole.Admin)}" } });

    private static async Task<Status> CallAsync(GrpcChannel channel, ServedShop shop, string name, byte[] message)
    {
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(
            MethodOf(name, MethodType.Unary), null, Options(shop), message);
        try
        {
            await call.ResponseAsync;
            return Status.DefaultSuccess;
        }
        catch (RpcException told)
        {
            return told.Status;
        }
    }

    private static Task<(StatusCode Status, List<byte[]> Replies)> StreamAsync(
        GrpcChannel channel, ServedShop shop, string name, Func<RpcDraw, byte[]> make) =>
        StreamAsync(channel, shop, name, Enumerable.Range(0, Messages).Select(i => make(new(i))));

    private static async Task<(StatusCode Status, List<byte[]> Replies)> StreamAsync(
        GrpcChannel channel, ServedShop shop, string name, IEnumerable<byte[]> messages)
    {
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(
            MethodOf(name, MethodType.DuplexStreaming), null, Options(shop));
        var replies = new List<byte[]>();
        var sending = SendAsync();
        try
        {
            await foreach (var reply in call.ResponseStream.ReadAllAsync())
            {
                replies.Add(reply);
            }

            await sending;
            return (StatusCode.OK, replies);
        }
        catch (RpcException told)
        {
            await sending;
            return (told.StatusCode, replies);
        }

        async Task SendAsync()
        {
            try
            {
                foreach (var message in messages)
                {
                    await call.RequestStream.WriteAsync(message);
                }

                await call.RequestStream.CompleteAsync();
            }
            catch (Exception ended) when (ended is RpcException or InvalidOperationException)
            {
                // The reader is told why.
            }
        }
    }

    private static async Task AnswersWellAsync(ServedShop shop, GrpcChannel channel)
    {
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
        var request = new PromiseRequest { Carts = { new Cart { Region = "dallas" } } };
        request.Carts[0].Items.Add(new Item { Product = "coffee", Units = 1 });
        var reply = await new Promises.PromisesClient(channel).PromiseAsync(request, Options(shop));
        Assert.Equal("", reply.Promises[0].Problem);
    }

    private static Task Spread(int count, Func<int, Task> run) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(first => Task.Run(async () =>
        {
            for (var i = first; i < count; i += AtOnce)
            {
                await run(i);
            }
        })));
}
