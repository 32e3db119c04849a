using Quartermaster.Domain;

namespace Quartermaster.Storage.Runs;

/// <summary>Which reasons a run keeps: most rows of a plan decide nothing, and can be decided again when asked.
/// </summary>
internal static class KeptReasons
{
    private const string OverrideName = "HumanOverride";

    /// <summary>The reasons of rows with a quantity, and of rows that a person overrode.</summary>
    internal static StoredReason<TReason>[] Of<TRow, TReason>(Plan<TRow, TReason> plan, Func<TRow, long> quantity)
        where TRow : unmanaged
        where TReason : unmanaged, Enum
    {
        var hasOverride = Enum.TryParse<TReason>(OverrideName, out var byHand);
        var kept = new List<StoredReason<TReason>>();
        for (var row = 0; row < plan.Reasons.Count; row++)
        {
            var reasons = plan.Reasons.Of(row);
            var isKept = quantity(plan.Decisions.Rows[row]) != 0;
            for (var i = 0; !isKept && hasOverride && i < reasons.Length; i++)
            {
                isKept = EqualityComparer<TReason>.Default.Equals(reasons[i].Because, byHand);
            }

            for (var i = 0; isKept && i < reasons.Length; i++)
            {
                kept.Add(new(row, reasons[i].Because, reasons[i].Amount));
            }
        }

        return [.. kept];
    }
}
