using Quartermaster.Domain;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.Buying;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A code that other tables name, but its own table does not have, is found by <c>check</c> and passed over by
/// everything else.</summary>
public sealed class UnknownCodesTests(CornerShop shop) : IClassFixture<CornerShop>
{
    private const string Sale = "order,line,at,region,product,units,unit_price,owner,shipped_from";
    private const string Offer = "product,vendor,ship_to,unit_cost,lead_time_days";
    private const string Stock = "product,facility,units,owner";
    private const string Lane = "lane,from_facility,to_facility,to_region,mode,transit_minutes_median,"
        + "transit_minutes_late";

    private const string PurchaseOrder = "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,"
        + "ordered_day,due_day";

    private const string Receipt = "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units";

    // One row for each table and column that can name what is not there.
    private static readonly Case[] s_cases =
    [
        new("sales", Sale, "X1,1,2025-03-01T10:00:00Z,atlantis,bread,3,3.90,,", "sold-to-unknown-region", "atlantis"),
        new("sales", Sale, "X2,1,2025-03-02T23:00:00Z,chicago,nectar,3,3.90,,", "sold-but-unknown-product", "nectar"),
        new("sales", Sale, "X3,1,2025-03-01T10:00:00Z,chicago,bread,3,3.90,nobody,moon",
            "sales-of-unknown-shipped-from", "moon"),
        new("offers", Offer, "bread,ghost,,0.10,1", "offers-of-unknown-vendor", "ghost"),
        new("offers", Offer, "nectar,bakery,,0.10,1", "offers-of-unknown-product", "nectar"),
        new("offers", Offer, "bread,bakery,moon,0.10,1", "offers-of-unknown-ship-to", "moon"),
        new("stock", Stock, "nectar,north,50,", "stock-of-unknown-product", "nectar"),
        new("stock", Stock, "bread,moon,50,nobody", "stock-at-unknown-place", "moon"),
        new("lanes", Lane, "L7,moon,,chicago,Courier,600,900", "lane-from-unknown-place", "L7"),
        new("lanes", Lane, "L8,north,moon,,Truck,600,900", "lane-from-unknown-place", "L8"),
        new("lanes", Lane, "L9,north,,atlantis,Courier,600,900", "lane-to-unknown-region", "L9"),
        new("departures", "lane,departure_minute", "L0,60", "departures-of-unknown-lane", "L0"),
        new("prices", "product,region,from_day,unit_price", "nectar,atlantis,2025-01-01,2",
            "prices-of-unknown-product", "nectar"),
        new("capacity", "facility,resource,from_day,soft,hard", "moon,Inbound,2025-01-01,1,2",
            "capacity-of-unknown-facility", "moon"),
        new("purchase_orders", PurchaseOrder, "P9,1,Released,nectar,ghost,moon,5,1,2025-03-01,2025-03-09",
            "purchase-orders-of-unknown-product", "nectar"),
        new("receipts", Receipt, "P9,1,nectar,ghost,moon,2025-02-01,5,2025-02-09,5", "receipts-of-unknown-vendor",
            "ghost"),
        new("views", "product,region,day,views", "nectar,atlantis,2025-03-01,9", "views-of-unknown-product", "nectar"),
        new("calendars", "facility,region,day", "moon,,2025-03-04", "calendars-of-unknown-facility", "moon"),
        new("listings", "product,owner", "nectar,nobody", "listings-of-unknown-product", "nectar"),
        new("attributes", "product,attribute,value", "nectar,color,red", "attributes-of-unknown-product", "nectar"),
        new("links", "product,other,kind", "bread,nectar,Substitute", "links-of-unknown-other", "nectar"),
    ];

    [Fact]
    public void Every_one_is_found_and_none_stops_a_command()
    {
        var copy = shop.Copy();
        foreach (var row in s_cases)
        {
            shop.Add(copy, row.Table, row.Header, row.Row);
        }

        var found = QmProcess.Run("check", "-w", copy, "--json").Json["findings"]!.AsArray()
            .ToLookup(finding => (string)finding!["rule"]!, finding => (string)finding!["examples"]!);
        Assert.All(s_cases, row => Assert.Contains(row.Code, Assert.Single(found[row.Rule]).Split(", ")));
        Done("plan", "--quick", "--all", "--threads", "2");
        Done("plan", "--quick", "--as-of", "2025-02-25");
        Done("fulfill", "--sample", "5");
        Done("promise", "--to", "chicago", "--line", "bread");
        Done("simulate", "--as-of", "2025-02-17", "--days", "10", "--warm-up", "2", "--replications", "1");

        void Done(params string[] arguments)
        {
            var ended = QmProcess.Run([.. arguments, "-w", copy, "--json"]);
            Assert.True(ended.Code is 0 or 1, $"{string.Join(' ', arguments)}: {ended.Code}\n{ended.Error}");
        }
    }

    [Fact]
    public void A_region_without_a_place_is_no_place_to_promise_to_and_orders_from_there_are_rejected()
    {
        var copy = shop.Copy();
        shop.Add(copy, "sales", Sale, "X1,1,2025-03-01T10:00:00Z,atlantis,bread,3,3.90,,",
            "X2,1,2025-03-01T10:00:00Z,chicago,nectar,3,3.90,,");
        var promise = QmProcess.Run("promise", "--to", "atlantis", "--line", "bread", "-w", copy);
        Assert.Equal(2, promise.Code);
        Assert.Contains("There is no region 'atlantis'", promise.Error, StringComparison.Ordinal);
        Assert.Contains("qm export regions --to regions.csv", promise.Error, StringComparison.Ordinal);
        var nectar = QmProcess.Run("promise", "--to", "chicago", "--line", "nectar", "-w", copy);
        Assert.Equal(2, nectar.Code);
        Assert.Contains("There is no product 'nectar'", nectar.Error, StringComparison.Ordinal);

        var orders = shop.Write("atlantis.csv", "order,line,product,units,region,at",
            "A,1,bread,1,atlantis,2025-03-03T10:00Z", "B,1,nectar,1,chicago,2025-03-03T10:00Z",
            "C,1,bread,1,chicago,2025-03-03T10:00Z");
        var fulfilled = QmProcess.Run("fulfill", orders, "-w", copy, "--json");
        Assert.Equal(1, fulfilled.Code);
        Assert.Contains("not in the table regions", fulfilled.Output, StringComparison.Ordinal);
        Assert.Contains("not in the table products", fulfilled.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_bought_from_a_vendor_that_is_not_there_however_cheap()
    {
        var copy = shop.Copy();
        shop.Add(copy, "offers", Offer, "bread,ghost,,0.01,1", "bread,bakery,moon,0.01,1");
        var plan = QmProcess.Run("plan", "--quick", "--all", "-w", copy, "--json");
        Assert.Equal(0, plan.Code);
        Assert.Contains(plan.Json["notes"]!.AsArray(), note =>
            ((string)note!).StartsWith("2 offers left out", StringComparison.Ordinal));
        var workspace = Workspace.Open(copy);
        var bought = workspace.Runs.Open((string)plan.Json["run"]!).Read<PurchaseLine>(PlanParts.Buy).Rows.ToArray();
        var catalog = workspace.Tables.Catalog;
        Assert.DoesNotContain(bought, line => line.Vendor == catalog.Find<VendorId>("ghost")
            || line.ShipTo == catalog.Find<FacilityId>("moon"));
        Assert.Contains(bought, line => line.Product == catalog.Find<ProductId>("bread") && line.Units > 0);
    }

    [Fact]
    public void A_zone_that_is_none_is_an_error_of_check_and_no_silent_UTC()
    {
        var copy = shop.Copy();
        shop.Add(copy, "regions", "region,latitude,longitude,zone", "chicago,41.88,-87.63,Chicago");
        var check = QmProcess.Run("check", "-w", copy, "--json");
        var finding = Assert.Single(check.Json["findings"]!.AsArray(),
            found => (string)found!["rule"]! == "unknown-time-zone");
        Assert.Equal(("error", "chicago (Chicago)"), ((string)finding!["severity"]!, (string)finding["examples"]!));
        var promise = QmProcess.Run("promise", "--to", "chicago", "--line", "bread", "-w", copy);
        Assert.NotEqual(0, promise.Code);
        Assert.Contains("not an IANA time zone", promise.Error, StringComparison.Ordinal);
        Assert.True(QmProcess.Run("plan", "--quick", "-w", copy).Code is 0 or 1);
    }

    // A row of a table, and the rule that finds the code in it.
    private sealed record Case(string Table, string Header, string Row, string Rule, string Code);
}
