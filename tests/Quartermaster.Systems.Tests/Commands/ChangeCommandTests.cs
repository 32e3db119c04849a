using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>qm fulfill --changes in the corner shop: units that were not found, and other addresses.</summary>
public sealed class ChangeCommandTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public void Changes_of_a_file_are_made_once_and_what_cannot_be_is_said()
    {
        var shop = corner.Copy();
        Run(shop, 0, "fulfill", corner.Write("change-orders.csv", "order,line,product,units,region,at,speed",
            "C-1,1,tea,2,dallas,2025-03-03T12:00Z,standard", "C-2,1,rug,1,dallas,2025-03-03T12:00Z,one_day",
            "C-3,1,tea,3,dallas,2025-03-03T12:00Z,one_day"), "--json");
        var changes = corner.Write("changes.csv",
            "change,order,product,facility,units,as,region,accept_later",
            "k-1,C-1,tea,south,2,,,", "k-2,C-2,,,,,chicago,", "k-3,C-2,,,,,houston,",
            "k-4,C-3,tea,south,1,unfulfillable,,", "k-5,C-4,,,,,houston,", "k-6,C-1,,,,,moon,");

        // Of C-1 a change cannot be read; the other is tried by itself.
        var told = Run(shop, 1, "fulfill", "--changes", changes, "--at", "2025-03-03T13:00Z", "--json");
        Assert.Equal((5, 3, 2, 1), ((int)told["changes"]!, (int)told["made"]!, (int)told["refused"]!,
            (int)told["rejected"]!));
        Assert.Equal(["cannot_keep", "unknown"],
            told["changes_not_made"]!.AsArray().Select(row => (string?)row!["because"]));
        Assert.Equal(1, (int)told["units_left"]!);
        Assert.Equal("north", (string?)told["changes_made"]!.AsArray()[0]!["from"]);
        var rejected = told["rejected_lines"]!.AsArray().Single()!;
        Assert.Equal((7, "k-6", "C-1"),
            ((int)rejected["line"]!, (string?)rejected["change"], (string?)rejected["order"]));

        changes = corner.Write("changes.csv", "change;order;product;facility;units", "k-1;C-1;tea;south;2");
        told = Run(shop, 0, "fulfill", "--changes", changes, "--at", "2025-03-03T13:00Z", "--json");
        Assert.Equal((0, 1), ((int)told["made"]!, (int)told["repeated"]!));
    }

    [Fact]
    public void A_change_with_a_bad_line_is_left_out_whole_with_all_its_lines_and_no_other()
    {
        var shop = corner.Copy();
        Run(shop, 0, "fulfill", corner.Write("part-orders.csv", "order,line,product,units,region,at,speed",
            "P-1,1,tea,2,dallas,2025-03-03T12:00Z,standard", "P-1,2,bread,2,dallas,2025-03-03T12:00Z,standard"),
            "--json");
        var changes = corner.Write("part.csv", "change,order,product,facility,units",
            "k-1,P-1,tea,south,1", "k-1,P-1,nothing,south,1", "k-2,P-1,bread,south,1", "k-1,P-9,tea,south,1");

        var told = Run(shop, 1, "fulfill", "--changes", changes, "--at", "2025-03-03T13:00Z", "--json");

        Assert.Equal((2, 1), ((int)told["changes"]!, (int)told["made"]!));
        Assert.Equal([(2, "k-1"), (3, "k-1")], told["rejected_lines"]!.AsArray()
            .Select(row => ((int)row!["line"]!, (string?)row["change"])));
    }

    [Fact]
    public void A_file_without_the_columns_is_refused()
    {
        var shop = corner.Copy();
        Run(shop, 0, "fulfill", "--sample", "1", "--json");
        var run = CommandFolder.Start("fulfill", "--changes", corner.Write("odd.csv", "order,region", "a,b"),
            "--workspace", shop);

        Assert.Equal(2, run.Code);
        Assert.Contains("no column change", run.Errors, StringComparison.Ordinal);
    }

    private static JsonObject Run(string shop, int code, params string[] arguments)
    {
        var run = CommandFolder.Start([.. arguments, "--workspace", shop]);
        Assert.True(run.Code == code, $"{run.Code}: {run.Output}{run.Errors}");
        return run.Json;
    }
}
