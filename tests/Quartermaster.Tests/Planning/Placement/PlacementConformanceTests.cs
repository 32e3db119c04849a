using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Conformance;

namespace Quartermaster.Tests.Planning.Placement;

public sealed class PlacementConformanceTests
    : EngineConformance<PlacementInputs, PlacementRow, PlacementReason>
{
    protected override IRowEngine<PlacementInputs, PlacementRow, PlacementReason> Engine { get; } =
        new PlacementEngine(new());

    protected override IPlanAudit<PlacementInputs, PlacementRow, PlacementReason> Audit { get; } =
        new PlacementAudit();

    protected override Gen<PlacementInputs> AnyInputs => PlacementWorlds.Any;

    protected override long Quantity(PlacementRow row) => row.Units;
}
