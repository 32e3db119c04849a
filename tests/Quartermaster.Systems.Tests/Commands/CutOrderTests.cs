using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Imports that take goods from customers name the orders; goods on order that nobody is promised are found.
/// </summary>
public sealed class CutOrderTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private static readonly DateOnly s_ordered = new(2025, 3, 3);

    [Fact]
    public void A_purchase_order_that_closes_names_who_loses_by_it()
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, ExpectedRugs.Share);
        Fulfill(folder, "W-1,1,rug,5,dallas,2025-03-03T08:00:00Z", "W-2,1,rug,4,dallas,2025-03-03T08:05:00Z");

        // Five of ten come: the first has his three, the second two of his four.
        var answer = Import(folder, "receipts",
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            $"rugs,1,rug,import,south,{s_ordered:yyyy-MM-dd},10,{s_ordered:yyyy-MM-dd},5");
        Assert.Equal(0, answer.Code);
        answer = Import(folder, "purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            $"rugs,1,Closed,rug,import,south,10,60.00,{s_ordered:yyyy-MM-dd},2025-03-05");

        Assert.Equal((1, 1), (answer.Code, (int)answer.Json["orders_cut"]!));
        Assert.Equal(("W-2", "rug", "south", 2, true), CutOf(answer.Json));
        Assert.Contains(NotesOf(answer.Json), note =>
            note.Contains("W-2 (2 rug at south)", StringComparison.Ordinal)
            && note.Contains("qm promise", StringComparison.Ordinal));
    }

    [Fact]
    public void A_count_that_finds_less_names_who_loses_by_it()
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, share: 0);
        Fulfill(folder, "W-1,1,rug,2,dallas,2025-03-03T08:00:00Z");

        var answer = Import(folder, "stock", "product,facility,state,units", "tea,south,OnHand,5");

        Assert.Equal((1, 1), (answer.Code, (int)answer.Json["orders_cut"]!));
        Assert.Equal(("W-1", "rug", "south", 2, true), CutOf(answer.Json));
    }

    [Fact]
    public void Of_many_orders_ten_are_named()
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, ExpectedRugs.Share);
        Fulfill(folder, [.. Enumerable.Range(1, 12).Select(i =>
            FormattableString.Invariant($"W-{i},1,rug,1,dallas,2025-03-03T08:{i:00}:00Z"))]);
        ExpectedRugs.Promise(folder, share: 0);

        // Of the day after the order: at its start nothing of it was on its way.
        var answer = QmProcess.Run("import", "stock", corner.Write("stock-many.csv", "product,facility,state,units",
            "tea,south,OnHand,5", "tea,south,OnOrder,1"), "--as-of", "2025-03-04", "--json", "-w", folder);

        Assert.Equal((1, 12, 10), (answer.Code, (int)answer.Json["orders_cut"]!,
            answer.Json["cut_orders"]!.AsArray().Count));
        Assert.Contains(NotesOf(answer.Json), note => note.Contains("and 2 more", StringComparison.Ordinal));
    }

    [Fact]
    public void Goods_on_order_that_nobody_is_promised_are_found_by_cause()
    {
        var folder = ExpectedRugs.Copy(corner, s_ordered, ExpectedRugs.Share);
        Assert.Empty(Found(folder));

        // Too long ago; of a product without a past it is all vendors' that counts.
        corner.Add(folder, "purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            "late,1,Released,rug,import,south,7,60.00,2025-02-03,2025-02-05",
            "far,1,Released,rug,import,south,3,60.00,2025-03-02,2025-06-30");
        Assert.Equal([("on-order-far-off", 1, "rug at south: 3"), ("on-order-overdue", 1, "rug at south: 7 (late)")],
            Found(folder));
        Assert.Contains(QmProcess.Run("check", "--json", "-w", folder).Json["next_steps"]!.AsArray(), step =>
            ((string)step!["cost"]!).StartsWith(
                "7 units of 1 product on order are promised to nobody (promise.arrivalShare)",
                StringComparison.Ordinal));

        // Nothing of it is to be promised: nothing to say.
        ExpectedRugs.Promise(folder, share: 0);
        Assert.Empty(Found(folder));

        // Without a past nobody knows.
        var young = corner.Copy();
        ExpectedRugs.Order(corner, young, s_ordered, "Released");
        ExpectedRugs.Promise(young, ExpectedRugs.Share);
        Assert.Contains(("on-order-few-deliveries", 1, "rug at south: 10 (rugs)"), Found(young));
    }

    private static (string, int, string)[] Found(string folder) =>
    [
        .. QmProcess.Run("check", "--json", "-w", folder).Json["findings"]!.AsArray()
            .Where(row => ((string)row!["rule"]!).StartsWith("on-order-", StringComparison.Ordinal))
            .Select(row => ((string)row!["rule"]!, (int)row["count"]!, (string)row["examples"]!)).Order(),
    ];

    private void Fulfill(string folder, params string[] lines) => Assert.Equal(0, QmProcess.Run(
        "fulfill", corner.Write("cut-orders.csv", ["order,line,product,units,region,at", .. lines]), "-w", folder)
        .Code);

    private Ended Import(string folder, string table, params string[] lines) => QmProcess.Run(
        "import", table, corner.Write($"{table}-cut.csv", lines), "--json", "-w", folder);

    private static (string, string, string, int, bool) CutOf(JsonNode answer) =>
        answer["cut_orders"]!.AsArray().Single() is { } row ? ((string)row["order"]!, (string)row["product"]!,
            (string)row["facility"]!, (int)row["units"]!, (bool)row["was_decided"]!) : default;

    private static string[] NotesOf(JsonNode answer) => [.. answer["notes"]!.AsArray().Select(note => (string)note!)];
}
