using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Operations;

/// <summary>Prices, rounding and repair against every joint plan there is, and laws on larger ones.</summary>
public sealed class PriceLoopTests
{
    /// <summary>Finding a plan that fits is bin packing: with one to four products and limits drawn near what must fit,
    /// no
    /// heuristic finds all of them.</summary>
    [Fact]
    public void Ends_feasible_with_a_plan_below_the_optimum_and_a_bound_above_it()
    {
        var (feasible, missed) = (0, 0);
        for (var instance = 0UL; instance < 300; instance++)
        {
            var (inputs, limits) = Tight(instance);
            var best = BruteForce(inputs, limits);
            var report = PriceLoopWorlds.Plan(inputs, limits).Report;
            if (double.IsNegativeInfinity(best))
            {
                Assert.False(report.IsFeasible);
                continue;
            }

            feasible++;
            missed += report.IsFeasible ? 0 : 1;
            Assert.True(best <= report.Bound + 1e-7);
            Assert.True(!report.IsFeasible || report.Value <= best + 1e-7);
        }

        Assert.True(feasible > 100);
        Assert.True(missed * 50 <= feasible, $"{missed} of {feasible} missed.");
    }

    [Theory]
    [InlineData(100, 0.8)]
    [InlineData(300, 0.6)]
    [InlineData(300, 0.9)]
    public void Leaves_a_small_gap_where_there_are_many_products(int products, double share)
    {
        foreach (var seed in new ulong[] { 1, 2, 3 })
        {
            var inputs = PriceLoopWorlds.Products(products, seed);
            var free = PriceLoopWorlds.FreeUsage(inputs);

            // The middle facility, the busiest, is short of room and receiving; the others can take what it cannot.
            var limits = free.Select((use, i) => i is 2 or 3 ? use * share : use * 1.3).ToArray();
            var report = PriceLoopWorlds.Plan(inputs, limits).Report;

            Assert.True(report.IsFeasible);
            Assert.InRange(report.Gap, -1e-9, 0.01);
            Assert.Equal(
                report.Bound - report.Value, report.CoordinationGap + report.RoundingCost + report.RepairCost, 1e-6);
        }
    }

    [Fact]
    public void Asks_once_where_nothing_binds()
    {
        var inputs = PriceLoopWorlds.Products(50, 1);
        var plan = PriceLoopWorlds.Plan(inputs, [.. PriceLoopWorlds.FreeUsage(inputs)]);

        Assert.Equal(1, plan.Report.Rounds);
        Assert.Equal(0, plan.Report.Gap, 1e-9);
        Assert.Equal(PriceLoopWorlds.Engine.Plan(inputs).Decisions, plan.Plan.Decisions);
    }

    [Fact]
    public void Plans_the_same_at_any_number_of_threads()
    {
        var inputs = PriceLoopWorlds.Products(600, 1);
        double[] limits = [.. PriceLoopWorlds.FreeUsage(inputs).Select((use, i) => i == 2 ? use * 0.7 : use * 1.2)];
        var plan = PriceLoopWorlds.Plan(inputs, limits, Explain.Yes);

        foreach (var threads in new[] { 2, 7 })
        {
            var other = PriceLoopWorlds.Plan(inputs, limits, Explain.Yes, threads);
            Assert.Equal(plan.Plan, other.Plan);
            Assert.Equal(plan.Board, other.Board);
            Assert.Equal(plan.Report, other.Report);
        }
    }

    [Fact]
    public void A_product_decides_alone_at_its_frozen_prices_as_it_did_in_the_plan()
    {
        var inputs = PriceLoopWorlds.Products(120, 4);
        double[] limits = [.. PriceLoopWorlds.FreeUsage(inputs).Select((use, i) => i == 2 ? use * 0.6 : use * 1.2)];
        var plan = PriceLoopWorlds.Plan(inputs, limits, Explain.Yes);
        var usage = new double[6];

        for (var group = 0; group < inputs.Count; group++)
        {
            var alone = PriceLoopWorlds.Engine.Plan(
                inputs.Slice(group, 1) with { Prices = plan.Offers[plan.OfferOf.Rows[group]] }, Explain.Yes);
            Assert.Equal(plan.Plan.Decisions.Slice(inputs.FirstRow(group), 3), alone.Decisions);
            Assert.Equal(plan.Plan.Reasons.Of(inputs.FirstRow(group)), alone.Reasons.Of(0));
            for (var row = 0; row < 3; row++)
            {
                usage[2 * row] += alone.Decisions.Rows[row].Units * 1e-3 * inputs.CoverDays
                    * (inputs.Facts.Rows[group].VolumeCubicCentimeters / 1_000);
                usage[(2 * row) + 1] += alone.Decisions.Rows[row].Units;
            }
        }

        Assert.Empty(new PlacementAudit().Check(inputs, plan.Plan));
        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(plan.Report.Usage.Rows[i], usage[i], 1e-6));
        Assert.All(Enumerable.Range(0, 6), i => Assert.True(usage[i] <= limits[i] + 1e-6));
    }

    [Fact]
    public void More_room_never_lowers_the_bound()
    {
        var inputs = PriceLoopWorlds.Products(100, 5);
        var free = PriceLoopWorlds.FreeUsage(inputs);
        var last = double.NegativeInfinity;
        foreach (var share in new[] { 0.5, 0.6, 0.7, 0.8, 0.9, 1.0 })
        {
            double[] limits = [.. free.Select((use, i) => i == 2 ? use * share : use * 1.5)];
            var report = PriceLoopWorlds.Plan(inputs, limits).Report;

            // The plan before keeps these limits too: its worth is a floor for this bound.
            Assert.True(report.Bound >= last - 1e-7);
            Assert.True(report.Value <= report.Bound + 1e-7);
            last = report.Value;
        }
    }

    [Fact]
    public void Products_that_are_alike_do_not_all_move_together()
    {
        var one = PriceLoopWorlds.Products(1, 7);
        var alike = one.Pick([.. new int[200]]);
        alike = alike with
        {
            Facts = new([.. Enumerable.Range(1, 200).Select(i => one.Facts.Rows[0] with { Key = (ulong)i })]),
        };
        var free = PriceLoopWorlds.FreeUsage(alike);
        var busiest = 2 * Enumerable.Range(0, 3).MaxBy(i => free[2 * i]);
        double[] limits = [.. free.Select((use, i) => i == busiest ? use * 0.75 : use + 10_000)];

        var plan = PriceLoopWorlds.Plan(alike, limits);
        var there = Enumerable.Range(0,
            200).Select(i => plan.Plan.Decisions.Rows[(3 * i) + (busiest / 2)].Units).ToList();

        Assert.True(plan.Report.IsFeasible);
        Assert.InRange(plan.Report.Usage.Rows[busiest], 0.97 * limits[busiest], limits[busiest]);
        Assert.True(there.Distinct().Count() > 1);
    }

    [Fact]
    public void Says_what_overflows_where_no_plan_fits()
    {
        var inputs = PriceLoopWorlds.Products(20, 9);
        var report = PriceLoopWorlds.Plan(inputs,
            [.. PriceLoopWorlds.FreeUsage(inputs).Select(use => use * 0.5)]).Report;

        Assert.False(report.IsFeasible);
        Assert.True(report.Overflow.Rows.ToArray().Sum() > 0);
    }

    /// <summary>Twenty products of 1 to 5 liters, worth up to 15 a sale: no liter-day is worth more than 15 over the
    /// cover, and no hand more than 15.</summary>
    [Fact]
    public void No_price_ends_above_what_the_product_that_gains_most_would_pay_where_no_plan_fits()
    {
        var inputs = PriceLoopWorlds.Products(20, 9);
        var settled = PriceLoopWorlds.Plan(inputs, [.. PriceLoopWorlds.FreeUsage(inputs).Select(use => use * 0.3)]);
        Assert.False(settled.Report.IsFeasible);
        Assert.Contains(settled.Board.Prices.Rows.ToArray(), price => price > 1e5);

        var prices = PriceCeiling.Cap(settled.Board, inputs).Prices.Rows;
        var goods = Enumerable.Range(0, inputs.Count).Select(product => (
            Worth: inputs.Worths.Rows[product].MarginPerUnit,
            CubicMeterDays: inputs.Facts.Rows[product].VolumeCubicCentimeters * 1e-6 * inputs.CoverDays)).ToArray();
        for (var i = 0; i < prices.Length; i++)
        {
            var price = prices[i];
            var isRoom = inputs.Prices.Resources.Rows[i].Resource == Resource.Storage;
            Assert.InRange(price, 0, settled.Board.Prices.Rows[i]);
            Assert.All(goods, one => Assert.True(price * (isRoom ? one.CubicMeterDays : 1)
                <= goods.Max(other => other.Worth * (isRoom ? one.CubicMeterDays / other.CubicMeterDays : 1)) + 1e-9));
            Assert.True(price <= (isRoom ? 15 / (1e-3 * inputs.CoverDays) : 15));
        }
    }

    private static (PlacementInputs Inputs, double[] Limits) Tight(ulong instance)
    {
        double Draw(ulong index) => KeyedRandom.Uniform(2, 2, instance, index);
        var inputs = PriceLoopWorlds.Products(1 + (int)(Draw(0) * 4), instance);
        var free = PriceLoopWorlds.FreeUsage(inputs);
        return (inputs, [.. Enumerable.Range(0, 6).Select(i =>
            (0.4 + (0.7 * Draw(1 + (ulong)i))) * (free[i % 2] + free[2 + (i % 2)] + free[4 + (i % 2)]))]);
    }

    /// <summary>The most that any joint plan within the limits is worth; −∞ if there is none.</summary>
    private static double BruteForce(PlacementInputs inputs, double[] limits)
    {
        var choices = Enumerable.Range(0, inputs.Count).Select(group => Choices(inputs.Slice(group, 1))).ToArray();
        return Best(0, 0, new double[6]);

        double Best(int group, double value, double[] usage) =>
            usage.Zip(limits, (use, limit) => use > limit + 1e-9).Any(over => over) ? double.NegativeInfinity
            : group == choices.Length ? value
            : choices[group].Max(choice =>
                Best(group + 1, value + choice.Value, [.. usage.Zip(choice.Usage, (a, b) => a + b)]));
    }

    private static List<(double Value, double[] Usage)> Choices(PlacementInputs one)
    {
        var (units, caseUnits, _) = one.Inbound.Rows[0];
        var choices = new List<(double, double[])>();
        for (var first = 0; first <= units; first += caseUnits)
        {
            for (var second = 0; first + second <= units; second += caseUnits)
            {
                int[] split = [first, second, units - first - second];
                var usage = new double[6];
                var value = PriceLoopWorlds.Engine.Respond(
                    one with { Overrides = new([.. split.Select(part => new HumanDecision(1, part))]) },
                    new double[6], usage);
                choices.Add((value, usage));
            }
        }

        return choices;
    }
}
