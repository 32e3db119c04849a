using System.Diagnostics;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>A lane that is imported while the service runs is in the next promises: nobody asks for it, and only what
/// it touches is laid out anew.</summary>
public sealed class LaneImportTests(CornerShop corner, ITestOutputHelper output) : IClassFixture<CornerShop>
{
    private const string Lanes = "lane,from_facility,to_region,mode,transit_minutes_median,transit_minutes_late,"
        + "cost_per_parcel,cost_per_kilogram";

    // Only the north has so much.
    private const string Cart = """
        "items":[{"product":"coffee","units":7}],"destination":{"region":"chicago"}
        """;

    [Fact]
    public async Task Changed_and_new_lanes_are_promised_without_laying_out_the_others()
    {
        var folder = corner.Copy();
        await using var shop = await ServedShop.OpenTomorrowAsync(folder);
        var client = shop.Client(KeyRole.Shop);
        var facts = shop.Plane.View.Parts.Facts!;
        var first = await CostAsync(client);

        corner.Add(folder, "lanes", Lanes, "north-chicago,north,chicago,Courier,600,900,9.50,0.30");
        var dearer = await CostAfterAsync(client, first);
        Assert.Equal(first + 7, dearer);

        // A lane that nobody knew, with a timetable of its own.
        corner.Add(folder, "departures", "lane,departure_minute,weekdays", "north-chicago-new,1020,127");
        corner.Add(folder, "lanes", Lanes, "north-chicago-new,north,chicago,Courier,600,900,1.50,0.30");
        Assert.Equal(first - 1, await CostAfterAsync(client, dearer));

        // And a day on which nothing moves on it.
        corner.Add(folder, "transit_exceptions", ["lane,day,change", .. Enumerable.Range(0, 4).Select(
            day => $"north-chicago-new,{shop.Plane.Now.UtcDay.AddDays(day):yyyy-MM-dd},Stopped")]);
        Assert.Equal(dearer, await CostAfterAsync(client, first - 1));

        // Nothing else was joined anew, and the ways were laid out once, when the service began.
        Assert.Equal(1, shop.Plane.View.Parts.Follower!.Builds);
        Assert.Same(facts.Products, shop.Plane.View.Parts.Facts!.Products);
        Assert.Null(shop.Plane.RenewalFault);
    }

    private async Task<decimal> CostAfterAsync(HttpClient client, decimal before)
    {
        var (clock, cost) = (Stopwatch.StartNew(), before);
        while (cost == before && clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            cost = await CostAsync(client);
        }

        output.WriteLine($"{before} became {cost} after {clock.Elapsed.TotalSeconds:0.00} s");
        return cost;
    }

    private static async Task<decimal> CostAsync(HttpClient client)
    {
        var (_, body) = await client.PostAsync("/v1/promises", $"{{{Cart}}}");
        return (decimal)body!["offers"]!.AsArray()[0]!["cost"]!;
    }
}
