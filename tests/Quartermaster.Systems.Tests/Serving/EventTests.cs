using System.Net;
using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What becomes of orders is heard by webhooks and streams: all of it, in turn, also after a stop.</summary>
public sealed class EventTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly string s_secret = Convert.ToBase64String(new byte[32]);

    [Fact]
    public async Task A_webhook_hears_everything_in_turn_though_it_fails_and_the_service_stops()
    {
        var folder = corner.Copy();
        using var receiver = new Receiver(s_secret);
        new ServingFiles(folder).Save(WebhookList.FileName,
            new WebhookList([new Webhook("shop", receiver.Url, s_secret)]));
        await using var shop = await ServedShop.OpenAsync(folder);
        receiver.Refusals = 2;
        await PlaceAsync(shop, 0, 6);
        await receiver.WaitAsync(6);

        // Stopped while events wait; the next service tells them.
        receiver.Refusals = 1_000;
        await PlaceAsync(shop, 6, 12);
        await shop.RestartAsync();
        receiver.Refusals = 0;
        await shop.Client().PostAsync("/v1/orders/e3/ship", "{}");
        await shop.Client().PostAsync("/v1/orders/e4/cancel", "");
        var heard = await receiver.WaitAsync(14);

        Assert.Equal(0, receiver.Forged);
        Assert.Equal(heard.Length, heard.Select(one => (string?)one["id"]).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"e{i}"), heard
            .Where(one => (string?)one["type"] == "quartermaster.order.decided")
            .Select(one => (string?)one["subject"]));
        Assert.Equal(["quartermaster.order.decided", "quartermaster.order.shipped"],
            heard.Where(one => (string?)one["subject"] == "e3").Select(one => (string?)one["type"]));
        Assert.Equal("quartermaster.order.cancelled", (string?)heard[^1]["type"]);
        Assert.All(heard, one => Assert.Equal("1.0", (string?)one["specversion"]));
    }

    [Fact]
    public async Task The_log_tells_the_same_events_as_were_heard_live()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        // From here on memory has all.
        var start = new EventId(shop.Plane.Events.LastBatch, int.MaxValue);
        await PlaceAsync(shop, 0, 8);
        await shop.Client().PostAsync("/v1/orders/e2/cancel", "");
        var live = await ReadAsync(shop, start, 9);
        await shop.RestartAsync();

        // Memory has none of it now.
        var told = await ReadAsync(shop, start, 9);
        Assert.Equal(live, told);

        // And from the middle.
        Assert.Equal(live[5..], await ReadAsync(shop, EventId.Parse(live[4].Id)!.Value, 4));
    }

    [Fact]
    public async Task A_stream_goes_on_after_the_event_that_a_client_has()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        await PlaceAsync(shop, 0, 3);
        var ids = await StreamAsync(shop, "0.0", 3);
        Assert.Equal(3, ids.Length);
        Assert.Equal(ids[1..], await StreamAsync(shop, ids[0], 2));
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await shop.Client().ReadAsync("/v1/events?after=yesterday")).Status);
    }

    private static async Task<string[]> StreamAsync(ServedShop shop, string after, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/events");
        request.Headers.Add("Last-Event-ID", after);
        using var answer = await shop.Client(KeyRole.Operator).SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(patience.Token));
        var ids = new List<string>();
        while (ids.Count < count && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                ids.Add(line[4..]);
            }
        }

        return [.. ids];
    }

    private static async Task<(string Id, string Code, string Type)[]> ReadAsync(
        ServedShop shop, EventId after, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var all = new List<OrderEvent>();
        while (all.Count < count)
        {
            all.AddRange(await shop.Plane.Events.ReadAsync(
                all.Count == 0 ? after : all[^1].Id, 3, patience.Token));
        }

        return [.. all.Select(one => (one.Id.ToString(), one.Code, CloudEvent.TypeOf(one.Change)))];
    }

    private static async Task PlaceAsync(ServedShop shop, int first, int end)
    {
        var client = shop.Client();
        for (var i = first; i < end; i++)
        {
            Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/orders", $$"""
                {"order":"e{{i}}","items":[{"product":"tea"}],"destination":{"region":"dallas"} }
                """)).Status);
        }
    }
}
