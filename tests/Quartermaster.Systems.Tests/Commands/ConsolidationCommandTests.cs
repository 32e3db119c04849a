using System.Text.Json.Nodes;
using Quartermaster.App.CommandLine;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>qm fulfill with orders that name a customer, in the corner shop: what is saved is known by hand.</summary>
public sealed class ConsolidationCommandTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Header = "order,line,product,units,region,at,speed,customer";

    [Fact]
    public void Two_orders_of_a_customer_on_both_sides_of_a_cut_off_leave_together_and_two_of_nobody_do_not()
    {
        // South picks until 15:00 local time for the departure at 17:00, 21:00 UTC.
        string[] Orders(string one, string other) =>
        [
            Header, $"C-1,1,tea,1,dallas,2025-03-03T20:00Z,standard,{one}",
            $"C-2,1,coffee,1,dallas,2025-03-03T21:30Z,standard,{other}",
        ];
        foreach (var (one, other, shared) in ((string, string, int)[])
            [("ann", "ann", 1), ("ann", "bob", 0), ("", "", 0)])
        {
            var shop = corner.Copy();
            var told = Run(shop, "fulfill", corner.Write("c.csv", Orders(one, other)), "--json");
            var again = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T22:00Z", "--json");

            Assert.Equal((2, 1.0), ((int)told["committed"]!, (double)told["offers_honored_share"]!));
            Assert.Equal((2, 0, shared), ((int)again["open"]!, (int)again["moved"]!, (int)again["parcels_shared"]!));
            Assert.Equal(one == "" ? 1 : 2, (int)again["looked_at"]!);
        }
    }

    [Fact]
    public void An_order_leaves_with_its_customers_other_one_from_farther_away_where_that_saves_a_parcel()
    {
        var shop = corner.Copy();
        var orders = corner.Write("e.csv", Header, "E-1,1,lamp,1,dallas,2025-03-03T12:00Z,standard,ann",
            "E-2,1,tea,1,dallas,2025-03-03T12:05Z,standard,ann", "E-3,1,tea,1,dallas,2025-03-03T12:05Z,standard,bob");
        Assert.Equal(3, (int)Run(shop, "fulfill", orders, "--json")["committed"]!);

        var told = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:00Z", "--json");

        // A parcel of 2.50 and its packing of 0.30 less; 120 g at 0.60 instead of 0.30 the kilogram.
        Assert.Equal((1, 1, 1), ((int)told["moved"]!, (int)told["parcels_saved"]!, (int)told["parcels_shared"]!));
        Assert.Equal(2.764, (double)told["saved"]!, 6);
        Assert.Equal(("E-2", "south", "north"), (From(told, "moved_orders", "order"),
            From(told, "moved_orders", "from"), From(told, "moved_orders", "to")));
        Assert.Contains(told["notes"]!.AsArray(), note =>
            ((string)note!).Contains("Orders of one customer leave together: 1 parcel", StringComparison.Ordinal));
        var again = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T13:05Z", "--json");
        Assert.Equal((0, 1, 3), ((int)again["moved"]!, (int)again["parcels_shared"]!, (int)again["kept"]!));

        // The same orders again are the same orders; of another customer they are others.
        Assert.Equal(3, (int)Run(shop, "fulfill", orders, "--json")["repeated"]!);
        var other = CommandFolder.Start("fulfill", corner.Write("f.csv", Header,
            "E-2,1,tea,1,dallas,2025-03-03T12:05Z,standard,bob"), "--json", "--workspace", shop);
        Assert.Equal((int)ExitCode.DoneWithFindings, other.Code);
        Assert.Equal("customer", From(other.Json, "conflicts", "field"));
    }

    [Fact]
    public void Where_orders_are_not_held_they_leave_by_the_first_way()
    {
        var shop = corner.Copy();
        var settings = Path.Combine(shop, "quartermaster.json");
        var json = JsonNode.Parse(File.ReadAllText(settings))!.AsObject();
        json["policies"] ??= new JsonObject();
        json["policies"]!["orders"] = new JsonObject { ["holdForConsolidation"] = false };
        File.WriteAllText(settings, json.ToJsonString());

        Run(shop, "fulfill", corner.Write("g.csv", Header, "G-1,1,tea,1,dallas,2025-03-03T20:00Z,standard,ann"),
            "--json");

        var told = Run(shop, "fulfill", "--backlog", "--at", "2025-03-03T22:00Z", "--json");
        Assert.Equal("being_picked", From(told, "left", "because"));
    }

    [Fact]
    public void Lines_of_an_order_that_name_two_customers_and_codes_that_are_too_long_are_told()
    {
        var shop = corner.Copy();
        var run = CommandFolder.Start("fulfill", corner.Write("h.csv", Header,
            "H-1,1,tea,1,dallas,2025-03-03T20:00Z,,ann", "H-1,2,coffee,1,dallas,2025-03-03T20:00Z,,bob",
            $"H-2,1,tea,1,dallas,2025-03-03T20:00Z,,{new string('x', 101)}"), "--json", "--workspace", shop);
        Assert.Contains("disagree on region, at, speed or customer", run.Output, StringComparison.Ordinal);
        Assert.Contains("customer must be a code of at most 100 characters", run.Output, StringComparison.Ordinal);
    }

    private static JsonObject Run(string shop, params string[] arguments)
    {
        var run = CommandFolder.Start([.. arguments, "--workspace", shop]);
        Assert.True(run.Code == 0, run.Output + run.Errors);
        return run.Json;
    }

    private static string? From(JsonObject json, string grid, string column) =>
        (string?)json[grid]!.AsArray()[0]![column];
}
