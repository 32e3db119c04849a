using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Goods on order that orders wait for: who will be late is named, and what they claim is promised to
/// somebody.</summary>
public sealed class LateOrderTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Columns =
        "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day";

    private static readonly DateOnly s_ordered = new(2025, 3, 3);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_line_that_comes_later_names_the_orders_that_will_be_late_once(int shards)
    {
        var folder = Waiting($"late-{shards}", shards);
        Assert.Empty(Found(folder, "waited-for-and-due-late"));
        Assert.Null(Import(folder, "rugs,1,Acknowledged,rug,import,south,10,60.00,2025-03-03,2025-03-05")
            .Json["orders_late"]);

        // Moved by twelve days: the first who waits needs three, and the last two of his four are on another line.
        var answer = Import(folder, "rugs,1,Acknowledged,rug,import,south,5,60.00,2025-03-03,2025-03-17",
            "more,1,Released,rug,import,south,5,60.00,2025-03-03,2025-03-20");
        Assert.True(answer.Code == 1, answer.Output);
        Assert.Equal(2, (int)answer.Json["orders_late"]!);
        Assert.Equal([("W-1", 3, "2025-03-17"), ("W-2", 4, "2025-03-20")],
            answer.Json["late_orders"]!.AsArray().Select(row => ((string)row!["order"]!, (int)row["units"]!,
                (string)row["due"]!)).Order());
        Assert.Contains(answer.Json["notes"]!.AsArray(), note =>
            ((string)note!).Contains("W-1 (3 rug at south, due 2025-03-17, to leave", StringComparison.Ordinal)
            && ((string)note!).EndsWith("qm promise --to REGION --line PRODUCT:UNITS --workspace " + folder,
                StringComparison.Ordinal));
        Assert.Equal(["2"], Found(folder, "waited-for-and-due-late").Select(row => row["count"]!.ToString()));

        // The same again is no news.
        Assert.Null(Import(folder, "rugs,1,Acknowledged,rug,import,south,5,60.00,2025-03-03,2025-03-17")
            .Json["orders_late"]);
    }

    [Fact]
    public void Goods_that_come_too_late_to_be_promised_are_promised_to_who_waits_for_them()
    {
        var folder = Waiting("claimed", shards: 1);
        Import(folder, "rugs,1,Acknowledged,rug,import,south,10,60.00,2025-03-03,2025-03-30");
        var row = Assert.Single(Found(folder, "on-order-far-off"));
        Assert.Equal("rug at south: 3", (string)row["examples"]!);
    }

    [Fact]
    public void Parcels_that_wait_beyond_the_day_are_still_to_leave()
    {
        var folder = Waiting("beyond", shards: 1);
        var answer = QmProcess.Run("ship", "--through", "2025-03-03", "--json", "-w", folder);
        Assert.Equal((0, 0, 2, 2), ((int)answer.Json["parcels"]!, (int)answer.Json["parcels_waiting"]!,
            (int)answer.Json["parcels_waiting_later"]!, (int)answer.Json["parcels_still_to_leave"]!));
        Assert.Contains(answer.Json["notes"]!.AsArray(), note => ((string)note!).Contains(
            "still to leave: 2 parcels, the last on ", StringComparison.Ordinal)
            && ((string)note!).EndsWith("2 of them wait for goods on their way.", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_told_again_as_something_else_and_what_is_dated_ahead_is_named()
    {
        var folder = corner.Copy();
        Assert.Equal(0, QmProcess.Run("fulfill", corner.Write("open.csv", "order,line,product,units,region,at",
            "A-1,1,tea,1,dallas,2025-03-03T10:00Z"), "-w", folder).Code);
        Assert.Equal(0, Import(folder, "po,1,Released,rug,import,south,10,60.00,2025-03-03,2025-03-05").Code);
        Assert.Equal(0, Receive(folder, 4, "2025-03-04").Code);

        var answer = Receive(folder, 6, "2025-03-04");
        Assert.Equal((1, 1), (answer.Code, (int)answer.Json["ledger_differences"]!));
        Assert.Contains("po line 1 part 0: 6 rug at south, the ledger was told 4", answer.Output,
            StringComparison.Ordinal);
        Assert.Single(Found(folder, "receipt-told-otherwise"));

        answer = Import(folder, "po,1,Released,rug,import,north,10,60.00,2025-03-03,2025-03-05");
        Assert.Equal(1, answer.Code);
        Assert.Contains("po line 1: rug for north, was rug for south", answer.Output, StringComparison.Ordinal);
        Assert.Single(Found(folder, "line-of-other-goods"));

        answer = Receive(folder, 4, "2199-01-01");
        Assert.Contains("dated after today", answer.Output, StringComparison.Ordinal);
        Assert.Single(Found(folder, "receipt-of-a-day-to-come"));
    }

    // Ten rugs are on order for the south, where two are: one order waits for three of them, one for four.
    private string Waiting(string name, int shards)
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, ExpectedRugs.Share);
        if (shards > 1)
        {
            ShardedWorkspace.SetShards(folder, shards);
        }

        var told = QmProcess.Run("fulfill", corner.Write($"{name}.csv", "order,line,product,units,region,at",
            "W-1,1,rug,5,dallas,2025-03-03T08:00:00Z", "W-2,1,rug,4,dallas,2025-03-03T08:05:00Z"), "--json",
            "-w", folder);
        Assert.Equal((0, 7), (told.Code, (int)told.Json["waiting_units"]!));
        return folder;
    }

    private Ended Import(string folder, params string[] lines) => QmProcess.Run(
        "import", "purchase_orders", corner.Write("late-lines.csv", [Columns, .. lines]), "--json", "-w", folder);

    private Ended Receive(string folder, int units, string day) => QmProcess.Run("import", "receipts", corner.Write(
        "late-came.csv", "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
        $"po,1,rug,import,south,2025-03-03,10,{day},{units}"), "--json", "-w", folder);

    private static JsonNode[] Found(string folder, string rule) =>
    [
        .. QmProcess.Run("check", "--json", "-w", folder).Json["findings"]!.AsArray()
            .Where(row => (string)row!["rule"]! == rule).Select(row => row!),
    ];
}
