using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>The hidden truth as a stream of orders.</summary>
public sealed class GeneratedDemandTests
{
    private static readonly DateOnly s_tomorrow = Samples.Two.LastDay.AddDays(1);

    private static GeneratedDemand Demand(ulong replication = 0) =>
        new(Samples.Two, Samples.Tables.Catalog, replication);

    [Fact]
    public void Orders_come_in_the_order_of_time_within_their_day_and_each_line_belongs_to_one()
    {
        var (demand, orders) = (Demand(), new DayOrders());
        for (var day = 0; day < 30; day++)
        {
            demand.Load(s_tomorrow.AddDays(day), orders);
            var (last, lines) = (default(Instant), 0);
            foreach (var order in orders.Orders)
            {
                Assert.Equal(s_tomorrow.AddDays(day), order.At.UtcDay);
                Assert.True(order.At >= last);
                Assert.InRange(order.Patience, 0, 1);
                Assert.NotEqual(0, orders.LinesOf(order).Length);
                (last, lines) = (order.At, lines + order.LineCount);
            }

            Assert.Equal(orders.Lines.Length, lines);
            Assert.NotEqual(0, lines);
        }
    }

    [Fact]
    public void A_day_is_the_same_whenever_it_is_asked_and_in_every_stream()
    {
        var (one, other) = (new DayOrders(), new DayOrders());
        var demand = Demand(3);
        demand.Load(s_tomorrow.AddDays(40), other);
        demand.Load(s_tomorrow, one);
        Demand(3).Load(s_tomorrow, other);
        Assert.True(one.Orders.SequenceEqual(other.Orders));
        Assert.True(one.Lines.SequenceEqual(other.Lines));
    }

    [Fact]
    public void Replications_share_the_history_and_differ_in_the_future()
    {
        var (one, other) = (new DayOrders(), new DayOrders());
        Demand(1).Load(Samples.Two.LastDay, one);
        Demand(2).Load(Samples.Two.LastDay, other);
        Assert.True(one.Orders.SequenceEqual(other.Orders));
        Demand(1).Load(s_tomorrow, one);
        Demand(2).Load(s_tomorrow, other);
        Assert.False(one.Orders.SequenceEqual(other.Orders));
    }

    [Fact]
    public void The_stream_of_the_history_is_what_the_truth_table_says_was_wanted()
    {
        var (demand, orders, day) = (Demand(), new DayOrders(), Samples.Two.FirstDay.AddDays(500));
        demand.Load(day, orders);
        var wanted = new Dictionary<ProductId, int>();
        foreach (var line in orders.Lines)
        {
            wanted[line.Product] = wanted.GetValueOrDefault(line.Product) + line.Units;
        }

        var truth = Samples.Truth.Of<TrueDemand>().Where(row => row.Day == day && row.WantedUnits > 0)
            .ToDictionary(row => row.Product, row => row.WantedUnits);
        Assert.Equal(truth.OrderBy(pair => pair.Key.Value), wanted.OrderBy(pair => pair.Key.Value));
    }

    /// <summary>Whoever takes a seller's listing is in the sales table, and nobody's customer in the stream.</summary>
    [Fact]
    public void Customers_of_sellers_are_not_in_the_stream()
    {
        var (demand, orders) = (Demand(), new DayOrders());
        var first = Samples.Two.FirstDay.AddDays(400);
        var wanted = new HashSet<(long, int)>();
        for (var day = first; day < first.AddDays(60); day = day.AddDays(1))
        {
            demand.Load(day, orders);
            Assert.All(orders.Orders.ToArray(), order => Assert.True(order.LineCount > 0));
            foreach (var order in orders.Orders)
            {
                foreach (var line in orders.LinesOf(order))
                {
                    wanted.Add((order.At.UnixMilliseconds, line.Product.Value));
                }
            }
        }

        var sold = Samples.Tables.Of<Sale>().Where(sale => !sale.IsCancelled && sale.At.UtcDay >= first
            && sale.At.UtcDay < first.AddDays(60)).ToLookup(sale => sale.Owner != default);
        Assert.True(sold[true].Count() > 10);
        Assert.DoesNotContain(sold[true], sale => wanted.Contains((sale.At.UnixMilliseconds, sale.Product.Value)));
        Assert.Contains(sold[false], sale => wanted.Contains((sale.At.UnixMilliseconds, sale.Product.Value)));
    }

    [Fact]
    public void The_mean_is_the_mean_of_many_futures()
    {
        // One week, in which the market factor of the replication is the same: so divide by each future's own mean.
        var (wanted, mean) = (0.0, 0.0);
        var orders = new DayOrders();
        for (var replication = 1UL; replication <= 20; replication++)
        {
            var demand = Demand(replication);
            demand.Load(s_tomorrow.AddDays(10), orders);
            foreach (var line in orders.Lines)
            {
                wanted += line.Units;
            }

            mean += Samples.Tables.Of<Product>().Sum(row => demand.MeanUnits(row.Id, s_tomorrow.AddDays(10)));
        }

        // About 2,000 units of negative binomial orders: three standard errors are about 10 %.
        Assert.InRange(wanted / mean, 0.9, 1.1);
    }

    [Fact]
    public void Customers_wait_less_the_later_the_promise_and_all_wait_a_day()
    {
        var order = new WantedOrder(1, default, default, 0, 1, 0.85f, 0.05f);
        Assert.Equal(1, order.AcceptanceAt(0.5));
        Assert.Equal(1, order.AcceptanceAt(1));
        Assert.Equal(Math.Exp(-0.2), order.AcceptanceAt(5), 6);
        Assert.True(order.Accepts(4));
        Assert.False(order.Accepts(5));
    }

    [Fact]
    public void Substitutes_are_taken_about_as_often_as_the_links_say()
    {
        var links = Samples.Tables.Of<ProductLink>().GroupBy(link => link.Product)
            .ToDictionary(group => group.Key, group => group.Sum(link => link.Strength));
        var (demand, orders, expected, taken, lines) = (Demand(), new DayOrders(), 0.0, 0, 0);
        for (var day = 0; day < 60; day++)
        {
            demand.Load(s_tomorrow.AddDays(day), orders);
            foreach (var line in orders.Lines)
            {
                expected += links.GetValueOrDefault(line.Product);
                taken += line.Substitute.Value != 0 ? 1 : 0;
                lines++;
            }
        }

        Assert.InRange(taken / (double)lines, (expected / lines) - 0.03, (expected / lines) + 0.03);
        Assert.InRange(expected / lines, 0.05, 0.6);
    }

    [Fact]
    public void A_workspace_of_another_sample_is_refused_with_the_product_that_is_missing()
    {
        var wrong = Assert.Throws<ArgumentException>(() => new GeneratedDemand(
            Samples.Two with { Products = 300 }, Samples.Tables.Catalog, 0));
        Assert.Contains("P0000201", wrong.Message, StringComparison.Ordinal);
    }
}
