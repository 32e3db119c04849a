using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>qm fulfill --backlog in the corner shop: what it saves is known by hand.</summary>
public sealed class BacklogCommandTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Header = "order,line,product,units,region,at,speed";

    [Fact]
    public void An_order_leaves_from_nearer_once_the_goods_are_there_and_what_is_saved_adds_up()
    {
        var shop = corner.Copy();
        Assert.Equal("north", From(Run(shop, "fulfill", Orders(), "--json"), "orders_committed", "from"));
        Assert.Equal(0, (int)Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:00Z", "--json")["moved"]!);

        Run(shop, "import", "stock", corner.Write("count.csv",
            "product,facility,state,units", "tea,south,OnHand,24", "tea,north,OnHand,20", "lamp,north,OnHand,3",
            "lamp,south,OnHand,5"), "--as-of", "2025-03-03", "--json");
        var told = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:00Z", "--json");

        // A parcel costs 4.50 from north and 2.50 from south, its 1.74 kg 0.60 and 0.30 each.
        Assert.Equal((1, 1, 1), ((int)told["open"]!, (int)told["looked_at"]!, (int)told["moved"]!));
        Assert.Equal(2.522, (double)told["saved"]!, 6);
        Assert.Equal((double)told["saved"]!, (double)told["freight_saved"]! + (double)told["handling_saved"]!
            + (double)told["split_saved"]!, 6);
        Assert.Equal(("B-1", "north", "south"), (From(told, "moved_orders", "order"),
            From(told, "moved_orders", "from"), From(told, "moved_orders", "to")));
        var again = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:05Z", "--json");
        Assert.Equal((1, 0, 1, 0), ((int)again["open"]!, (int)again["moved"]!, (int)again["kept"]!,
            (int)again["stayed"]!));

        // The same orders again are the same orders, wherever they leave from now.
        Assert.Equal(1, (int)Run(shop, "fulfill", Orders(), "--json")["repeated"]!);
        var left = Run(shop, "ship", "--order", "B-1", "--json");
        Assert.Equal((1, 1), ((int)left["orders"]!, (int)left["parcels"]!));
        Assert.Equal(0, (int)Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:10Z", "--json")["open"]!);
    }

    [Fact]
    public void Near_its_cut_off_an_order_is_being_picked_and_the_answer_says_so()
    {
        var shop = corner.Copy();
        Run(shop, "fulfill", Orders(), "--json");

        // It leaves at 17:00 local time, 120 minutes of work before; a pick takes 60 more.
        var late = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T20:01Z", "--json");
        var early = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T20:00Z", "--json");

        Assert.Equal((0, "being_picked"), ((int)late["looked_at"]!, From(late, "left", "because")));
        Assert.Equal((0, 1), ((int)late["kept"]!, (int)early["kept"]!));
        Assert.Equal(1, (int)early["looked_at"]!);
    }

    /// <summary>Whoever says that a parcel's space from South is worth 6.00 sends the tea from North, for 2.072 more:
    /// that is what is paid, and the space is freed for others.</summary>
    [Fact]
    public void An_order_that_leaves_dear_space_to_others_pays_more_and_the_answer_says_both()
    {
        var shop = corner.Copy();
        var orders = corner.Write("tea-orders.csv", Header, "S-1,1,tea,2,dallas,2025-03-03T12:00Z,standard");
        Assert.Equal("south", From(Run(shop, "fulfill", orders, "--json"), "orders_committed", "from"));
        corner.Add(shop, "lanes",
            "lane,from_facility,to_region,mode,transit_minutes_median,transit_minutes_late,cost_per_parcel,"
            + "cost_per_kilogram,space_price_per_parcel",
            "south-dallas,south,dallas,Courier,600,900,2.50,0.30,6");

        var told = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:00Z", "--json");

        Assert.Equal(("S-1", "south", "north"), (From(told, "moved_orders", "order"),
            From(told, "moved_orders", "from"), From(told, "moved_orders", "to")));
        foreach (var of in new[] { told, told["moved_orders"]![0]! })
        {
            Assert.Equal((-2.072, -2.072, 6), ((double)of["saved"]!, (double)of["freight_saved"]!,
                (double)of["lane_space_freed"]!));
        }
    }

    [Theory]
    [InlineData("Name one orders file", "--backlog", "--sample", "5")]
    [InlineData("--at is for --backlog and --changes", "--sample", "5", "--at", "2025-03-03T13:00Z")]
    [InlineData("is not a time", "--backlog", "--at", "tomorrow")]
    public void What_cannot_be_asked_together_is_said(string message, params string[] arguments)
    {
        var run = CommandFolder.Start(["fulfill", .. arguments, "--workspace", corner.Folder]);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_ledger_there_is_nothing_to_look_at_again()
    {
        var run = CommandFolder.Start("fulfill", "--backlog", "--workspace", corner.Folder);

        Assert.NotEqual(0, run.Code);
        Assert.Contains("no ledger yet", run.Errors, StringComparison.Ordinal);
    }

    private string Orders() => corner.Write("backlog-orders.csv", Header,
        "B-1,1,lamp,1,dallas,2025-03-03T12:00Z,standard", "B-1,2,tea,2,dallas,2025-03-03T12:00Z,standard");

    private static JsonObject Run(string shop, params string[] arguments)
    {
        var run = CommandFolder.Start([.. arguments, "--workspace", shop]);
        Assert.True(run.Code == 0, run.Output + run.Errors);
        return run.Json;
    }

    private static string? From(JsonObject json, string grid, string column) =>
        (string?)json[grid]!.AsArray()[0]![column];
}
