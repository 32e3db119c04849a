using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>An operator stops the service under load: what was acknowledged is in the ledger and nothing else is, what
/// was begun is answered, and events are heard or wait for the next service.</summary>
public sealed class GracefulStopTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const int Threads = 8;

    private static readonly string s_secret = Convert.ToBase64String(new byte[32]);

    // Every order that was sent, and whether its placing was acknowledged.
    private readonly ConcurrentDictionary<string, bool> _sent = new();

    [Fact]
    public async Task A_stop_under_load_answers_what_was_begun_and_loses_nothing()
    {
        var folder = corner.Copy();
        corner.Add(folder, "stock", "product,facility,state,units", "tea,south,OnHand,1000000");
        using var receiver = new Receiver(s_secret);
        new ServingFiles(folder).Save(WebhookList.FileName,
            new WebhookList([new Webhook("shop", receiver.Url, s_secret)]));
        var (shop, warehouse) = (ServeProcess.KeyOf(folder, "shop"), ServeProcess.KeyOf(folder, "operator"));
        await using (var service = await ServeProcess.StartAsync(folder, ["--grpc", "127.0.0.1:0"]))
        {
            Assert.NotEqual(service.Address, service.RpcAddress);
            using var client = Client(service, shop);
            using var channel = GrpcChannel.ForAddress(service.RpcAddress);
            var events = ListenAsync(service, warehouse);
            using var over = new CancellationTokenSource();
            Task[] load =
            [
                .. Enumerable.Range(0, Threads).Select(thread => LoadAsync(client, thread, over.Token)),
                StreamAsync(channel, shop, over.Token),
            ];
            using var slow = await BeginAsync(service, shop, "slow-1");
            while (_sent.Count(one => one.Value) < 200 || !_sent.Any(one => one.Value && one.Key[0] == 'g'))
            {
                await Task.Delay(5);
            }

            await service.BeginStopAsync();
            Assert.StartsWith("HTTP/1.1 201", await FinishAsync(slow, "slow-1"), StringComparison.Ordinal);
            _sent["slow-1"] = true;
            Assert.Equal(0, service.End().Code);
            await over.CancelAsync();
            await Task.WhenAll(load);

            // A stream of events ends where it stood; who comes again with its last id misses none.
            var heard = await events;
            Assert.Equal(heard.Order(), heard);
            AssertLedger(folder);
        }

        await AssertEventsAsync(folder, receiver);
    }

    // Who had no answer may ask again, so that nothing may be there of it; a stop is kinder than a kill.
    private void AssertLedger(string folder)
    {
        using var log = SegmentLog.OpenToRead(Path.Combine(folder, "ledger"));
        var ledger = LedgerRecovery.Load(log);
        Assert.Empty(LedgerAudit.Check(ledger));
        Assert.All(_sent, one => Assert.Equal((one.Key, one.Value ? OrderOutcome.Decided : OrderOutcome.Unknown),
            (one.Key, ledger.StateOf(OrderKey.Of(one.Key)))));
    }

    private async Task AssertEventsAsync(string folder, Receiver receiver)
    {
        var acknowledged = _sent.Where(one => one.Value).Select(one => one.Key).ToHashSet();
        var before = receiver.Heard.Count;
        Assert.InRange(before, 1, acknowledged.Count);
        await using var next = await ServeProcess.StartAsync(folder, []);
        var heard = await receiver.WaitAsync(acknowledged.Count);
        Assert.Equal(0, receiver.Forged);
        Assert.Equal(acknowledged.Order(), heard.DistinctBy(one => (string?)one["id"])
            .Select(one => (string)one["subject"]!).Order());

        // What was heard before the stop is not told again.
        Assert.Equal(heard.Length, heard.DistinctBy(one => (string?)one["id"]).Count());
        await next.BeginStopAsync();
        Assert.Equal(0, next.End().Code);
    }

    private async Task LoadAsync(HttpClient client, int thread, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i++)
        {
            var code = $"h{thread}-{i}";
            _sent[code] = false;
            try
            {
                var (status, _) = await client.PostAsync("/v1/orders", Order(code));
                Assert.True(status is HttpStatusCode.Created or HttpStatusCode.ServiceUnavailable, $"{code}: {status}");
                _sent[code] = status == HttpStatusCode.Created;
            }
            catch (HttpRequestException)
            {
                // Nobody listens any more, or the line was idle and is closed.
                return;
            }
        }
    }

    private async Task StreamAsync(GrpcChannel channel, string key, CancellationToken over)
    {
        using var call = new Orders.OrdersClient(channel).PlaceStream(
            new Metadata { { "x-api-key", key } }, cancellationToken: CancellationToken.None);
        var sending = Task.Run(async () =>
        {
            try
            {
                for (var i = 0; !over.IsCancellationRequested; i++)
                {
                    var order = new App.Serving.Rpc.OrderRequest { Order = $"g-{i}", Region = "dallas" };
                    order.Items.Add(new Item { Product = "tea", Units = 1 });
                    _sent[order.Order] = false;
                    await call.RequestStream.WriteAsync(order);
                    await Task.Delay(1);
                }
            }
            catch (Exception ended) when (ended is RpcException or InvalidOperationException)
            {
                // The service has ended the stream.
            }
        }, CancellationToken.None);

        // It ends well, after the answers to all that it has taken.
        await foreach (var reply in call.ResponseStream.ReadAllAsync(CancellationToken.None))
        {
            Assert.Equal(("decided", ""), (reply.State, reply.Problem));
            _sent[reply.Order] = true;
        }

        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        await sending;
    }

    private static async Task<EventId[]> ListenAsync(ServeProcess service, string key)
    {
        using var client = Client(service, key);
        using var answer = await client.GetAsync("/v1/events?after=0.0", HttpCompletionOption.ResponseHeadersRead);
        var text = await answer.Content.ReadAsStringAsync();
        return [.. text.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal))
            .Select(line => EventId.Parse(line.Replace("id: ", "", StringComparison.Ordinal))!.Value)];
    }

    private static HttpClient Client(ServeProcess service, string key)
    {
        var client = new HttpClient { BaseAddress = new(service.Address) };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }

    private static string Order(string code) =>
        $$"""{"order":"{{code}}","items":[{"product":"tea"}],"destination":{"region":"dallas"} }""";

    // A request of which the service has begun to read.
    private static async Task<TcpClient> BeginAsync(ServeProcess service, string key, string code)
    {
        var (address, slow) = (new Uri(service.Address), new TcpClient());
        await slow.ConnectAsync(address.Host, address.Port);
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/orders HTTP/1.1\r\nHost: x\r\nX-Api-Key: {key}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Order(code).Length + 4_000}\r\n\r\n{new string(' ', 4_000)}"));
        return slow;
    }

    private static async Task<string> FinishAsync(TcpClient slow, string code)
    {
        await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Order(code)));
        using var reader = new StreamReader(slow.GetStream());
        return await reader.ReadLineAsync() ?? "";
    }
}
