using CsCheck;
using Quartermaster.Evaluation.MultiItem;
using Quartermaster.Fulfillment.Orders;
using Xunit;

namespace Quartermaster.Tests.Evaluation.MultiItem;

/// <summary>Plans of whole orders in hindsight, and bounds by prices, against what is known of them.</summary>
public sealed class HindsightTests
{
    // What sums of thousands of costs may differ by, and the gap that the program stops at.
    private const double SumRounding = 1e-9;
    private const double ProgramGap = 1e-6;

    private static readonly MultiItemSize s_small = MultiItemSize.Published with { Orders = 2_000 };

    [Theory]
    [InlineData(0.75)]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void A_plan_in_hindsight_is_within_a_thousandth_of_its_bound_and_no_policy_is_below_the_bound(double carry)
    {
        for (var seed = 1UL; seed <= 3; seed++)
        {
            var instance = new MultiItemInstance(s_small, seed, carry, MultiItemReading.Author);
            var sequence = instance.Sequence(0);
            var plan = new HindsightPlan(instance, sequence);

            Assert.InRange(plan.Cost, plan.Bound * (1 - SumRounding), plan.Bound * 1.001);
            var policy = new SequenceRun(instance).CostOf(new OrdersEngine(new()), sequence);
            Assert.True(policy >= plan.Bound * (1 - SumRounding), $"{policy} below {plan.Bound}");
            Assert.True(plan.Cost < policy, $"{plan.Cost} in hindsight, {policy} without");
        }
    }

    // Few orders, and stock for some of them: every way to give each its places.
    [Fact]
    public void Of_a_few_orders_the_plan_is_the_best_of_all_assignments_or_its_gap_says_how_far_it_may_be()
    {
        var size = MultiItemSize.Published with { Items = 4, MostItems = 2, Orders = 3 };
        var same = 0;
        for (var seed = 1UL; seed <= 24; seed++)
        {
            var instance = new MultiItemInstance(size, seed, 0.6, MultiItemReading.Author);
            var sequence = instance.Sequence(seed);
            var (plan, best) = (new HindsightPlan(instance, sequence), Best(instance, sequence, 0, instance.Stock));

            Assert.InRange(best, plan.Bound * (1 - SumRounding), plan.Cost * (1 + SumRounding));
            same += Math.Abs(best - plan.Cost) < 1e-6 ? 1 : 0;
        }

        Assert.InRange(same, 20, 24);
    }

    [Fact]
    public void Prices_by_steps_bound_as_the_program_of_whole_packages_does_and_never_above_it()
    {
        var instance = new MultiItemInstance(s_small, 5, 0.75, MultiItemReading.Author);
        var program = new MultiItemProgram(instance, instance.Demand, instance.Stock, isWhole: true);
        var search = new PriceSearch(instance, instance.Demand, instance.Stock, steps: 400);
        var again = new PriceSearch(instance, instance.Demand, instance.Stock, steps: 400, threads: 2);

        Assert.InRange(search.Bound, program.Bound * 0.995, program.Cost * (1 + ProgramGap));
        Assert.Equal(search.Bound, again.Bound);
        Assert.Equal(search.Prices, again.Prices);
    }

    [Fact]
    public void Whole_packages_cost_what_the_best_of_all_assignments_costs() =>
        Gen.Select(Gen.Double[0, 9].Array[12], Gen.Double[0, 9].Array[4], Gen.Bool.Array[12]).Sample(
            (costs, openings, missing) =>
            {
                var split = new OrderSplit(3, 4);
                for (var place = 0; place < 4; place++)
                {
                    split.Opening[place] = openings[place];
                    for (var item = 0; item < 3; item++)
                    {
                        split.Costs[item, place] = place < 3 && missing[(item * 4) + place]
                            ? double.PositiveInfinity : costs[(item * 4) + place];
                    }
                }

                var least = Enumerable.Range(0, 64).Min(places =>
                {
                    int[] of = [places & 3, (places >> 2) & 3, places >> 4];
                    return of.Distinct().Sum(place => openings[place])
                        + Enumerable.Range(0, 3).Sum(item => split.Costs[item, of[item]]);
                });
                Assert.Equal(least, split.SolveWhole(), 1e-9);
            });

    private static double Best(MultiItemInstance instance, (int Type, int Metro)[] sequence, int order, int[,] stock)
    {
        if (order == sequence.Length)
        {
            return 0;
        }

        var (type, metro) = sequence[order];
        var (items, places, best) = (instance.Types[type], instance.World.Places, double.PositiveInfinity);
        for (var choice = 0; choice < Math.Pow(places, items.Length); choice++)
        {
            int[] of = [.. items.Select((_, item) => choice / (int)Math.Pow(places, item) % places)];
            var (left, isPossible, cost) = ((int[,])stock.Clone(), true, 0.0);
            for (var item = 0; item < items.Length; item++)
            {
                cost += instance.World.ItemCosts(instance.Reading)[of[item], metro];
                isPossible &= of[item] == instance.World.Nowhere || left[items[item], of[item]]-- > 0;
            }

            cost += of.Distinct().Sum(place => instance.World.FixedCost(place, instance.Reading));
            best = isPossible ? Math.Min(best, cost + Best(instance, sequence, order + 1, left)) : best;
        }

        return best;
    }
}
