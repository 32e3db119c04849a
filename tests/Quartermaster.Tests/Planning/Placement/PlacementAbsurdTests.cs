using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Conformance;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>The conformance suite on numbers that nobody means.</summary>
public sealed class PlacementAbsurdTests : EngineConformance<PlacementInputs, PlacementRow, PlacementReason>
{
    protected override IRowEngine<PlacementInputs, PlacementRow, PlacementReason> Engine { get; } =
        new PlacementEngine(new());

    protected override IPlanAudit<PlacementInputs, PlacementRow, PlacementReason> Audit { get; } =
        new PlacementAudit();

    protected override Gen<PlacementInputs> AnyInputs { get; } =
        from prices in Absurd.AllowedRate.Array[4]
        from goods in AnyGoods.Array[1, 3]
        select PlacementWorlds.Of(
            PlacementWorlds.Line(2, 0, 4, 11), new(PlacementWorlds.Resources(2), new(prices)), goods);

    private static Gen<Goods> AnyGoods =>
        from units in Absurd.AllowedUnits
        from caseUnits in Absurd.OneOf(1, 7, 1_000_000_000, int.MaxValue)
        from demand in Absurd.Demand.Array[3]
        from shares in Absurd.OneOf(0f, 1e-9f, 1f, 1e6f, float.NaN).Array[3]
        from at in AnyAt.Array[2]
        from money in Gen.Select(Absurd.AllowedRate, Absurd.OneOf(0, 0.5, 1))
        from liters in Absurd.OneOf(0, 1, 2_000_000)
        select new Goods(units, caseUnits, [.. demand.Order()], shares,
            [at[0] with { Facility = 1 }, at[1] with { Facility = 2 }])
        {
            Margin = money.Item1, Lost = money.Item2, Liters = liters,
        };

    private static Gen<At> AnyAt =>
        from position in Gen.Frequency((9, Absurd.OneOf(0, 3, -1_000_000_000, 1_000_000_000)), (1, Absurd.Units))
        from person in Gen.Frequency(
            (4, Gen.Const(default(HumanDecision))), (1, Absurd.Units.Select(units => new HumanDecision(1, units))))
        from mayHold in Gen.Bool
        select new At(1, position, 0.5f, person, mayHold);

    protected override long Quantity(PlacementRow row) => row.Units;
}
