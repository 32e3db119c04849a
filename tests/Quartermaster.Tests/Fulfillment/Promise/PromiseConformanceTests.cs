using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Tests.Conformance;

namespace Quartermaster.Tests.Fulfillment.Promise;

public sealed class PromiseConformanceTests : EngineConformance<PromiseInputs, PromiseRow, PromiseReason>
{
    protected override IRowEngine<PromiseInputs, PromiseRow, PromiseReason> Engine { get; } = new PromiseEngine(new());

    protected override IPlanAudit<PromiseInputs, PromiseRow, PromiseReason> Audit { get; } = new PromiseAudit();

    protected override Gen<PromiseInputs> AnyInputs => PromiseWorlds.Any;

    protected override long Quantity(PromiseRow row) => row.Minutes;
}
