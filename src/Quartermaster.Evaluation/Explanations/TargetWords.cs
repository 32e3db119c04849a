using Quartermaster.Planning.Targets;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>What the reasons of levels mean, as a planner would say it. Each completes "n units …".</summary>
public static class TargetWords
{
    /// <summary>The words of every reason.</summary>
    public static IReadOnlyDictionary<TargetReason, string> All { get; } = new Dictionary<TargetReason, string>
    {
        [TargetReason.ExpectedDemand] = "expected demand until the next order could arrive",
        [TargetReason.DemandUncertainty] = "demand may be higher or lower than expected",
        [TargetReason.LeadTimeUncertainty] = "goods may take longer than usual",
        [TargetReason.Pooling] = "a center alone sees more ups and downs than all together",
        [TargetReason.LocalService] = "a unit short here costs less, or more, than in the network",
        [TargetReason.UnsoldRisk] = "more might stay unsold for long",
        [TargetReason.RoomPrice] = "room is scarce",
        [TargetReason.Rounding] = "rounded up to whole units",
        [TargetReason.OrderCost] = "fewer, larger orders save order costs",
        [TargetReason.EndOfLife] = "the product will not be sold for much longer",
        [TargetReason.HumanOverride] = "a person decided so",
        [TargetReason.BadInput] = "the data of this product cannot be decided on; see 'qm check'",
        [TargetReason.MostUnits] = "no level can be larger",
        [TargetReason.FellBack] = "the usual answer broke a rule; the engine at its default settings decided",
    };
}
