using System.Text.Json.Nodes;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>What a plan finds scarce, the options of a shipment pay for: the plan's own prices, by hand.</summary>
public sealed class InboundPriceTests
{
    // 60 × 600, 48 × 1,200 and 30 × 3,000 cm³, all of them food for bins; room costs 0.50 a m³ and day.
    private const int Units = 138;
    private const double CubicMeters = 0.1836;
    private const string Ask = """
        {"shipment":"s1","items":[{"product":"tea","units":60},{"product":"coffee","units":48},
         {"product":"bread","units":30}]}
        """;

    [Fact]
    public async Task Room_and_hands_that_the_last_plan_found_scarce_cost_its_prices()
    {
        using var own = new PlannedShop();
        own.Import("capacity", "facility,resource,storage_class,from_day,soft,hard",
            "north,Storage,Bin,2025-01-01,0.05,0.06", "south,Storage,Bin,2025-01-01,1,1",
            "north,Inbound,Bin,2025-01-01,20,30", "south,Inbound,Bin,2025-01-01,400,600");
        var prices = own.Json("plan", "--quick", "--all", "--threads", "2")["prices"]!.AsArray();
        Assert.All(prices, row => Assert.Equal(("north", 0), ((string?)row!["facility"], (double)row["overflow"]!)));
        var (room, hands) = (PriceOf(prices, "Storage"), PriceOf(prices, "Inbound"));
        Assert.True(room > 0 && hands > 0, prices.ToJsonString());

        await using var shop = await ServedShop.OpenTomorrowAsync(own.Folder);
        var (_, body) = await shop.Client().PostAsync("/v1/inbound/options", Ask);
        var options = body!["options"]!.AsArray();
        var alone = options.Where(one => (string?)one!["kind"] == "one_center")
            .ToDictionary(one => (string)one!["centers"]![0]!["to"]!, one => one!);

        // Days as the stated rate counts them.
        var days = Part(alone["north"], "storage") / (0.50 * CubicMeters);
        Assert.Equal(Math.Round(days), days, 1e-4);
        Assert.Equal(CubicMeters * Math.Round(days) * room, Part(alone["north"], "room_price"), 1e-5);
        Assert.Equal(Units * hands, Part(alone["north"], "inbound_price"), 1e-5);
        foreach (var option in options)
        {
            var atNorth = option!["centers"]!.AsArray().Where(center => (string?)center!["to"] == "north")
                .SelectMany(center => center!["items"]!.AsArray())
                .Select(item => (Units: (int)item!["units"]!, Cubic: CubicOf((string)item["product"]!))).ToArray();
            Assert.Equal(atNorth.Sum(item => item.Units * item.Cubic) * Math.Round(days) * room,
                Part(option, "room_price"), 1e-5);
            Assert.Equal(atNorth.Sum(item => item.Units) * hands, Part(option, "inbound_price"), 1e-5);
        }
    }

    private static double CubicOf(string product) => product switch { "tea" => 6e-4, "coffee" => 1.2e-3, _ => 3e-3 };

    private static double PriceOf(JsonArray prices, string resource) =>
        prices.Where(row => (string?)row!["resource"] == resource).Sum(row => (double)row!["price"]!);

    private static double Part(JsonNode option, string code) => option["parts"]!.AsArray()
        .Where(part => (string?)part!["code"] == code).Sum(part => (double)part!["amount"]!);
}
