using Quartermaster.Planning.Buying;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>What the reasons of purchase lines mean, as a planner would say it. Each completes "n units …".</summary>
public static class BuyingWords
{
    /// <summary>The words of every reason.</summary>
    public static IReadOnlyDictionary<BuyingReason, string> All { get; } = new Dictionary<BuyingReason, string>
    {
        [BuyingReason.ExpectedDemand] = "expected demand until the next order could arrive",
        [BuyingReason.SafetyStock] = "what the level holds beyond expected demand",
        [BuyingReason.AlreadyOwned] = "already on hand or on order",
        [BuyingReason.AlreadyCovered] = "what is owned covers the level",
        [BuyingReason.CasePack] = "the vendor ships full cases only",
        [BuyingReason.VendorMinimum] = "the vendor's minimum per line",
        [BuyingReason.VendorLimit] = "the vendor cannot ship more",
        [BuyingReason.HumanOverride] = "a person decided so",
        [BuyingReason.Physics] = "a person's decision, trimmed to full cases that the vendor can ship",
        [BuyingReason.BadInput] = "the data of this offer cannot be decided on; see 'qm check'",
        [BuyingReason.OtherVendor] = "another vendor serves at a lower expected cost",
        [BuyingReason.BoughtElsewhere] = "ordered from another vendor",
        [BuyingReason.AboveReorderPoint] = "an order now would not pay its fixed cost",
        [BuyingReason.NotBought] = "the product is no longer bought, or would arrive too late to be sold",
        [BuyingReason.BudgetPrice] = "money is short",
        [BuyingReason.ShortShipments] = "the vendor tends to ship less than is ordered",
        [BuyingReason.PriceBreak] = "a larger line has a lower unit cost",
        [BuyingReason.VendorOrderMinimum] = "the whole purchase order must reach the vendor's least value",
        [BuyingReason.FellBack] = "the usual answer broke a rule; the engine at its default settings decided",
    };
}
