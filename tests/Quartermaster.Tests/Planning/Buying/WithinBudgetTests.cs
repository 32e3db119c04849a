using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Planning.Buying;

/// <summary>Three products at 5 a unit with the same demand: 60, 10 and 30 are owned, 100 wanted of each, so that 40,
/// 90 and 70 are ordered for 1,000 in all.</summary>
public sealed class WithinBudgetTests
{
    private static readonly World[] s_three = [Of(1, 60), Of(2, 10), Of(3, 30)];

    [Theory]
    [InlineData(1_000, /**/ 40, 90, 70)]
    [InlineData(999, /**/ 39, 90, 70)]
    [InlineData(600, /**/ 0, 90, 30)]
    [InlineData(449, /**/ 0, 89, 0)]
    [InlineData(4.99, /**/ 0, 0, 0)]
    [InlineData(0, /**/ 0, 0, 0)]
    public void What_is_most_urgent_is_bought_first(double budget, int first, int second, int third) =>
        Assert.Equal([first, second, third], UnitsWithin(budget, s_three));

    [Fact]
    public void A_plan_within_the_budget_stays_as_it_is()
    {
        var inputs = BuyingWorlds.Products(s_three);
        var plan = new BuyingEngine(new()).Plan(inputs, Explain.Yes);
        Assert.Same(plan, WithinBudget.Cut(inputs, plan, 1_000));
        Assert.Same(plan, WithinBudget.Cut(inputs, plan, double.PositiveInfinity));
    }

    /// <summary>150 are left for the third: 30 units, 3 cases of 9; below a minimum of 31 the first has them.</summary>
    [Fact]
    public void Cases_are_full_and_minimums_met()
    {
        var third = Of(3, 30);
        Assert.Equal([3, 90, 27],
            UnitsWithin(600, s_three[0], s_three[1], third with { Offer = third.Offer with { CaseUnits = 9 } }));
        Assert.Equal([30, 90, 0],
            UnitsWithin(600, s_three[0], s_three[1], third with { Offer = third.Offer with { MinimumUnits = 31 } }));
    }

    [Fact]
    public void What_people_decided_is_bought_first_and_whole()
    {
        Assert.Equal([50, 70, 0], UnitsWithin(600, s_three[0] with { Override = new(1, 50) }, s_three[1], s_three[2]));
        Assert.Equal([200, 0, 0], UnitsWithin(600, s_three[0] with { Override = new(1, 200) }, s_three[1], s_three[2]));
    }

    /// <summary>The money reaches for 150 of the third; its vendor takes no order below 200.</summary>
    [Fact]
    public void An_order_that_falls_below_its_least_value_waits()
    {
        var third = Of(3, 30);
        third = third with
        {
            Offer = third.Offer with { Vendor = new(2) }, OrderMinimum = new(Money.Of(200m)),
        };
        Assert.Equal([0, 90, 0], UnitsWithin(600, s_three[0], s_three[1], third));
    }

    [Fact]
    public void A_cut_plan_costs_no_more_obeys_every_rule_and_its_reasons_add_up() =>
        Gen.Select(BuyingWorlds.Any, Gen.Double[0, 2_000]).Sample((inputs, budget) =>
        {
            var plan = OrderMinimums.Repair(inputs, new BuyingEngine(new()).Plan(inputs, Explain.Yes));
            var cut = WithinBudget.Cut(inputs, plan, budget);

            var ofPeople = Enumerable.Range(0, cut.Decisions.Count)
                .Where(row => inputs.Overrides.Rows[row].IsGiven).Sum(row => CostOf(inputs, cut, row));
            var spent = Enumerable.Range(0, cut.Decisions.Count).Sum(row => CostOf(inputs, cut, row));
            Assert.True(spent <= Math.Max(budget, ofPeople) + 1e-6, $"{spent} of {budget}, people {ofPeople}");
            Assert.Empty(new BuyingAudit().Check(inputs, cut));
            Assert.Empty(PurchaseOrders.Check(inputs, cut.Decisions));
            for (var row = 0; row < cut.Decisions.Count; row++)
            {
                Assert.InRange(cut.Decisions.Rows[row].Units, 0, plan.Decisions.Rows[row].Units);
                Assert.Equal(cut.Decisions.Rows[row].Units,
                    cut.Reasons.Of(row).ToArray().Sum(reason => reason.Amount));
            }
        }, iter: 2_000);

    private static double CostOf(BuyingInputs inputs, Plan<PurchaseLine, BuyingReason> plan, int row)
    {
        var units = plan.Decisions.Rows[row].Units;
        return units == 0 ? 0
            : (double)(inputs.Breaks.Rows[row].At(units, inputs.Offers.Rows[row].UnitCost) * units).Micros / 1e6;
    }

    private static int[] UnitsWithin(double budget, params World[] products)
    {
        var inputs = BuyingWorlds.Products(products);
        var plan = WithinBudget.Cut(inputs, new BuyingEngine(new()).Plan(inputs), budget);
        return [.. plan.Decisions.Rows.ToArray().Select(line => line.Units)];
    }

    private static World Of(int product, int owned) => BuyingWorlds.Plain with
    {
        Offer = BuyingWorlds.Plain.Offer with { Product = new(product) }, Position = new(owned),
    };
}
