using System.Net;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Whatever is decided is decided by now: the clock, and the last plan.</summary>
public sealed class NowTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task An_order_placed_a_while_ago_leaves_from_now_on()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var client = shop.Client(KeyRole.Shop);
        var now = shop.Clock.GetUtcNow();
        var body = (await client.PostAsync("/v1/orders", $$"""
            {"order":"late","items":[{"product":"tea"}],"destination":{"region":"dallas"},"speed":"standard",
             "placed_at":"{{now.AddHours(-20):yyyy-MM-ddTHH:mm}}Z"}
            """)).Body!;
        Assert.True(DateTimeOffset.Parse((string)body["fulfillments"]![0]!["delivery"]!, null) > now);

        // And so does what can be had instead.
        var (status, told) = await client.PostAsync("/v1/orders", $$"""
            {"order":"later","items":[{"product":"tea"},{"product":"rug","units":90000}],
             "destination":{"region":"dallas"},"speed":"one_day","fill":"fill_or_kill",
             "placed_at":"{{now.AddHours(-20):yyyy-MM-ddTHH:mm}}Z"}
            """);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.True(DateTimeOffset.Parse((string)told!["next_offer"]!["promised"]!, null) > now);
    }

    [Fact]
    public async Task A_plan_that_was_made_meanwhile_is_what_orders_are_decided_by()
    {
        var folder = corner.Copy();
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        await shop.Plane.RenewAsync();
        var before = shop.Plane.View;
        Assert.Null(before.Parts.StockValues);

        Assert.Equal(0, QmProcess.Run("plan", "--quick", "--no-release", "-w", folder).Code);
        await shop.Plane.RenewAsync();

        Assert.NotNull(shop.Plane.View.Parts.StockValues);
        var after = shop.Plane.View;
        await shop.Plane.RenewAsync();
        Assert.Same(after, shop.Plane.View);
    }
}
