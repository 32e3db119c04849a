using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Quartermaster.Tests.Conformance;

namespace Quartermaster.Tests.Planning.Targets;

public sealed class TargetsConformanceTests : EngineConformance<TargetInputs, TargetRow, TargetReason>
{
    protected override IRowEngine<TargetInputs, TargetRow, TargetReason> Engine { get; } = new TargetsEngine(new());

    protected override IPlanAudit<TargetInputs, TargetRow, TargetReason> Audit { get; } = new TargetsAudit();

    protected override Gen<TargetInputs> AnyInputs => TargetWorlds.Any;

    protected override long Quantity(TargetRow row) => row.Units;
}
