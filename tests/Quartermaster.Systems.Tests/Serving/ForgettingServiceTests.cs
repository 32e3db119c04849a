using System.Net;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Domain;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>A service whose ledger remembers two days, over days: what is old is refused by its own time, what is open
/// goes on, and events are told all the same.</summary>
public sealed class ForgettingServiceTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    [Fact]
    public async Task A_service_that_is_told_of_no_sales_says_that_it_forgets_nothing()
    {
        var folder = corner.Copy();
        ShardedWorkspace.Set(folder, new() { ["rememberDays"] = 2 });
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Admin);

        foreach (var said in (string?[])
        [
            (string?)(await client.ReadAsync("/v1/service")).Body!["memory"]!["standstill"],
            (string?)(await client.ReadAsync("/health/ready")).Body!["because"],
        ])
        {
            Assert.Contains("2025-03-02", said, StringComparison.Ordinal);
            Assert.Contains("qm import sales", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Closed_orders_are_forgotten_as_days_turn_and_their_time_is_refused(int shards)
    {
        var folder = corner.Copy();
        ShardedWorkspace.Set(folder, new() { ["shards"] = shards, ["rememberDays"] = 2 });
        SellUntil(folder, DateOnly.FromDayNumber(Today.DayNumber + 30));
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var (client, placed) = (shop.Client(KeyRole.Admin), shop.Plane.Now);
        foreach (var code in (string[])["closed", "open"])
        {
            Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/orders", Order(code, placed))).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/orders/closed/ship", "{}")).Status);

        // While nothing happens nothing is forgotten, however long that is.
        shop.Clock.Shift += 5 * s_day;
        await UntilAsync(shop, () => shop.Plane.Forgetting.Memory!.Value.From == placed.UtcDay.AddDays(-1));
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/orders", Order("closed", placed))).Status);

        await client.PostAsync("/v1/service/renew", "{}");
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/orders", Order("later", null))).Status);
        shop.Clock.Shift += s_day;
        var from = shop.Plane.Now.UtcDay.AddDays(-2);
        await UntilAsync(shop, () => shop.Plane.Forgetting.Memory!.Value.From == from);
        await TellAsync();

        // The same after a stop.
        await shop.RestartAsync();
        client = shop.Client(KeyRole.Admin);
        await TellAsync();
        var memory = (await client.ReadAsync("/v1/service")).Body!["memory"]!;
        Assert.Equal((2, $"{from:yyyy-MM-dd}"), ((int)memory["days"]!, (string?)memory["from"]));
        Assert.Null(memory["standstill"]);

        // Events of orders that are forgotten are told with their codes, from the log.
        var told = await shop.Plane.Events.ReadAsync(new(0, 0), 100, CancellationToken.None);
        Assert.Equal(["closed", "open", "closed", "later"], told.Select(one => one.Code));
        Assert.Empty(await shop.Plane.Ledger.CheckAsync());

        // Without its time nobody can tell it from a new order: the guarantee has ended.
        await client.PostAsync("/v1/service/renew", "{}");
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/orders", Order("closed", null))).Status);

        async Task TellAsync()
        {
            var (status, body) = await client.PostAsync("/v1/orders", Order("closed", placed));
            Assert.Equal((HttpStatusCode.Conflict, "too-old"), (status, body.ProblemOf()));
            Assert.Contains($"remembered from {from:yyyy-MM-dd}", (string?)body!["detail"], StringComparison.Ordinal);
            Assert.Equal("/placed_at", (string?)body["pointer"]);
            foreach (var step in (string[])["", "/ship", "/cancel", "/commit"])
            {
                (status, body) = await client.SendAsync(step.Length == 0 ? HttpMethod.Get : HttpMethod.Post,
                    $"/v1/orders/closed{step}", step.Length == 0 ? null : "{}");
                Assert.Equal((HttpStatusCode.NotFound, "unknown-order"), (status, body.ProblemOf()));
                Assert.Contains($"remembered from {from:yyyy-MM-dd}", (string?)body!["next"], StringComparison.Ordinal);
            }

            Assert.Equal("decided", (string?)(await client.ReadAsync("/v1/orders/open")).Body!["state"]);
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/orders", Order("open", placed))).Status);
        }
    }

    /// <summary>The corner shop's history ends in 2025, and its commands live on the day after: they must not be
    /// refused because somebody has ordered by the clock.</summary>
    [Fact]
    public async Task In_a_world_whose_history_has_ended_nothing_is_forgotten_by_the_clock()
    {
        var folder = corner.Copy();
        ShardedWorkspace.Set(folder, new() { ["rememberDays"] = 2 });
        await using (var shop = await ServedShop.OpenTomorrowAsync(folder))
        {
            var client = shop.Client(KeyRole.Admin);
            Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/v1/orders", Order("one", null))).Status);
            shop.Clock.Shift += 5 * s_day;
            await shop.RestartAsync();
            Assert.True(shop.Plane.Forgetting.Memory!.Value.From.Year <= 2025);
        }

        var file = corner.Write("counted-later.csv", "product,facility,state,units", "tea,south,OnHand,99");
        Assert.Equal(0, QmProcess.Run("import", "stock", file, "-w", folder).Code);
    }

    private static DateOnly Today => new Instant(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()).UtcDay;

    private void SellUntil(string folder, DateOnly day) => corner.Add(folder, "sales",
        "order,line,at,region,product,units,unit_price", $"last,1,{day:yyyy-MM-dd}T10:00:00Z,dallas,tea,1,5.00");

    private static async Task UntilAsync(ServedShop shop, Func<bool> holds)
    {
        for (var left = 200; !holds() && left > 0; left--)
        {
            await Task.Delay(100);
        }

        Assert.True(holds(), $"{shop.Plane.Forgetting.Memory} {shop.Plane.Forgetting.Fault}");
    }

    private static string Order(string code, Instant? placedAt) =>
        $$"""{"order":"{{code}}","items":[{"product":"tea","units":1}],"destination":{"region":"dallas"}"""
        + (placedAt is { } at ? $",\"placed_at\":\"{at}\"}}" : "}");
}
