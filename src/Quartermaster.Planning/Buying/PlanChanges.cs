using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>Changes lines of a plan after the engine, and says so in their reasons.</summary>
internal static class PlanChanges
{
    /// <summary>The plan with other lines; where it has reasons, each changed row's get one more.</summary>
    internal static Plan<PurchaseLine, BuyingReason> Apply(
        Plan<PurchaseLine, BuyingReason> plan, PurchaseLine[] lines, BuyingReason because)
    {
        var why = new ReasonWriter<BuyingReason>();
        for (var row = 0; row < plan.Reasons.Count; row++)
        {
            why.AddRow(plan.Reasons.Of(row));
            if (lines[row].Units - (long)plan.Decisions.Rows[row].Units is not 0 and var change)
            {
                why.Add(because, change);
            }
        }

        return plan with { Decisions = new(lines), Reasons = why.ToReasons() };
    }
}
