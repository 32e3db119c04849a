using Quartermaster.Storage.Health;
using Quartermaster.Tests.Storage.Import;
using Xunit;

namespace Quartermaster.Tests.Storage.Health;

public sealed class DataHealthTests
{
    [Fact]
    public void An_empty_workspace_lists_every_table_and_the_commands_that_need_it()
    {
        using var folder = new ImportFolder();
        var findings = DataHealth.Check(folder.Workspace.Tables, 45);
        Assert.All(findings, finding => Assert.Equal("table-missing", finding.Rule));
        Assert.Contains(findings, finding => finding is { Table: "sales", Severity: Severity.Error }
            && finding.Cost.Contains("needed by: forecast") && finding.NextStep == "qm import sales FILE");
        Assert.Contains(findings, finding => finding.Table == "departures" && finding.Cost.StartsWith(
            "lanes are taken to leave every 45 minutes while their start works", StringComparison.Ordinal));
        Assert.Equal(findings.OrderByDescending(finding => finding.Severity), findings);
    }

    [Fact]
    public void Each_contradiction_is_found_with_its_codes()
    {
        using var folder = new ImportFolder();
        folder.Import("products", "product,category,storage_class,volume_cubic_centimeters,weight_grams,launch_day\n"
            + "P,C,bin,10,10,2024-01-05\nQ,C,bin,10,10,\n");
        folder.Import("sales", "order,line,at,product,region,units,unit_price\n" + string.Concat(
            Enumerable.Range(1, 28).Where(day => day != 10).Select(day =>
                $"O{day},1,2024-01-{day:D2},P,R,1,5\n")) + "X,1,2024-01-02,UNKNOWN,R,1,1\n");
        folder.Import("prices", "product,from_day,unit_price\nP,2024-01-01,5\n");
        folder.Import("vendors", "vendor\nV\n");
        folder.Import("offers", "product,vendor,unit_cost,lead_time_days\nP,V,6,10\n");
        folder.Import("receipts",
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units\n" + string.Concat(
                Enumerable.Range(1, 5).Select(i => $"PO{i},1,P,V,F,2024-01-0{i},5,2024-02-0{i},5\n"))
            + "PO9,1,P,V,F,2024-03-01,5,2024-02-01,5\n");
        folder.Import("purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day\n"
            + "PO1,1,received,P,V,F,5,6,2024-01-01,2024-01-11\n");
        folder.Import("facilities", "facility,kind,latitude,longitude,zone\nF,fulfillment,1,1,Europe/London\n");
        folder.Import("regions", "region,latitude,longitude,zone\nR,1,1,Europe/London\nS,1,1,Europe/London\n");
        folder.Import("lanes",
            "lane,from_facility,to_facility,to_region,mode,transit_minutes_median,transit_minutes_late\n"
            + "L1,F,,R,courier,10,20\nL2,G,,T,courier,10,20\nL3,F,,,truck,10,20\n");
        folder.Import("stock", "product,facility,units\nP,F,1\nP,H,1\n");
        folder.Import("capacity", "facility,resource,from_day,soft,hard\nX,inbound,2024-01-01,1,1\n");
        folder.Import("events", "event,kind,first_day,last_day\nE,holiday,2024-01-01,2024-01-02\n");
        folder.Import("postal", "country,prefix,region\nGB,SW1,R\nGB,SW 1,R\nGBR,1,R\nGB,SW2,T\nGB,,R\n");
        var found = DataHealth.Check(folder.Workspace.Tables, 45).Where(finding => finding.Rule != "table-missing")
            .ToDictionary(finding => finding.Rule, finding => (finding.Count, string.Join(',', finding.Examples)));
        var expected = new Dictionary<string, (long, string)>
        {
            ["postal-prefix-twice"] = (1, "GB-SW1"), ["postal-prefix-that-none-has"] = (1, "GBR-1"),
            ["postal-of-unknown-region"] = (1, "T"),
            ["sold-but-unknown-product"] = (1, "UNKNOWN"), ["product-without-offer"] = (1, "Q"),
            ["product-without-price"] = (1, "Q"), ["product-never-sold"] = (1, "Q"), ["cost-above-price"] = (1, "P"),
            ["sold-before-launch"] = (1, "P"), ["days-without-any-sale"] = (1, "2024-01-10"),
            ["receipt-without-order"] = (5, "PO2,PO3,PO4,PO5,PO9"), ["received-before-ordered"] = (1, "PO9"),
            ["lead-time-not-as-stated"] = (1, "V"), ["product-without-stock-row"] = (1, "Q"),
            ["stock-at-unknown-place"] = (1, "H"), ["lane-from-unknown-place"] = (1, "L2"),
            ["lane-to-unknown-region"] = (1, "L2"), ["lane-to-nowhere"] = (1, "L3"),
            ["region-without-lane"] = (1, "S"), ["center-without-capacity"] = (1, "F"),
            ["past-event-without-strength"] = (1, "E"), ["capacity-of-unknown-facility"] = (1, "X"),
            ["sold-on-one-day-only"] = (1, "UNKNOWN"), ["no-event-to-come"] = (1, "E"),
        };
        Assert.Equal(expected.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Limits_and_lanes_that_nobody_can_mean_are_found()
    {
        using var folder = new ImportFolder();
        folder.Import("facilities", "facility,kind,latitude,longitude,zone\nF,fulfillment,1,1,Europe/London\n"
            + "G,fulfillment,1,1,Europe/London\nV,vendor,1,1,Europe/London\n");
        folder.Import("capacity", "facility,resource,from_day,soft,hard\nF,outbound,2024-01-01,0,0\n"
            + "G,outbound,2024-01-01,40,30\nV,outbound,2024-01-01,0,0\n");
        folder.Import("lanes", "lane,from_facility,to_facility,mode,transit_minutes_median,transit_minutes_late\n"
            + "L1,F,G,truck,600,300\nL2,G,F,truck,300,600\n");
        var found = DataHealth.Check(folder.Workspace.Tables, 45).Where(finding => finding.Rule != "table-missing")
            .ToDictionary(finding => finding.Rule, finding => string.Join(',', finding.Examples));
        Assert.Equal(("F", "G", "L1"),
            (found["center-without-hands"], found["soft-above-hard"], found["late-before-median"]));
    }

    [Fact]
    public void A_code_without_a_row_in_its_own_table_is_found_whichever_table_names_it()
    {
        using var folder = new ImportFolder();
        folder.Import("products",
            "product,category,storage_class,volume_cubic_centimeters,weight_grams\nP,C,bin,1,1\n");
        folder.Import("vendors", "vendor\nV\n");
        folder.Import("rates", "category,capital_percent_per_year,storage_per_cubic_meter_day,receive_per_unit,"
            + "pick_per_unit,goodwill_per_unit\nD,1,1,1,1,1\n");
        folder.Import("facilities", "facility,kind,latitude,longitude,zone\nF,fulfillment,1,1,Europe/London\n");
        folder.Import("lanes", "lane,from_facility,to_facility,mode,transit_minutes_median,transit_minutes_late\n"
            + "L,F,F,truck,10,20\n");
        folder.Import("offers", "product,vendor,ship_to,unit_cost,lead_time_days\n"
            + "P,V,,1,1\nP,NOBODY,,1,1\nNOTHING,V,,1,1\nP,V,NOWHERE,1,1\n");
        folder.Import("stock", "product,facility,units\nP,F,1\nNOTHING,F,1\n");
        folder.Import("departures", "lane,departure_minute\nNOLANE,60\n");
        var found = DataHealth.Check(folder.Workspace.Tables, 45).ToDictionary(
            finding => (finding.Table, finding.Rule),
            finding => (finding.Severity, string.Join(',', finding.Examples)));
        Assert.Equal((Severity.Error, "NOBODY"), found[("offers", "offers-of-unknown-vendor")]);
        Assert.Equal((Severity.Error, "NOTHING"), found[("offers", "offers-of-unknown-product")]);
        Assert.Equal((Severity.Error, "NOWHERE"), found[("offers", "offers-of-unknown-ship-to")]);
        Assert.Equal((Severity.Error, "NOTHING"), found[("stock", "stock-of-unknown-product")]);
        Assert.Equal((Severity.Warning, "NOLANE"), found[("departures", "departures-of-unknown-lane")]);
        Assert.Equal((Severity.Warning, "C"), found[("rates", "category-without-rate")]);
    }

    [Theory]
    [InlineData(10_000_000, 1, 1, false)]
    [InlineData(1, 1_000_000_000, 1, false)]
    [InlineData(10_000_000, 1, 2, true)]
    [InlineData(1_000_000, 100_000_000, 1, true)]
    [InlineData(1_000_000_000, 1_000_000_000, 3, true)]
    public void A_day_of_sales_beyond_belief_is_found(int units, int price, int lines, bool isFound)
    {
        using var folder = new ImportFolder();
        folder.Import("sales", "order,line,at,product,units,unit_price,is_cancelled\n"
            + "X,1,2025-03-01T10:00:00Z,Q,1000000000,1000000000,true\n" + string.Concat(Enumerable.Range(1, lines)
                .Select(line => $"O,{line},2025-03-01T10:00:00Z,P,{units},{price},\n")));
        var found = DataHealth.Check(folder.Workspace.Tables, 45)
            .Where(finding => finding.Rule == "sold-beyond-belief");
        Assert.Equal(isFound ? ["P"] : [], found.SelectMany(finding => finding.Examples));
    }

    [Theory]
    [InlineData("in_stock_share", "0", true)]
    [InlineData("in_stock_share", "0.1", false)]
    [InlineData("stock_out_hours", "16777215", true)]
    [InlineData("stock_out_hours", "16777214", false)]
    public void A_sale_on_a_day_that_views_call_out_of_stock_is_found(string column, string value, bool isFound)
    {
        using var folder = new ImportFolder();
        folder.Import("sales", "order,line,at,product,units,unit_price,is_cancelled\n"
            + "O,1,2025-03-01T10:00:00Z,P,3,1,\nO,2,2025-03-01T12:00:00Z,P,1,1,\nO,3,2025-03-02T12:00:00Z,P,1,1,\n"
            + "O,4,2025-03-03T12:00:00Z,P,7,1,true\n");
        folder.Import("views", $"product,day,{column}\nP,2025-03-01,{value}\nP,2025-03-03,{value}\n"
            + $"P,2025-03-04,{value}\n");
        var found = DataHealth.Check(folder.Workspace.Tables, 45)
            .Where(finding => finding.Rule == "sold-while-out-of-stock").ToArray();
        Assert.Equal(isFound ? ["P on 2025-03-01: 4 units sold, none expected"] : [],
            found.SelectMany(finding => finding.Examples));
        Assert.All(found, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Theory]
    [InlineData("", ", on an event day: fair", true)]
    [InlineData("F1,holiday,fair,2025-01-20,2025-01-20\n", "", false)]
    [InlineData("F1,holiday,other,2025-01-20,2025-01-20\n", ", on an event day: fair", true)]
    public void A_day_far_above_others_is_told_with_its_event_unless_that_explains_it(
        string other, string named, bool isFound)
    {
        using var folder = new ImportFolder();
        folder.Import("products", "product,category,storage_class,volume_cubic_centimeters,weight_grams\n"
            + "P,C,bin,10,10\n");
        folder.Import("sales", "order,line,at,product,units,unit_price\n" + string.Concat(
            Enumerable.Range(0, 59).Select(day => $"O{day},1,{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd},P,"
                + $"{(day == 40 ? 300 : day == 19 ? 120 : 2)},5\n")));
        folder.Import("events", $"event,kind,name,first_day,last_day\nF2,holiday,fair,2025-02-10,2025-02-10\n{other}");
        var found = DataHealth.Check(folder.Workspace.Tables, 45)
            .Where(finding => finding.Rule == "day-far-above-all-others").SelectMany(finding => finding.Examples)
            .Where(example => example.Contains("300 units", StringComparison.Ordinal));
        Assert.Equal(isFound ? [$"P on 2025-02-10: 300 units (usual 2){named}"] : [], found);
    }
}
