using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Ledger;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Open orders are looked at again while the service runs, when an operator asks and by the clock.</summary>
public class BacklogServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Lamp = """
        {"order":"ORDER","items":[{"product":"lamp","units":1},{"product":"tea","units":2}],
         "destination":{"region":"dallas"},"speed":"standard"}
        """;

    private const string Arrival = """
        {"feed":"dock","updates":[{"product":"lamp","facility":"south","sequence":1,"units":5}]}
        """;

    [Fact]
    public async Task An_order_leaves_from_nearer_it_is_told_as_an_event_and_the_customer_keeps_the_promise()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client(KeyRole.Operator);
        await client.PostAsync("/v1/orders", Lamp.Replace("ORDER", "l-1"));
        var before = (await client.ReadAsync("/v1/orders/l-1")).Body!;
        Assert.Equal("north", FromOf(before));
        await client.PostAsync("/v1/inventory/updates", Arrival);

        var (status, told) = await client.PostAsync("/v1/backlog/re-evaluate", "");

        Assert.Equal((HttpStatusCode.OK, 1, 1), (status, (int)told!["open"]!, (int)told["moved"]!));
        Assert.Equal(2.522m, (decimal)told["saved"]!["together"]!);
        var after = (await client.ReadAsync("/v1/orders/l-1")).Body!;
        Assert.Equal(("south", (string?)before["promised"]), (FromOf(after), (string?)after["promised"]));
        var events = await shop.Plane.Events.ReadAsync(new(0, 0), 10, CancellationToken.None);
        Assert.Equal(["quartermaster.order.decided", "quartermaster.order.moved"],
            events.Select(one => CloudEvent.TypeOf(one.Change)));
        if (Shards == 1)
        {
            // Of an order in several shards items are not listed.
            var moved = JsonNode.Parse(CloudEvent.Write(events[1], shop.Plane.View.Catalog))!["data"]!["items"]!;
            Assert.Equal(("lamp", "south"), ((string?)moved[0]!["product"], (string?)moved[0]!["from"]));
        }

        var service = (await shop.Client().ReadAsync("/v1/service")).Body!;
        Assert.Equal(1, (int)service["backlog"]!["moved"]!);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await shop.Client(KeyRole.Shop).PostAsync("/v1/backlog/re-evaluate", "")).Status);

        // What the log says is what was heard.
        await shop.RestartAsync();
        Assert.Equal(events.Select(one => one.Change),
            (await shop.Plane.Events.ReadAsync(new(0, 0), 10, CancellationToken.None)).Select(one => one.Change));
        Assert.Equal("south", FromOf((await shop.Client().ReadAsync("/v1/orders/l-1")).Body!));
    }

    [Fact]
    public async Task By_the_clock_it_happens_by_itself()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        await client.PostAsync("/v1/orders", Lamp.Replace("ORDER", "l-2"));
        await client.PostAsync("/v1/inventory/updates", Arrival);
        await using (var watch = new BacklogWatch(shop.Plane, everyMinutes: 1))
        {
            watch.Begin(new QuickClock());
            for (var tries = 0; tries < 600 && watch.Last is null; tries++)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            Assert.Null(watch.Fault);
            Assert.NotNull(watch.Last);
        }

        Assert.Equal("south", FromOf((await client.ReadAsync("/v1/orders/l-2")).Body!));
    }

    [Fact]
    public async Task Passes_beside_orders_that_come_and_go_lose_nothing()
    {
        await using var shop = await OpenAsync();
        var client = shop.Client();
        await client.PostAsync("/v1/inventory/updates", Arrival);
        Task[] work =
        [
            .. Enumerable.Range(0, 24).Select(async i =>
            {
                await client.PostAsync("/v1/orders", Lamp.Replace("ORDER", $"p-{i}").Replace("lamp", "coffee")
                    .Replace(":2}", ":1}"));
                if (i % 3 == 0)
                {
                    await client.PostAsync($"/v1/orders/p-{i}/cancel", "");
                }
            }),
            .. Enumerable.Range(0, 6).Select(_ => client.PostAsync("/v1/backlog/re-evaluate", "")),
        ];
        await Task.WhenAll(work);

        Assert.Empty(await shop.Plane.Ledger.CheckAsync());
        for (var i = 0; i < 24; i++)
        {
            var order = (await client.ReadAsync($"/v1/orders/p-{i}")).Body!;
            Assert.Equal(i % 3 == 0 ? 0 : 2, order["fulfillments"]!.AsArray()
                .SelectMany(one => one!["items"]!.AsArray()).Sum(item => (int)item!["units"]!));
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

    private static string? FromOf(JsonNode order) => (string?)order["fulfillments"]!.AsArray().Single()!["from"];

    /// <summary>A minute is a tenth of a second.</summary>
    private sealed class QuickClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime / 600, period / 600);
    }
}
