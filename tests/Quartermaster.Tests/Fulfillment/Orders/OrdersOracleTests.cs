using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>The engine against every assignment there is.</summary>
public sealed class OrdersOracleTests
{
    private const int Iterations = 600;
    private const long Impossible = OrdersOracle.Impossible;
    private const long RoundingMicros = 50;

    [Fact]
    public void Costs_what_the_cheapest_of_all_assignments_costs()
    {
        var (whole, split, limited) = (0, 0, 0);
        OrderWorlds.One.Sample(
            inputs =>
            {
                var rows = new OrdersEngine(OrderWorlds.Policy).Plan(inputs).Decisions.Rows.ToArray();
                var isWhole = rows.Sum(row => (long)row.Units) == inputs.Lines.Rows.ToArray().Sum(line => line.Units);
                var least = OrdersOracle.Of(inputs).Cheapest();

                Assert.Equal(least < Impossible, isWhole);
                if (isWhole)
                {
                    // The line between two published values is rounded to micros.
                    Assert.InRange(rows.Sum(row => row.CostMicros) - least, -RoundingMicros, RoundingMicros);
                    Interlocked.Increment(ref whole);
                    Interlocked.Add(ref limited, inputs.Slots is null ? 0 : 1);
                    Interlocked.Add(ref split, rows.Max(row => row.Facility.Value)
                        != rows.Where(row => row.Units > 0).Min(row => row.Facility.Value) ? 1 : 0);
                }
            },
            iter: Iterations);
        Assert.InRange(whole, Iterations / 10, int.MaxValue); // Or the test would compare nothing with nothing.
        Assert.InRange(split, Iterations / 50, int.MaxValue);
        Assert.InRange(limited, Iterations / 50, int.MaxValue);
    }

    [Fact]
    public void Practice_never_costs_less_than_the_cheapest_set_where_stock_is_worth_nothing() =>
        OrderWorlds.One.Sample(
            world =>
            {
                var inputs = world with { StockValues = null };
                var best = Total(new OrdersEngine(OrderWorlds.Policy), inputs);
                Assert.InRange(Total(new CommonPractice(OrderWorlds.Policy), inputs), best, long.MaxValue);
                Assert.InRange(Total(new GoodPractice(OrderWorlds.Policy), inputs), best, long.MaxValue);
            },
            iter: 300);

    [Fact]
    public void More_facilities_never_cost_more() =>
        OrderWorlds.One.Sample(
            world =>
            {
                var engine = new OrdersEngine(OrderWorlds.Policy);
                var fewer = new int[(RouteWorlds.ProductCount + 1) * (RouteWorlds.FacilityCount + 1)];
                for (var facility = 1; facility <= 2; facility++)
                {
                    for (var product = 1; product <= RouteWorlds.ProductCount; product++)
                    {
                        fewer[(product * (RouteWorlds.FacilityCount + 1)) + facility] =
                            world.Available.Of(new(product), new(facility));
                    }
                }

                Assert.InRange(
                    Total(engine, world with { Available = RouteWorlds.Live(fewer) }), Total(engine, world),
                    long.MaxValue);
            },
            iter: 300);

    [Fact]
    public void One_order_alone_is_decided_as_in_a_table() =>
        OrderWorlds.Any.Sample(inputs =>
        {
            var engine = new OrdersEngine(OrderWorlds.Policy);
            var plan = engine.Plan(inputs).Decisions;
            for (var order = 0; order < inputs.Count; order++)
            {
                var rows = new ShipmentRow[inputs.FirstRow(order + 1) - inputs.FirstRow(order)];
                engine.DecideOne(inputs, inputs.Requests.Rows[order], inputs.LinesOf(order), rows);
                Assert.Equal(plan.Slice(inputs.FirstRow(order), rows.Length), new Table<ShipmentRow>(rows));
            }
        });

    [Fact]
    public void Nothing_costs_less_than_the_bound_and_a_search_that_was_cut_is_between() =>
        OrderWorlds.One.Sample(
            inputs =>
            {
                var (exact, cut) = (new OrdersEngine(OrderWorlds.Policy),
                    new OrdersEngine(OrderWorlds.Policy with { MostSets = 1 }));
                var (best, found) = (Total(exact, inputs), Total(cut, inputs));
                if (best < Impossible)
                {
                    var bound = exact.BoundOf(inputs, inputs.Requests.Rows[0], inputs.LinesOf(0));
                    Assert.InRange(bound, long.MinValue, best + RoundingMicros);
                    Assert.InRange(found, best - RoundingMicros, Impossible);
                    Assert.Empty(new OrdersAudit().Check(inputs, cut.Plan(inputs)));
                }
            },
            iter: 300);

    [Theory]
    [InlineData(FillRule.All)]
    [InlineData(FillRule.OrKill)]
    public void An_order_to_be_filled_whole_is_decided_as_any_other_or_not_shipped_at_all(FillRule fill)
    {
        var (whole, none) = (0, 0);
        OrderWorlds.One.Sample(
            inputs =>
            {
                var strict = inputs with { Requests = new([inputs.Requests.Rows[0] with { Fill = fill }]) };
                var (free, plan) = (new OrdersEngine(OrderWorlds.Policy).Plan(inputs),
                    new OrdersEngine(OrderWorlds.Policy).Plan(strict, Explain.Yes));
                var isWhole = Total(new OrdersEngine(OrderWorlds.Policy), inputs) < Impossible;

                Assert.Empty(new OrdersAudit().Check(strict, plan));
                Assert.True(isWhole ? free.Decisions.Equals(plan.Decisions)
                    : plan.Decisions.Rows.ToArray().All(row => row.Units == 0));
                Interlocked.Add(ref whole, isWhole ? 1 : 0);
                Interlocked.Add(ref none, !isWhole && free.Decisions.Rows.ToArray().Any(row => row.Units > 0) ? 1 : 0);
            },
            iter: 300);
        Assert.InRange(whole, 20, int.MaxValue);
        Assert.InRange(none, 5, int.MaxValue);
    }

    [Fact]
    public void Who_may_wait_pays_the_same_and_leaves_no_earlier_and_in_time()
    {
        var later = 0;
        OrderWorlds.One.Sample(
            inputs =>
            {
                var patient = inputs with { Requests = new([inputs.Requests.Rows[0] with { MayWait = true }]) };
                var (now, plan) = (new OrdersEngine(OrderWorlds.Policy).Plan(inputs).Decisions.Rows.ToArray(),
                    new OrdersEngine(OrderWorlds.Policy).Plan(patient));
                var waits = plan.Decisions.Rows.ToArray();

                Assert.Empty(new OrdersAudit().Check(patient, plan));
                Assert.Equal(now, new OrdersEngine(OrderWorlds.Policy with { HoldForConsolidation = false })
                    .Plan(patient).Decisions.Rows.ToArray());
                Assert.Equal(now.Sum(row => row.CostMicros), waits.Sum(row => row.CostMicros));
                for (var row = 0; row < now.Length; row++)
                {
                    Assert.Equal((now[row].Facility, now[row].Units), (waits[row].Facility, waits[row].Units));
                    if (now[row].Units > 0)
                    {
                        var (first, last) = (inputs.Routes.Options[now[row].Option].CutoffMinute,
                            inputs.Routes.Options[waits[row].Option].CutoffMinute);
                        Assert.InRange(last, first, int.MaxValue);
                        Interlocked.Add(ref later, last > first ? 1 : 0);
                    }
                }
            },
            iter: 300);
        Assert.InRange(later, 5, int.MaxValue);
    }

    [Fact]
    public void A_line_that_no_facility_has_changes_nothing_for_the_others()
    {
        var shipped = 0;
        OrderWorlds.One.Sample(
            world =>
            {
                // The dearest box of an order counts, so all are alike.
                var terms = Array.ConvertAll(
                    world.Terms.Rows.ToArray(), of => of with { PackPerParcel = new(500_000) });
                var lines = world.Lines.Rows.ToArray();
                var without = world with { Slots = null, Terms = new(terms) };
                var rest = without with { Lines = new(lines[1..]), Orders = Groups.OfSizes([lines.Length - 1]) };
                var stock = new int[(RouteWorlds.ProductCount + 1) * (RouteWorlds.FacilityCount + 1)];
                for (var cell = RouteWorlds.FacilityCount + 1; cell < stock.Length; cell++)
                {
                    var product = cell / (RouteWorlds.FacilityCount + 1);
                    stock[cell] = product == lines[0].Product.Value ? 0
                        : world.Available.Of(new(product), new(cell % (RouteWorlds.FacilityCount + 1)));
                }

                var with = new OrdersEngine(OrderWorlds.Policy)
                    .Plan(without with { Available = RouteWorlds.Live(stock) }).Decisions.Rows.ToArray();
                var others = lines.Length == 1 ? []
                    : new OrdersEngine(OrderWorlds.Policy).Plan(rest).Decisions.Rows.ToArray();
                Assert.Equal(others.Sum(row => (long)row.Units), with.Sum(row => (long)row.Units));
                Assert.Equal(others.Sum(row => row.CostMicros), with.Sum(row => row.CostMicros));
                Interlocked.Add(ref shipped, others.Any(row => row.Units > 0) ? 1 : 0);
            },
            iter: 600);
        Assert.InRange(shipped, 60, int.MaxValue);
    }

    // A line left out costs more than any order.
    private static long Total(IOrdersEngine engine, OrderInputs inputs)
    {
        var rows = engine.Plan(inputs).Decisions.Rows.ToArray();
        var isWhole = rows.Sum(row => (long)row.Units) == inputs.Lines.Rows.ToArray().Sum(line => line.Units);
        return isWhole ? rows.Sum(row => row.CostMicros) : Impossible;
    }
}
