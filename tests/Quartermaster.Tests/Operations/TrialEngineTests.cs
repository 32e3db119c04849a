using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Operations.Engines;
using Quartermaster.Numerics;
using Quartermaster.Planning.Buying;
using Quartermaster.Tests.Conformance;
using Quartermaster.Tests.Planning.Buying;

namespace Quartermaster.Tests.Operations;

public sealed class TrialEngineTests : EngineConformance<BuyingInputs, PurchaseLine, BuyingReason>
{
    protected override IRowEngine<BuyingInputs, PurchaseLine, BuyingReason> Engine { get; } =
        new TrialEngine<BuyingInputs, PurchaseLine, BuyingReason>(
            control: new BuyingEngine(new()),
            treatment: new BuyingEngine(new() { LeastProfitPerCase = 20 }),
            IsTreated);

    protected override IPlanAudit<BuyingInputs, PurchaseLine, BuyingReason> Audit { get; } = new BuyingAudit();

    protected override Gen<BuyingInputs> AnyInputs => BuyingWorlds.Any;

    protected override long Quantity(PurchaseLine row) => row.Units;

    // The catalog will give the hash of the product's code; until then its number serves.
    private static bool IsTreated(BuyingInputs inputs, int group)
    {
        var row = inputs.FirstRow(group);
        return row < inputs.FirstRow(group + 1)
            && KeyedRandom.Uniform(seed: 1, stream: 2, (ulong)inputs.Offers.Rows[row].Product.Value, index: 0) < 0.5;
    }
}
