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
