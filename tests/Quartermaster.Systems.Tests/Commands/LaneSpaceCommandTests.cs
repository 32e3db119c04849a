using System.Text.Json.Nodes;
using Quartermaster.App.Worlds;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Room on a lane of the corner shop that is short: what the plan says it is worth, and who leaves it to
/// others.</summary>
/// <remarks>South sends Dallas one parcel a day, and more is wanted. Tea lies in both centers, from North a parcel
/// costs 2.00 more; rugs lie in South only.</remarks>
public sealed class LaneSpaceCommandTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly string[] s_orders =
    [
        "order,line,product,units,region,at,speed", "T-1,1,tea,1,dallas,2025-03-03T12:00Z,standard",
        "R-1,1,rug,1,dallas,2025-03-03T12:05Z,two-day",
    ];

    [Fact]
    public void An_order_that_can_go_another_way_leaves_the_room_to_one_that_cannot()
    {
        var (without, shop) = (Short(), Short());
        var plan = Run(shop, "plan", "--no-release", "--json");

        Assert.True((int)plan["lane_days_with_a_price_of_room"]! > 0);
        var price = plan["lane_space"]!.AsArray()[0]!;
        Assert.Equal(("south-dallas", "parcels"), ((string)price["lane"]!, (string)price["of"]!));
        Assert.True((double)price["wanted"]! > (double)price["limit"]!);
        Assert.True((double)price["units"]! <= (double)price["limit"]! * 1.02);
        Assert.InRange((double)price["price"]!, 2, 10);
        var orders = corner.Write("lane-space.csv", s_orders);
        Assert.Equal([("T-1", "south", "2025-03-04"), ("R-1", "south", "2025-03-05")],
            Sent(Run(without, "fulfill", orders, "--json")));
        Assert.Equal([("T-1", "north", "2025-03-06"), ("R-1", "south", "2025-03-04")],
            Sent(Run(shop, "fulfill", orders, "--json")));
    }

    /// <summary>The price is in no cost that anybody pays or is told.</summary>
    [Fact]
    public void What_room_is_worth_to_others_is_not_paid()
    {
        var shop = Short();
        Run(shop, "plan", "--no-release", "--json");

        var tea = Run(shop, "promise", "--to", "dallas", "--line", "tea", "--at", "2025-03-03T13:00Z", "--json");

        // From South for one and two days, from where nothing else is in time; from North for the standard speed.
        var freight = tea["speeds"]!.AsArray().Where(row => (bool)row!["is_offered"]!)
            .Select(row => ((string)row!["from"]!, (double)row["cost"]!)).ToArray();
        Assert.Equal([("south", 2.536), ("south", 2.536), ("north", 4.572)], freight);
    }

    [Fact]
    public void A_price_that_people_typed_in_stays()
    {
        var shop = Short(",space_price_per_parcel", ",0.25");

        var plan = Run(shop, "plan", "--no-release", "--json");

        Assert.Null(plan["lane_days_with_a_price_of_room"]);
    }

    [Fact]
    public void A_plan_is_made_again_to_the_same_prices()
    {
        var shop = Short();
        var run = (string)Run(shop, "plan", "--no-release", "--json")["run"]!;

        var workspace = Workspace.Open(shop);
        var stored = workspace.Runs.Open(run);

        Assert.Contains(stored.Read<LaneSpacePrice>(PlanParts.LaneSpace).Rows.ToArray(), row => row.Price > 0);
        Assert.Empty(RunAgain.Plan(workspace, stored, threads: 1).Differences);
    }

    private string Short(string column = "", string value = "")
    {
        var shop = corner.Copy();
        corner.Add(shop, "lanes",
            "lane,from_facility,to_region,mode,transit_minutes_median,transit_minutes_late,cost_per_parcel,"
            + "cost_per_kilogram,parcels_per_departure" + column,
            "south-dallas,south,dallas,Courier,600,900,2.50,0.30,1" + value);
        return shop;
    }

    // From where, and on which day it is there.
    private static (string Order, string From, string Day)[] Sent(JsonNode told) => [.. told["shipments"]!.AsArray()
        .Select(row => ((string)row!["order"]!, (string)row["from"]!, ((string)row["delivery"]!)[..10]))];

    private static JsonObject Run(string shop, params string[] command) =>
        CommandFolder.Start([.. command, "--workspace", shop]).Json;
}
