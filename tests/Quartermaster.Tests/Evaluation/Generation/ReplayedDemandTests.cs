using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>Real sales told again as orders.</summary>
public sealed class ReplayedDemandTests
{
    [Fact]
    public void Every_sale_of_the_retailer_that_was_not_cancelled_comes_back_once_on_its_day()
    {
        var sales = Samples.Tables.Of<Sale>().Where(sale => sale.At.UtcDay >= Samples.Two.LastDay.AddDays(-20))
            .ToArray();
        var replay = new ReplayedDemand(new(sales), new());
        var (orders, found) = (new DayOrders(), new List<(DateOnly Day, int Product, int Units, int Region)>());
        for (var day = replay.FirstDay; day <= replay.LastDay; day = day.AddDays(1))
        {
            replay.Load(day, orders);
            var last = default(Instant);
            foreach (var order in orders.Orders)
            {
                Assert.True(order.At >= last);
                last = order.At;
                foreach (var line in orders.LinesOf(order))
                {
                    found.Add((day, line.Product.Value, line.Units, order.Region.Value));
                }
            }
        }

        Assert.Equal(
            sales.Where(sale => !sale.IsCancelled && sale.Owner == default)
                .Select(sale => (Day: sale.At.UtcDay, sale.Product.Value, sale.Units, sale.Region.Value)).Order(),
            found.Order());
    }

    [Fact]
    public void Lines_of_an_order_stay_together_even_between_those_of_another_at_the_same_instant()
    {
        var at = Instant.Of(new(2025, 3, 4), 600);
        Sale Line(string order, int line, int product) => new(
            Label.Of(order), line, at, default, default, new(product), default, 1, default, Speed.Standard,
            default, default, default, default, default, false);
        var (replay, orders) = (new ReplayedDemand(
            new([Line("b", 1, 1), Line("a", 1, 2), Line("b", 2, 3), Line("a", 2, 4)]), new()), new DayOrders());
        replay.Load(new(2025, 3, 4), orders);
        Assert.Equal(2, orders.Count);
        Assert.Equal([1, 3], orders.LinesOf(orders.Orders[0]).ToArray().Select(line => line.Product.Value));
        Assert.Equal([2, 4], orders.LinesOf(orders.Orders[1]).ToArray().Select(line => line.Product.Value));
    }

    [Fact]
    public void A_day_without_sales_has_no_orders()
    {
        var orders = new DayOrders();
        new ReplayedDemand(new([]), new()).Load(new(2025, 3, 4), orders);
        Assert.Equal(0, orders.Count);
    }
}
