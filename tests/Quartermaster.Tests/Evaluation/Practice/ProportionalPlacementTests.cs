using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Conformance;
using Quartermaster.Tests.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Practice;

public sealed class ProportionalPlacementTests : EngineConformance<PlacementInputs, PlacementRow, PlacementReason>
{
    // Centers 1 to 4 have shares of 0.1 to 0.4.
    protected override IRowEngine<PlacementInputs, PlacementRow, PlacementReason> Engine { get; } =
        new ProportionalPlacement((_, facility) => facility.Value / 10.0);

    protected override IPlanAudit<PlacementInputs, PlacementRow, PlacementReason> Audit { get; } =
        new PlacementAudit();

    protected override Gen<PlacementInputs> AnyInputs => PlacementWorlds.Any;

    protected override long Quantity(PlacementRow row) => row.Units;

    [Fact]
    public void Brings_each_center_to_its_share_of_all_there_is() => Assert.Equal(
        [0, 20, 30, 40],
        // 90 arrive and 10 are there: shares of 100, of which the first has its 10.
        UnitsOf(90, 1, new(1, Position: 10), new(2), new(3), new(4)));

    [Fact]
    public void Sends_full_cases() => Assert.Equal(
        [12, 24, 24, 36], UnitsOf(96, 12, new(1), new(2), new(3), new(4)));

    /// <summary>Shares of 140 are 28, 42 and 56: 19, 31 and 36 are missing, and 50 leave each 12 short.</summary>
    [Fact]
    public void Follows_people_and_splits_the_rest() => Assert.Equal(
        [50, 7, 19, 24], UnitsOf(100, 1, new(1, Override: new(1, 50)), new(2, 9), new(3, 11), new(4, 20)));

    [Fact]
    public void Nothing_goes_where_it_may_not_rest() => Assert.Equal(
        [10, 0], UnitsOf(10, 1, new(1), new(4, MayHold: false)));

    private int[] UnitsOf(int units, int caseUnits, params At[] at)
    {
        var goods = new Goods(units, caseUnits, [10, 20, 30], [1], at);
        var plan = Engine.Plan(PlacementWorlds.Of(PlacementWorlds.Line(4, 0), PriceBoard.Empty, goods));
        return [.. plan.Decisions.Rows.ToArray().Select(row => row.Units)];
    }
}
