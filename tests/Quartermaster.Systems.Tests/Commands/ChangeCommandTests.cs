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

        // C-1 has a line that cannot be read, so it is left out whole.
        var told = Run(shop, 1, "fulfill", "--changes", changes, "--at", "2025-03-03T13:00Z", "--json");
        Assert.Equal((4, 2, 2, 2), ((int)told["changes"]!, (int)told["made"]!, (int)told["refused"]!,
            (int)told["rejected"]!));
        Assert.Equal(["cannot_keep", "unknown"],
            told["changes_not_made"]!.AsArray().Select(row => (string?)row!["because"]));
        Assert.Equal(1, (int)told["units_left"]!);

        changes = corner.Write("changes.csv", "change;order;product;facility;units", "k-1;C-1;tea;south;2");
        told = Run(shop, 0, "fulfill", "--changes", changes, "--at", "2025-03-03T13:00Z", "--json");
        Assert.Equal((1, 0), ((int)told["made"]!, (int)told["units_left"]!));
        Assert.Equal("north", (string?)told["changes_made"]!.AsArray()[0]!["from"]);
        told = Run(shop, 0, "fulfill", "--changes", changes, "--at", "2025-03-03T13:00Z", "--json");
        Assert.Equal((0, 1), ((int)told["made"]!, (int)told["repeated"]!));
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
