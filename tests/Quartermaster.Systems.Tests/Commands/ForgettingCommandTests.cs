using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Commands on a ledger that no longer remembers the days they speak of: a finding that names the day, and
/// nothing is done twice.</summary>
public sealed class ForgettingCommandTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Orders_and_counts_of_forgotten_days_are_findings_that_name_the_first_day_remembered(int shards)
    {
        var shop = corner.Copy();
        ShardedWorkspace.Set(shop, new() { ["shards"] = shards, ["rememberDays"] = 2 });
        var orders = corner.Write($"old-{shards}.csv", "order,line,product,units,region,at",
            "A-1,1,tea,1,dallas,2025-03-03T10:00Z", "A-2,1,tea,1,dallas,2025-02-20T10:00Z");
        var told = CommandFolder.Start("fulfill", orders, "--json", "--workspace", shop);
        Assert.True(told.Code == 1, told.Output + told.Errors);
        Assert.Equal((1, 1), ((int)told.Json["committed"]!, (int)told.Json["refused_lines"]!));
        var note = told.Json["notes"]!.AsArray().Select(one => (string)one!).Single(one => one.Contains("remembers"));
        Assert.Contains("1 order of days before 2025-03-01", note, StringComparison.Ordinal);
        Assert.Equal(1, (int)CommandFolder.Start("fulfill", orders, "--json", "--workspace", shop).Json["repeated"]!);

        var stock = corner.Write($"count-{shards}.csv", "product,facility,state,units", "tea,south,OnHand,24");
        told = CommandFolder.Start("import", "stock", stock, "--as-of", "2025-02-01", "--json", "--workspace", shop);
        Assert.True(told.Code == 1, told.Output + told.Errors);
        Assert.Equal("TooOld", (string?)told.Json["ledger_outcome"]);
        Assert.Contains(told.Json["notes"]!.AsArray(), one => ((string)one!).Contains(
            "The stock is of 2025-02-01, and the ledger remembers from 2025-03-01", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_purchase_order_that_is_imported_late_is_on_order_and_no_finding(int shards)
    {
        var shop = corner.Copy();
        ShardedWorkspace.Set(shop, new() { ["shards"] = shards, ["rememberDays"] = 2 });
        CommandFolder.Start("fulfill", corner.Write($"first-{shards}.csv", "order,line,product,units,region,at",
            "A-1,1,tea,1,dallas,2025-03-03T10:00Z"), "--json", "--workspace", shop);
        var told = Import("Released", confirmed: -1);
        Assert.Equal((1, 7), ((int)told["ledger_lines_late"]!, (int)told["ledger_units_ordered"]!));
        Assert.Contains(told["notes"]!.AsArray(), one => ((string)one!).Contains(
            "1 line from before 2025-03-01 is still to come and on order now", StringComparison.Ordinal));
        Assert.Null(Import("Released", confirmed: -1)["ledger_lines_late"]);
        told = Import("Acknowledged", confirmed: 5);
        Assert.Equal((1, 2), ((int)told["ledger_lines_corrected"]!, (int)told["ledger_units_cancelled"]!));
        Assert.Equal(5, (int)Import("Closed", confirmed: 5)["ledger_units_cancelled"]!);

        JsonNode Import(string state, int confirmed)
        {
            var file = corner.Write($"late-{shards}.csv",
                "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day,confirmed_units",
                $"late,1,{state},tea,import,south,7,1.00,2025-02-01,2025-03-20,{(confirmed < 0 ? "" : confirmed)}");
            var ended = CommandFolder.Start("import", "purchase_orders", file, "--json", "--workspace", shop);
            Assert.True(ended.Code == 0, ended.Output + ended.Errors);
            return ended.Json;
        }
    }

    [Fact]
    public void A_ledger_that_is_to_remember_all_forgets_nothing()
    {
        var shop = corner.Copy();
        ShardedWorkspace.Set(shop, new() { ["rememberDays"] = 0 });
        var orders = corner.Write("all.csv", "order,line,product,units,region,at",
            "A-2,1,tea,1,dallas,2025-02-20T10:00Z");
        Assert.Equal(1, (int)CommandFolder.Start(
            "fulfill", orders, "--json", "--workspace", shop).Json["committed"]!);
    }
}
