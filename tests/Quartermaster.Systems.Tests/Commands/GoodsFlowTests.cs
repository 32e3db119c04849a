using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Operations.Runs;
using Quartermaster.Planning.Buying;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Goods go round: ordered, received, sold, shipped, counted; and the next plan sees them where they are.
/// </summary>
public sealed class GoodsFlowTests
{
    [Fact]
    public void What_was_released_and_received_is_on_the_shelf_and_no_longer_on_order()
    {
        using var shop = new PlannedShop();
        shop.Json("release", shop.Run, "--force-gate", "test");
        var ordered = Orders(shop);
        Assert.All(Goods(shop).Where(row => row.State == StockState.OnOrder), row => Assert.True(row.Units > 0));

        // Everything arrives on 2025-03-04, the coffee half.
        var receipts = Write(shop, "receipts.csv",
        [
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            .. ordered.Select(line => string.Join(',', line.PurchaseOrder, line.Line, Code(shop, line.Product),
                Code(shop, line.Vendor), Code(shop, line.ShipTo), "2025-03-03", line.Units, "2025-03-04",
                IsCoffee(shop, line) ? line.Units / 2 : line.Units)),
        ]);
        var shelf = UnitsOf(shop, StockState.OnHand);
        var told = shop.Json("import", "receipts", receipts);
        var arrived = ordered.Sum(line => IsCoffee(shop, line) ? line.Units / 2 : line.Units);
        Assert.Equal(arrived, (int)told["ledger_units_received"]!);
        Assert.Equal(shelf + arrived, UnitsOf(shop, StockState.OnHand));
        Assert.Equal(ordered.Sum(line => line.Units) - arrived, UnitsOf(shop, StockState.OnOrder));
        Assert.Null(shop.Json("import", "receipts", receipts)["ledger_units_received"]);

        // The vendor closes the coffee short: it is no longer to come.
        var coffee = ordered.Where(line => IsCoffee(shop, line)).ToArray();
        var closed = Write(shop, "closed.csv",
        [
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            .. coffee.Select(line => string.Join(',', line.PurchaseOrder, line.Line, "Closed",
                Code(shop, line.Product), Code(shop, line.Vendor), Code(shop, line.ShipTo), line.Units, "4.20",
                "2025-03-03", "2025-03-13")),
        ]);
        var left = coffee.Sum(line => line.Units - (line.Units / 2));
        Assert.Equal(left, (int)shop.Json("import", "purchase_orders", closed)["ledger_units_cancelled"]!);
        Assert.Equal(0, UnitsOf(shop, StockState.OnOrder));
    }

    [Fact]
    public void A_shelf_count_of_the_next_day_and_the_receipts_may_come_in_any_order()
    {
        int[] shelves = [.. new[] { true, false }.Select(isCountFirst =>
        {
            using var shop = new PlannedShop();
            shop.Json("release", shop.Run, "--force-gate", "test");
            var bread = Orders(shop).Where(line => Code(shop, line.Product) == "bread").ToArray();
            var receipts = Write(shop, "receipts.csv",
            [
                "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
                .. bread.Select(line => string.Join(',', line.PurchaseOrder, line.Line, "bread", "bakery",
                    Code(shop, line.ShipTo), "2025-03-03", line.Units, "2025-03-04", line.Units)),
            ]);
            var count = Write(shop, "count.csv",
                ["product,facility,units", "bread,north,31", "bread,south,17", "coffee,north,30"]);
            var isDone = false;
            foreach (var isCount in new[] { isCountFirst, !isCountFirst })
            {
                shop.Json(isCount ? ["import", "stock", count, "--as-of", "2025-03-05"]
                    : ["import", "receipts", receipts]);
                isDone |= isCount;
            }

            Assert.True(isDone);
            Assert.DoesNotContain(Goods(shop), row => row.State == StockState.OnOrder
                && Code(shop, row.Product) == "bread");
            return UnitsOf(shop, StockState.OnHand);
        })];

        Assert.Equal([78, 78], shelves);
    }

    [Fact]
    public void A_committed_order_ships_by_its_day_by_its_code_or_by_the_sales_that_say_so_and_is_deducted_once()
    {
        using var shop = new PlannedShop();
        var orders = Write(shop, "orders.csv",
        [
            "order,line,product,units,region,at", "A-1,1,bread,8,chicago,2025-03-03T08:00:00Z",
            "A-2,1,bread,2,chicago,2025-03-03T08:00:00Z", "A-3,1,tea,3,chicago,2025-03-03T08:00:00Z",
        ]);
        Assert.Equal(3, (int)shop.Json("fulfill", orders)["committed"]!);
        Assert.Equal(23, UnitsOf(shop, StockState.OnHand, "bread"));

        Assert.Equal(8, (int)shop.Json("ship", "--order", "A-1")["units"]!);
        Assert.Equal(0, (int)shop.Json("ship", "--order", "A-1")["units"]!);
        Assert.Equal(15, UnitsOf(shop, StockState.OnHand, "bread"));

        var sales = Write(shop, "sales.csv",
        [
            "order,line,at,region,product,units,unit_price,shipped,is_cancelled",
            "A-2,1,2025-03-03T08:00:00Z,chicago,bread,2,3.90,2025-03-03T17:00:00Z,",
            "A-3,1,2025-03-03T08:00:00Z,chicago,tea,3,4.80,,true",
        ]);
        var told = shop.Json("import", "sales", sales);
        Assert.Equal((1, 2, 1), ((int)told["ledger_orders_shipped"]!, (int)told["ledger_units_shipped"]!,
            (int)told["ledger_orders_released"]!));
        Assert.Equal((13, 44), (UnitsOf(shop, StockState.OnHand, "bread"), UnitsOf(shop, StockState.OnHand, "tea")));

        // A count of the next day finds what is there; nothing is held any more, so all of it can be promised.
        var count = Write(shop, "count.csv", ["product,facility,units", "bread,north,13", "tea,north,44"]);
        shop.Json("import", "stock", count, "--as-of", "2025-03-04");
        Assert.Equal(2, (int)shop.Json("fulfill", Write(shop, "more.csv",
        [
            "order,line,product,units,region,at", "B-1,1,bread,13,chicago,2025-03-04T08:00:00Z",
            "B-2,1,tea,44,chicago,2025-03-04T08:00:00Z",
        ]))["committed"]!);
        Assert.Equal(0, (int)shop.Json("ship", "--through", "2025-03-03")["units"]!);
        Assert.Equal(57, (int)shop.Json("ship", "--through", "2025-03-31")["units"]!);
        Assert.Equal(0, UnitsOf(shop, StockState.OnHand));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_count_of_a_day_on_which_goods_moved_may_come_before_or_after_that_is_told(bool isCountFirst)
    {
        using var shop = new PlannedShop();
        shop.Json("fulfill", Write(shop, "orders.csv",
            ["order,line,product,units,region,at", "A-1,1,tea,2,chicago,2025-03-03T08:00:00Z"]));
        var count = Write(shop, "count.csv", ["product,facility,units", "tea,north,61"]);
        var receipts = Write(shop, "came.csv",
        [
            "purchase_order,line,product,vendor,ship_to,ordered_day,ordered_units,day,units",
            "early,1,tea,import,north,2025-02-20,7,2025-03-02,7", "late,1,tea,import,north,2025-02-20,5,2025-03-03,5",
        ]);
        string[] counted = ["import", "stock", count, "--as-of", "2025-03-03"];
        var told = isCountFirst ? shop.Json(counted) : null;
        shop.Json("ship", "--order", "A-1");
        shop.Json("import", "receipts", receipts);
        told ??= shop.Json(counted);
        Assert.Equal(isCountFirst ? 0 : 1, (int)told["ledger_moved_since"]!);
        Assert.Equal(61 - 2 + 5, UnitsOf(shop, StockState.OnHand, "tea"));
    }

    [Fact]
    public void Shipping_says_what_it_cannot_do()
    {
        using var shop = new PlannedShop();
        Refused("Say what has left", "ship");
        Refused("Nothing is committed", "ship", "--through", "2025-03-03");
        shop.Json("fulfill", Write(shop, "orders.csv",
            ["order,line,product,units,region,at", "A-1,1,bread,8,chicago,2025-03-03T08:00:00Z"]));
        Refused("The ledger knows no order 'A-9'", "ship", "--order", "A-9");

        void Refused(string message, params string[] words)
        {
            var run = QmProcess.Run([.. words, "-w", shop.Folder]);
            Assert.True(run.Code is 2 or 3, run.Output);
            Assert.Contains(message, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_stock_table_that_says_that_nothing_is_on_order_is_believed()
    {
        using var shop = new PlannedShop();
        var workspace = Workspace.Open(shop.Folder);
        shop.Import("purchase_orders",
            "purchase_order,line,state,product,vendor,ship_to,units,unit_cost,ordered_day,due_day",
            "PO-1,1,Released,coffee,import,north,48,4.20,2025-03-01,2025-03-11");
        var counted = Bought();
        shop.Import("stock", "product,facility,state,units", "coffee,north,OnHand,30", "coffee,north,OnOrder,0");
        Assert.True(Bought() > counted);

        long Bought() => workspace.Runs.Open((string)shop.Json("plan", "--quick", "--all")["run"]!)
            .Read<PurchaseLine>(PlanParts.Buy).Rows.ToArray()
            .Where(line => Code(shop, line.Product) == "coffee").Sum(line => (long)line.Units);
    }

    private static PurchaseOrderLine[] Orders(PlannedShop shop) =>
        Workspace.Open(shop.Folder).Tables.Read<PurchaseOrderLine>().Rows.ToArray();

    private static bool IsCoffee(PlannedShop shop, PurchaseOrderLine line) => Code(shop, line.Product) == "coffee";

    private static string Code<TId>(PlannedShop shop, TId id) where TId : unmanaged, IIdentifier<TId> =>
        Workspace.Open(shop.Folder).Tables.Catalog.CodeOf(id);

    private static Stock[] Goods(PlannedShop shop)
    {
        using var log = SegmentLog.OpenToRead(Workspace.Open(shop.Folder).LedgerPath);
        return StockExport.Rows(LedgerRecovery.Load(log)).Rows.ToArray();
    }

    private static int UnitsOf(PlannedShop shop, StockState state, string? product = null) => Goods(shop)
        .Where(row => row.State == state && (product is null || Code(shop, row.Product) == product))
        .Sum(row => row.Units);

    private static string Write(PlannedShop shop, string name, string[] lines)
    {
        var path = Path.Combine(shop.Folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
