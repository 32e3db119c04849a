using Quartermaster.Evaluation.MultiItem;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>The multi-item benchmark of Jasin and Sinha, "An LP-based correlated rounding scheme for multi-item
/// ecommerce order fulfillment", Operations Research 63 (2015), with the parameters of Ma (2023, arXiv
/// 2207.04774).</summary>
/// <remarks>Twenty instances of one sequence at each carry probability. The rule of the bands was written down before
/// the first run (of ten instances; twenty narrow the bands): the mean lies within the 99.9 % interval of a difference
/// of two means, ours and the published one, at the spread of our instances, plus the rounding of the published figure.
/// A policy with stock values may be better than published, not worse. The benchmark program runs the same at full
/// size.</remarks>
public sealed class MultiItemOracleTests
{
    private const int Instances = 20;
    private const double Confidence = 0.999;
    private const double PublishedRounding = 0.0005;

    // What sums of ten thousand costs may differ by: one policy is as good as hindsight where items are scarce.
    private const double SumRounding = 1e-9;

    [Theory]
    [InlineData(0.75)]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void Published_costs_over_the_bound_are_met_and_no_cost_is_below_it_in_hindsight(double carry)
    {
        var (nearest, exact, valued) = (new List<double>(), new List<double>(), new List<double>());
        for (var seed = 1UL; seed <= Instances; seed++)
        {
            var instance = new MultiItemInstance(MultiItemSize.Published, seed, carry, MultiItemReading.Author);
            var program = new MultiItemProgram(instance, instance.Demand, instance.Stock);
            var (run, sequence) = (new SequenceRun(instance), instance.Sequence(0));
            double[] costs =
            [
                new RoundingRun(instance, program.Shares()).CostOf(Rounding.Nearest, sequence, 0),
                run.CostOf(new OrdersEngine(new()), sequence),
                run.CostOf(new OrdersEngine(new()), sequence, program.Prices),
            ];
            nearest.Add(costs[0] / program.Bound);
            exact.Add(costs[1] / program.Bound);
            valued.Add(costs[2] / program.Bound);
            var counts = instance.CountsOf(sequence);
            var hindsight = new MultiItemProgram(instance, counts, instance.Stock).Bound;
            Assert.All(costs, cost => Assert.True(cost >= hindsight * (1 - SumRounding), $"{cost} below {hindsight}"));
        }

        var at = Array.IndexOf(PublishedFigures.Carries, carry);
        AssertMeets(PublishedFigures.Of(nameof(Rounding.Nearest)), at, nearest, mayBeBetter: false);
        AssertMeets(PublishedFigures.Of(PublishedFigures.Exact), at, exact, mayBeBetter: false);
        AssertMeets(PublishedFigures.Of(PublishedFigures.Static), at, valued, mayBeBetter: true);
        Assert.True(valued.Average() < exact.Average() && exact.Average() < nearest.Average(), "The order of policies");
    }

    // What was taken for a fault of the engine or of the figure: at .5 the cost without stock values was .034 too high.
    [Fact]
    public void The_published_figure_is_missed_where_the_definition_is_read_otherwise()
    {
        var exact = new List<double>();
        for (var seed = 1UL; seed <= Instances; seed++)
        {
            var instance = new MultiItemInstance(MultiItemSize.Published, seed, 0.5, MultiItemReading.All[^1]);
            var bound = new MultiItemProgram(instance, instance.Demand, instance.Stock).Bound;
            exact.Add(new SequenceRun(instance).CostOf(new OrdersEngine(new()), instance.Sequence(0)) / bound);
        }

        var published = PublishedFigures.Of(PublishedFigures.Exact);
        Assert.True(exact.Average() - published.Costs[1] > BandOf(published, exact), $"{exact.Average()}");
    }

    [Theory]
    [InlineData(0.75)]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void The_bound_is_met_by_a_mixture_that_the_stock_allows(double carry)
    {
        var instance = new MultiItemInstance(MultiItemSize.Published, 77, carry, MultiItemReading.Author);
        var program = new MultiItemProgram(instance, instance.Demand, instance.Stock);
        var (cost, used, costs) = (0.0, new double[20, 5], MultiItemWorld.Published.ItemCosts(instance.Reading));
        var shares = program.Shares();
        for (var type = 1; type < instance.Types.Length; type++)
        {
            for (var metro = 0; metro < MultiItemWorld.Published.Metros; metro++)
            {
                cost += instance.Demand[type, metro] * CostOf(shares[type, metro], metro);
                for (var i = 0; i < instance.Types[type].Length; i++)
                {
                    Assert.Equal(1, Enumerable.Range(0, 6).Sum(place => shares[type, metro][i, place]), 1e-6);
                    for (var center = 0; center < MultiItemWorld.Published.Centers; center++)
                    {
                        used[instance.Types[type][i], center] +=
                            instance.Demand[type, metro] * shares[type, metro][i, center];
                    }
                }
            }
        }

        Assert.All(Enumerable.Range(0, 100), cell => Assert.InRange(
            used[cell / 5, cell % 5], 0, instance.Stock[cell / 5, cell % 5] * (1 + 1e-6)));
        Assert.Equal(program.Bound, cost, program.Bound * 1e-5);
        var whole = new MultiItemProgram(instance, instance.Demand, instance.Stock, isWhole: true);
        Assert.True(whole.Bound >= program.Bound * (1 - 1e-6));

        double CostOf(double[,] share, int metro) => Enumerable.Range(0, 6).Sum(place =>
        {
            var ofPlace = Enumerable.Range(0, share.GetLength(0)).Select(item => share[item, place]).ToArray();
            return (ofPlace.Max() * MultiItemWorld.Published.FixedCost(place, instance.Reading))
                + (ofPlace.Sum() * costs[place, metro]);
        });
    }

    [Fact]
    public void Three_items_that_no_two_places_share_cost_two_packages_whole_and_one_and_a_half_in_parts()
    {
        var split = new OrderSplit(3, 4);
        for (var place = 0; place < 4; place++)
        {
            split.Opening[place] = place < 3 ? 1 : 10;
            for (var item = 0; item < 3; item++)
            {
                split.Costs[item, place] = place == item ? double.PositiveInfinity : 0;
            }
        }

        Assert.Equal(2, split.SolveWhole());
        Assert.Equal(1.5, split.SolveInParts(), 1e-9);
        Assert.Equal(0.5, split.Shares[0, 1], 1e-9);
    }

    private static void AssertMeets(PublishedFigures published, int at, List<double> ours, bool mayBeBetter)
    {
        var (mean, band) = (ours.Average(), BandOf(published, ours));
        var found = $"{published.Policy}: published {published.Costs[at]:0.000}, here {mean:0.0000}, ±{band:0.0000}";
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.True(mean - published.Costs[at] < band, found);
        Assert.True(mayBeBetter || published.Costs[at] - mean < band, found);
    }

    private static double BandOf(PublishedFigures published, List<double> ours) => PublishedRounding
        + (StudentT.Quantile((1 + Confidence) / 2, Instances - 1) * SpreadOf(ours)
            * Math.Sqrt((1.0 / Instances) + (1.0 / published.Instances)));

    private static double SpreadOf(List<double> ratios) => Math.Sqrt(
        ratios.Sum(ratio => (ratio - ratios.Average()) * (ratio - ratios.Average())) / (ratios.Count - 1));
}
