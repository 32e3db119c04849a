using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>People's decisions that hold on a day, by what they replace.</summary>
internal sealed class Decisions
{
    private readonly Dictionary<(OverrideTarget, ProductId, FacilityId), Override> _byPlace = [];

    internal Decisions(Table<Override> overrides, DateOnly today)
    {
        foreach (var decision in overrides.Rows)
        {
            // Of several, the one that was entered last (the greatest number) holds.
            if (decision.FromDay <= today && decision.ExpiryDay >= today)
            {
                _byPlace[(decision.Engine, decision.Product, decision.Facility)] = decision;
            }
        }
    }

    /// <summary>Whether anybody decided anything for today.</summary>
    internal bool Any => _byPlace.Count > 0;

    /// <summary>What a person decided; none if nobody did.</summary>
    internal HumanDecision Of(OverrideTarget target, ProductId product, FacilityId facility) =>
        Find(target, product, facility) is { } found ? new(found.ReasonCode, found.Units) : default;

    /// <summary>The whole decision; null if nobody decided.</summary>
    internal Override? Find(OverrideTarget target, ProductId product, FacilityId facility) =>
        _byPlace.TryGetValue((target, product, facility), out var found) ? found : null;
}
