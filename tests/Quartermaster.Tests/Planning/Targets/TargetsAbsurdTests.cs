using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Targets;
using Quartermaster.Tests.Conformance;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>The conformance suite on numbers that nobody means.</summary>
public sealed class TargetsAbsurdTests : EngineConformance<TargetInputs, TargetRow, TargetReason>
{
    protected override IRowEngine<TargetInputs, TargetRow, TargetReason> Engine { get; } =
        new TargetsEngine(new());

    protected override IPlanAudit<TargetInputs, TargetRow, TargetReason> Audit { get; } = new TargetsAudit();

    protected override Gen<TargetInputs> AnyInputs { get; } =
        Product.Array[1, 4].Select(goods => TargetWorlds.Of(goods));

    private static Gen<Goods> Product =>
        from review in Absurd.Days
        from lineCost in Absurd.AllowedRate
        from sums in Absurd.Demand.Array[3].Array[TargetWorlds.Days.Length]
        from leads in Gen.Frequency((20, Absurd.OneOf(0f, 7f, 3_650f)), (1, Absurd.OneOf(float.NaN, 1e9f))).Array[2]
        from end in Absurd.OneOf(default, TargetWorlds.Today, DateOnly.MaxValue)
        from network in Node(0)
        from local in Node(1).Array[0, 1]
        from grows in Gen.Frequency((20, Gen.Const(true)), (1, Gen.Const(false)))
        select new Goods(new(new(1), review, lineCost),
            [.. (grows ? sums.OrderBy(sum => sum.Max()) : sums.AsEnumerable()).Select(sum => sum.Order().ToArray())],
            [.. leads.Order()], new(ProductStatus.Active, default, end), [network, .. local]);

    [Fact]
    public void A_level_beyond_all_numbers_stops_at_the_largest_and_says_so()
    {
        float[] billion = [.. Enumerable.Repeat(1e9f, 10)];
        var goods = TargetWorlds.Plain with
        {
            Terms = new(new(1), ReviewDays: 1, LineCost: 1),
            Sums = [billion, billion, billion, billion],
            Nodes = [new(0, 1, new(ShortageCost: 9, HoldingCostPerUnitDay: 0))],
        };
        var plan = new TargetsEngine(new()).Plan(TargetWorlds.Of(goods), Explain.Yes);

        Assert.Equal(int.MaxValue, plan.Decisions.Rows[0].Units);
        Assert.Contains(plan.Reasons.Of(0).ToArray(), reason =>
            reason is { Because: TargetReason.MostUnits, Amount: < 0 });
        Assert.Equal(int.MaxValue, plan.Reasons.Of(0).ToArray().Sum(reason => reason.Amount));
    }

    [Fact]
    public void Demand_that_falls_with_time_is_refused() => Assert.Equal(
        "Demand sums ascend, also with time, from 0 to 10⁹ units.",
        Assert.Single(TargetWorlds.Of(TargetWorlds.Plain with { Sums = [.. TargetWorlds.Plain.Sums.Reverse()] })
            .Check()).Rule);

    [Fact]
    public void Stock_values_of_absurd_numbers_are_numbers() => AnyInputs.Sample(inputs =>
    {
        var values = new StockPrices(new()).Of(
            inputs, [new(1)], new([.. Enumerable.Repeat(-1f, inputs.Nodes.Count)]));

        Assert.All(Enumerable.Range(0, inputs.Count), product => Assert.True(values.Of(product, 0, 1) >= 0));
    });

    protected override long Quantity(TargetRow row) => row.Units;

    private static Gen<Node> Node(int facility) =>
        from share in Absurd.OneOf(0f, 1e-9f, 0.5f, 1f)
        from costs in Gen.Select(Absurd.AllowedRate, Absurd.AllowedRate, Absurd.AllowedRate, Absurd.AllowedRate)
        from person in Gen.Frequency(
            (6, Gen.Const(default(HumanDecision))), (1, Absurd.Units.Select(units => new HumanDecision(1, units))))
        select new Node(facility, share, new(costs.Item1, costs.Item2, costs.Item3), new(costs.Item4), person);
}
