using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Packing;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders.Packing;

/// <summary>Orders in parcels of limited size, against every division and packing there is.</summary>
public sealed class PackedOrdersTests
{
    private const int Iterations = 600;
    private const long RoundingMicros = 50;
    private const long SplitMicros = 250_000;

    private static readonly OrdersEngine s_engine = new(OrderWorlds.Policy);

    [Fact]
    public void Costs_what_the_cheapest_of_all_divisions_and_packings_costs()
    {
        var (whole, several, priced) = (0, 0, 0);
        OrderWorlds.Limited.Sample(
            inputs =>
            {
                var plan = s_engine.Plan(inputs, Explain.Yes);
                var rows = plan.Decisions.Rows.ToArray();
                var isWhole = rows.Sum(row => (long)row.Units) == inputs.Lines.Rows.ToArray().Sum(line => line.Units);
                var least = new PackedOracle(inputs, SplitMicros).Least();

                Assert.Equal(least < PackedOracle.Impossible, isWhole);
                Assert.Empty(new OrdersAudit().Check(inputs, plan));
                if (isWhole)
                {
                    Assert.InRange(rows.Sum(row => row.CostMicros) - least, -RoundingMicros, RoundingMicros);
                    var bound = s_engine.BoundOf(inputs, inputs.Requests.Rows[0], inputs.LinesOf(0));
                    Assert.InRange(bound, long.MinValue, rows.Sum(row => row.CostMicros) + RoundingMicros);
                    Interlocked.Increment(ref whole);
                    Interlocked.Add(ref several, rows.Any(row => row.Parcels > 1) ? 1 : 0);
                    Interlocked.Add(ref priced, ReasonsOf(plan).Contains(OrderReason.LaneSpace) ? 1 : 0);
                }
            },
            iter: Iterations);
        Assert.InRange(whole, Iterations / 10, int.MaxValue); // Or the test would compare nothing with nothing.
        Assert.InRange(several, Iterations / 50, int.MaxValue);
        Assert.InRange(priced, Iterations / 50, int.MaxValue);
    }

    [Fact]
    public void Packages_hold_what_the_rows_say_and_are_as_many() =>
        OrderWorlds.Limited.Sample(
            inputs =>
            {
                var rows = s_engine.Plan(inputs).Decisions.Rows.ToArray();
                var packages = Packages.Of(inputs, rows);
                Assert.Equal(rows.Sum(row => row.Parcels), packages.Sum(package => package.Count));
                foreach (var row in rows.Where(row => row.Units > 0))
                {
                    var units = packages.Where(package => package.Facility == row.Facility).Sum(package =>
                        package.Count * package.Goods.Where(line => line.Product == row.Product)
                            .Sum(line => line.Units));
                    Assert.Equal(row.Units, units);
                }

                foreach (var package in packages)
                {
                    var limits = inputs.Routes.TermsOf(package.Option).Limits;
                    Assert.True(limits.Hold(
                        package.Goods.Sum(line => (long)line.Units * TermsOf(inputs, line).WeightGrams),
                        package.Goods.Sum(line => (long)line.Units * TermsOf(inputs, line).VolumeCubicCentimeters),
                        package.Goods.Max(line => TermsOf(inputs, line).SideMillimeters)));
                }
            },
            iter: 300);

    [Fact]
    public void What_no_way_takes_is_refused_for_its_size_and_ships_once_it_is_small()
    {
        var refused = 0;
        OrderWorlds.Limited.Sample(
            world =>
            {
                var inputs = world with { Slots = null };
                var plan = s_engine.Plan(inputs, Explain.Yes);
                for (var line = 0; line < inputs.Lines.Count; line++)
                {
                    var reasons = plan.Reasons.Of(line * OrderInputs.FacilitiesPerLine).ToArray();
                    if (reasons.Any(reason => reason.Because == OrderReason.TooLarge))
                    {
                        var product = inputs.Lines.Rows[line].Product.Value;
                        var small = inputs.Terms.Rows.ToArray();
                        small[product] = small[product] with
                        {
                            WeightGrams = 0, VolumeCubicCentimeters = 0, SideMillimeters = 0,
                        };
                        var alone = inputs with
                        {
                            Terms = new(small), Lines = new([inputs.Lines.Rows[line]]), Orders = Groups.OfSizes([1]),
                        };
                        Assert.Contains(s_engine.Plan(alone).Decisions.Rows.ToArray(), row => row.Units > 0);
                        Interlocked.Increment(ref refused);
                    }
                }
            },
            iter: 1_000);
        Assert.InRange(refused, 10, int.MaxValue);
    }

    [Fact]
    public void A_search_that_was_cut_ships_the_same_lines_and_costs_no_less() =>
        OrderWorlds.Limited.Sample(
            inputs =>
            {
                var cut = new OrdersEngine(OrderWorlds.Policy with { MostSets = 1 }).Plan(inputs);
                var best = s_engine.Plan(inputs).Decisions.Rows.ToArray();
                Assert.Empty(new OrdersAudit().Check(inputs, cut));
                var found = cut.Decisions.Rows.ToArray();
                if (found.Sum(row => (long)row.Units) == best.Sum(row => (long)row.Units))
                {
                    Assert.InRange(found.Sum(row => row.CostMicros), best.Sum(row => row.CostMicros) - RoundingMicros,
                        long.MaxValue);
                }
            },
            iter: 300);

    private static ShipTerms TermsOf(OrderInputs inputs, CartLine line) => inputs.Terms.Rows[line.Product.Value];

    private static HashSet<OrderReason> ReasonsOf(Plan<ShipmentRow, OrderReason> plan) =>
        [.. Enumerable.Range(0, plan.Decisions.Count)
            .SelectMany(row => plan.Reasons.Of(row).ToArray().Select(reason => reason.Because))];
}
