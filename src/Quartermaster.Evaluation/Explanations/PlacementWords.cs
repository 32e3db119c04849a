using Quartermaster.Planning.Placement;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>What the reasons of placements mean, as a planner would say it. Each completes "n units …".</summary>
public static class PlacementWords
{
    /// <summary>The words of every reason.</summary>
    public static IReadOnlyDictionary<PlacementReason, string> All { get; } = new Dictionary<PlacementReason, string>
    {
        [PlacementReason.LocalDemand] = "the share of demand that is nearest to this center",
        [PlacementReason.AlreadyThere] = "already there, or on its way there",
        [PlacementReason.Service] = "moved to where a unit sells sooner, cheaper or with a faster promise",
        [PlacementReason.CasePack] = "only full cases are sent",
        [PlacementReason.RoomPrice] = "room is scarce here, or scarcer elsewhere",
        [PlacementReason.InboundPrice] = "receiving is busy here, or busier elsewhere",
        [PlacementReason.Yesterday] = "kept near yesterday's split",
        [PlacementReason.HumanOverride] = "a person decided so, here or at another center",
        [PlacementReason.Physics] = "a person's decision, trimmed to what there is",
        [PlacementReason.NotEligible] = "this center may not hold the product",
        [PlacementReason.NowhereToHold] = "no center may hold the product",
        [PlacementReason.BadInput] = "the data of this product cannot be decided on; see 'qm check'",
        [PlacementReason.FellBack] = "the usual answer broke a rule; the engine at its default settings decided",
    };
}
