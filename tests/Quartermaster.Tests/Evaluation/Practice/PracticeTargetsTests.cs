using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Evaluation.Practice;
using Quartermaster.Planning.Targets;
using Quartermaster.Tests.Conformance;
using Quartermaster.Tests.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Practice;

public sealed class GoodPracticeTargetsTests : EngineConformance<TargetInputs, TargetRow, TargetReason>
{
    protected override IRowEngine<TargetInputs, TargetRow, TargetReason> Engine { get; } = new GoodPracticeTargets();

    protected override IPlanAudit<TargetInputs, TargetRow, TargetReason> Audit { get; } = new PracticeAudit();

    protected override Gen<TargetInputs> AnyInputs => TargetWorlds.Any;

    protected override long Quantity(TargetRow row) => row.Units;

    /// <summary>Demand over 14 days is 10, 20 … 100: mean 55, deviation 28.72; z(0.9) = 1.2816.</summary>
    [Theory]
    [InlineData(1, /**/ 92)]
    [InlineData(0, /**/ 55)]
    [InlineData(2, /**/ 129)]
    public void Adds_a_normal_safety_stock(double serviceFactor, int units) =>
        Assert.Equal(units, new GoodPracticeTargets(serviceFactor).Plan(TargetWorlds.Of(TargetWorlds.Plain))
            .Decisions.Rows[0].Units);

    /// <summary>Ten futures of a slow mover, mean 0.5: half a deviation below it nothing is owned for safety, yet a lot
    /// is ordered when there is none.</summary>
    [Fact]
    public void A_slow_mover_without_safety_stock_is_ordered_again_when_it_is_out()
    {
        float[] futures = [0, 0, 0, 0, 0, 0, 0, 1, 1, 3];
        var goods = TargetWorlds.Plain with
        {
            Terms = TargetWorlds.Plain.Terms with { LineCost = 1.5 },
            Sums = [.. TargetWorlds.Days.Select(_ => futures)],
            Nodes = [TargetWorlds.Plain.Nodes[0] with { Costs = new(9, 0.01) }],
        };
        var row = new GoodPracticeTargets(-0.5).Plan(TargetWorlds.Of(goods)).Decisions.Rows[0];
        Assert.Equal(0, row.ReorderPoint);
        Assert.InRange(row.Units, 1, 10);
    }

    /// <summary>Lead times of 3 and 11 days: variance 16 at 55/14 units a day, 246.9 beside the demand's 825.</summary>
    [Fact]
    public void A_lead_time_that_varies_adds_to_the_safety_stock() =>
        Assert.Equal(97, new GoodPracticeTargets()
            .Plan(TargetWorlds.Of(TargetWorlds.Plain with { LeadTimes = [3, 11] })).Decisions.Rows[0].Units);
}

public sealed class CommonPracticeTargetsTests : EngineConformance<TargetInputs, TargetRow, TargetReason>
{
    protected override IRowEngine<TargetInputs, TargetRow, TargetReason> Engine { get; } = new CommonPracticeTargets();

    protected override IPlanAudit<TargetInputs, TargetRow, TargetReason> Audit { get; } = new PracticeAudit();

    protected override Gen<TargetInputs> AnyInputs => TargetWorlds.Any;

    protected override long Quantity(TargetRow row) => row.Units;

    /// <summary>Demand over 28 days has a mean of 110; lead time 7, minimum 7 and maximum 28 days beyond it.</summary>
    [Fact]
    public void Orders_between_a_minimum_and_a_maximum_of_days() =>
        Assert.Equal(
            new(new(1), default, Units: 138, ReorderPoint: 55),
            new CommonPracticeTargets().Plan(TargetWorlds.Of(TargetWorlds.Plain)).Decisions.Rows[0]);
}

/// <summary>A practice may own more than is ever believed wanted: every rule of levels but that one.</summary>
internal sealed class PracticeAudit : IPlanAudit<TargetInputs, TargetRow, TargetReason>
{
    public IReadOnlyList<Breach> Check(TargetInputs inputs, Plan<TargetRow, TargetReason> plan) =>
        [.. new TargetsAudit().Check(inputs, plan).Where(breach => !breach.Rule.StartsWith("No level passes"))];
}
