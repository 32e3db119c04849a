using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>The split is the best one of the model: against every split there is.</summary>
public sealed class PlacementExactTests
{
    private static readonly PlacementEngine s_engine = new(new());

    [Fact]
    public void No_split_earns_more() => Cases.Sample(
        (goods, prices) =>
        {
            var inputs = PlacementWorlds.Of(
                PlacementWorlds.Line(3, 1, 8, 13, 22), new(PlacementWorlds.Resources(3), new(prices)), goods);
            var best = Every(goods.Units, goods.CaseUnits, goods.At.Length).Max(split => Net(inputs, split));

            var usage = new double[6];
            var worth = s_engine.Respond(inputs, prices, usage);
            var rows = s_engine.Plan(inputs).Decisions.Rows.ToArray();

            Assert.Equal(best, worth - Pay(prices, usage), 1e-7);
            Assert.Equal(best, Net(inputs, [.. rows.Select(row => row.Units)]), 1e-7);
        },
        iter: 300);

    [Fact]
    public void Large_quantities_are_split_as_if_unit_by_unit() => Cases.Sample(
        (goods, prices) =>
        {
            // 5,000 units of demand per unit before: the normal form, large steps first.
            var large = goods with
            {
                CaseUnits = 1 + (goods.CaseUnits * 3),
                Units = goods.Units * 1_000 / (1 + (goods.CaseUnits * 3)) * (1 + (goods.CaseUnits * 3)),
                Demand = [.. goods.Demand.Select(units => units * 1_000)],
            };
            var inputs = PlacementWorlds.Of(
                PlacementWorlds.Line(3, 1, 8, 13, 22), new(PlacementWorlds.Resources(3), new(prices)), large);
            var rows = s_engine.Plan(inputs).Decisions.Rows.ToArray();
            var split = rows.Select(row => row.Units).ToArray();
            var net = Net(inputs, split);

            // M♮-concave: best is what no exchange of one case improves (Murota 2003, theorem 6.26).
            foreach (var from in Enumerable.Range(0, 3).Where(from => split[from] >= large.CaseUnits))
            {
                foreach (var to in Enumerable.Range(0, 3).Where(to => to != from))
                {
                    var other = (int[])split.Clone();
                    other[from] -= large.CaseUnits;
                    other[to] += large.CaseUnits;
                    Assert.True(Net(inputs, other) <= net + 1e-6, $"{net} < {Net(inputs, other)}");
                }
            }
        },
        iter: 100);

    /// <summary>Several cases may have to make way for a remainder, each at another height of the tree.</summary>
    [Fact]
    public void No_split_around_a_remainder_earns_more() => Gen.Select(
        Gen.Int[1, 5], Gen.Int[2, 6], Gen.Int[1, 5],
        Gen.Select(Gen.Float[0, 40].Array[3], Gen.Float[0.01f, 1].Array[5]),
        Gen.Int[-2, 9].Array[5], Gen.Double[0, 0.5].Array[10]).Sample(
        (cases, caseUnits, odd, wanted, positions, prices) =>
        {
            var goods = new Goods((cases * caseUnits) + Math.Min(odd, caseUnits - 1), caseUnits,
                [.. wanted.Item1.Order()], wanted.Item2,
                [.. Enumerable.Range(0, 5).Select(i => new At(i + 1, positions[i]))]);
            var inputs = PlacementWorlds.Of(PlacementWorlds.Line(5, 1, 8, 13, 22, 38),
                new(PlacementWorlds.Resources(5), new(prices)), goods);
            var best = Every(goods.Units, goods.CaseUnits, 5).Max(split => Net(inputs, split));
            Assert.Equal(best, Net(inputs, Split(inputs)), 1e-7);
        },
        iter: 60);

    [Fact]
    public void Large_quantities_find_the_place_of_their_remainder() => Cases.Sample(
        (goods, prices) =>
        {
            var caseUnits = 2 + (goods.CaseUnits * 3);
            var large = goods with
            {
                CaseUnits = caseUnits,
                Units = (goods.Units * 1_000 / caseUnits * caseUnits) + (goods.CaseUnits % 2) + 1,
                Demand = [.. goods.Demand.Select(units => units * 1_000)],
            };
            var inputs = PlacementWorlds.Of(
                PlacementWorlds.Line(3, 1, 8, 13, 22), new(PlacementWorlds.Resources(3), new(prices)), large);
            var split = Split(inputs);
            var net = Net(inputs, split);
            var home = Array.FindIndex(split, units => units % caseUnits != 0);

            // The remainder anywhere, and any case moved beside it.
            var moves = from to in Enumerable.Range(0, 3)
                        from less in Enumerable.Range(0, 3)
                        from more in Enumerable.Range(0, 3)
                        select (to, less, more);
            foreach (var (to, less, more) in moves)
            {
                var other = (int[])split.Clone();
                other[home] -= large.Units % caseUnits;
                other[to] += large.Units % caseUnits;
                other[less] -= caseUnits;
                other[more] += caseUnits;
                Assert.True(other.Min() < 0 || Net(inputs, other) <= net + 1e-6, $"{net} < {Net(inputs, other)}");
            }
        },
        iter: 100);

    private static int[] Split(PlacementInputs inputs) =>
        [.. s_engine.Plan(inputs).Decisions.Rows.ToArray().Select(row => row.Units)];

    private static Gen<(Goods, double[])> Cases { get; } =
        from units in Gen.Int[1, 14]
        from caseUnits in Gen.Int[1, 4]
        from demand in Gen.Float[0, 16].Array[3]
        from shares in Gen.Float[0.01f, 1].Array[4]
        from positions in Gen.Int[-2, 9].Array[3]
        from yesterday in Gen.Frequency((1, Gen.Const(0f)), (1, Gen.Float[0, 0.5f])).Array[3]
        from prices in Gen.Double[0, 0.5].Array[6]
        select (new Goods(units, caseUnits, [.. demand.Order()], shares,
            [.. Enumerable.Range(0, 3).Select(i => new At(i + 1, positions[i], yesterday[i]))]), prices);

    private static double Pay(double[] prices, double[] usage) => prices.Zip(usage, (p, u) => p * u).Sum();

    /// <summary>What a given split earns: people fix it, and the engine says what it is worth.</summary>
    private static double Net(PlacementInputs inputs, int[] split)
    {
        var usage = new double[inputs.Prices.Count];
        var prices = inputs.Prices.Prices.Rows.ToArray();
        var problem = inputs with { Inbound = new([inputs.Inbound.Rows[0] with { CaseUnits = 1 }]) };
        problem = problem with { Overrides = new([.. split.Select(units => new HumanDecision(1, units))]) };
        return s_engine.Respond(problem, prices, usage) - Pay(prices, usage);
    }

    private static IEnumerable<int[]> Every(int units, int caseUnits, int places)
    {
        var splits = Cases(units / caseUnits, places).Select(cases => cases.Select(n => n * caseUnits).ToArray());
        return units % caseUnits == 0
            ? splits
            : from split in splits
              from place in Enumerable.Range(0, places)
              select split.Select((n, i) => i == place ? n + (units % caseUnits) : n).ToArray();

        static IEnumerable<int[]> Cases(int count, int places) => places == 1
            ? [[count]]
            : from here in Enumerable.Range(0, count + 1)
              from rest in Cases(count - here, places - 1)
              select (int[])[here, .. rest];
    }
}
