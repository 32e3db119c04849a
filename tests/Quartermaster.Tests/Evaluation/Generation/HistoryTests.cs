using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>What happened in a sample adds up: demand, sales, stock and receipts.</summary>
public sealed class HistoryTests
{
    private static readonly List<Sale> s_sold =
        [.. Samples.Tables.Of<Sale>().Where(sale => !sale.IsCancelled)];

    [Fact]
    public void Demand_is_what_was_sold_less_substitutes_plus_what_was_lost() =>
        Assert.All(Samples.Truth.Of<TrueDemand>(), row =>
        {
            Assert.Equal(row.DemandUnits,
                row.SoldUnits - row.SubstitutedUnits + row.LostToStockUnits + row.LostToSpeedUnits);
            Assert.InRange(row.DemandUnits, 0, row.WantedUnits);
        });

    [Fact]
    public void Nothing_is_lost_to_stock_on_days_that_were_in_stock_and_something_on_days_that_were_not()
    {
        var share = Samples.Tables.Of<View>().ToDictionary(view => (view.Product, view.Day), view => view.InStockShare);
        var (lostOut, demandOut) = (0, 0);
        foreach (var row in Samples.Truth.Of<TrueDemand>())
        {
            if (share[(row.Product, row.Day)] == 1)
            {
                Assert.Equal(0, row.LostToStockUnits);
            }
            else
            {
                lostOut += row.LostToStockUnits;
                demandOut += row.DemandUnits;
            }
        }

        Assert.InRange(lostOut / (double)demandOut, 0.3, 1);
    }

    [Fact]
    public void Sales_by_product_and_day_are_what_the_truth_says_was_sold()
    {
        var sales = s_sold.Where(sale => sale.Owner == default).GroupBy(sale => (sale.Product, sale.At.UtcDay))
            .ToDictionary(group => group.Key, group => group.Sum(sale => sale.Units));
        var truth = Samples.Truth.Of<TrueDemand>().Where(row => row.SoldUnits > 0)
            .ToDictionary(row => (row.Product, row.Day), row => row.SoldUnits);
        Assert.Equal(truth.Count, sales.Count);
        Assert.All(truth, pair => Assert.Equal(pair.Value, sales[pair.Key]));
    }

    [Fact]
    public void Stock_outs_happen_but_not_often()
    {
        var views = Samples.Tables.Of<View>();
        var inStock = views.Sum(view => view.Views * view.InStockShare) / views.Sum(view => (double)view.Views);
        Assert.InRange(inStock, 0.88, 0.99);
    }

    [Fact]
    public void Orders_are_shipped_after_they_are_placed_and_most_arrive_as_promised()
    {
        Assert.All(s_sold, sale => Assert.True(sale.At < sale.Shipped && sale.Shipped < sale.Delivered));
        Assert.InRange(s_sold.Count(sale => sale.Delivered > sale.Promised) / (double)s_sold.Count, 0.025, 0.055);
    }

    [Fact]
    public void Returns_are_of_sold_lines_and_never_more_than_was_sold()
    {
        var sold = s_sold.ToDictionary(sale => (sale.Order, sale.Line));
        var returns = Samples.Tables.Of<CustomerReturn>();
        Assert.All(returns, back =>
        {
            Assert.InRange(back.Units, 1, sold[(back.Order, back.Line)].Units);
            Assert.True(back.Day > sold[(back.Order, back.Line)].Delivered.UtcDay);
        });
        Assert.InRange(returns.Count / (double)s_sold.Count, 0.01, 0.15);
    }

    [Fact]
    public void What_is_on_order_at_the_end_is_what_open_purchase_orders_have_not_delivered()
    {
        var received = Samples.Tables.Of<Receipt>().GroupBy(row => (row.PurchaseOrder, row.Line))
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Units));
        var open = Samples.Tables.Of<PurchaseOrderLine>()
            .Where(row => row.State != PurchaseOrderState.Closed)
            .GroupBy(row => (row.Product, row.ShipTo))
            .ToDictionary(group => group.Key, group => group.Sum(row =>
                row.Units - received.GetValueOrDefault((row.PurchaseOrder, row.Line))));
        var onOrder = Samples.Tables.Of<Stock>().Where(row => row.State == StockState.OnOrder)
            .ToDictionary(row => (row.Product, row.Facility), row => row.Units);
        Assert.NotEmpty(onOrder);
        Assert.Equal(open.OrderBy(pair => pair.Key.ToString()), onOrder.OrderBy(pair => pair.Key.ToString()));
    }

    [Fact]
    public void Cancelled_orders_are_few_and_ship_nothing()
    {
        var cancelled = Samples.Tables.Of<Sale>().Where(sale => sale.IsCancelled).ToList();
        Assert.InRange(cancelled.Count / (double)s_sold.Count, 0.002, 0.012);
        Assert.All(cancelled, sale => Assert.Equal(0, sale.ShippedFrom.Value));
    }
}
