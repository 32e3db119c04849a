using Quartermaster.Domain;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>A stored run with the reasons of every row. A run keeps none for rows of 0 units; the first time one of
/// those is asked for, the run's day is planned again.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="run">The run.</param>
/// <param name="threads">How many threads planning again may use; at least 1.</param>
internal sealed class ExplainedRun(Workspace workspace, StoredRun run, int threads)
{
    private readonly Lazy<(PlanRecord Plan, IReadOnlyList<string> Differences)> _again =
        new(() => RunAgain.Plan(workspace, run, threads));

    internal StoredRun Run => run;

    /// <summary>Whether the day was planned again.</summary>
    internal bool IsDecidedAgain => _again.IsValueCreated;

    /// <summary>Whether it can be: the largest runs keep no forecast to plan with.</summary>
    internal bool CanDecideAgain { get; } = PlanParts.Has(run, PlanParts.Forecast);

    /// <summary>What of the plan that was made again is not as the run has it; none if none was made.</summary>
    internal IReadOnlyList<string> Differences => IsDecidedAgain ? _again.Value.Differences : [];

    /// <summary>A part's rows with their reasons; null for a row of 0 units that cannot be decided again, or is not
    /// decided now as it was then.</summary>
    /// <param name="part">A part that the run has.</param>
    /// <param name="units">What a row decides.</param>
    /// <param name="planOf">The part, in a plan.</param>
    internal ExplainedRows<TRow, TReason> RowsOf<TRow, TReason>(
        string part, Func<TRow, long> units, Func<PlanRecord, Plan<TRow, TReason>> planOf)
        where TRow : unmanaged
        where TReason : unmanaged, Enum
    {
        var (decisions, reasons) = (run.Read<TRow>(part), run.Reasons<TReason>(part));
        return new(decisions, row => units(decisions.Rows[row]) != 0 || reasons.Of(row).Length > 0
            ? reasons.Of(row).ToArray()
            : CanDecideAgain ? ReasonsAgain(planOf(_again.Value.Plan), row, decisions.Rows[row]) : null);
    }

    // Tables that are not as they were move rows: another row's reasons are worse than none.
    private static Reason<TReason>[]? ReasonsAgain<TRow, TReason>(Plan<TRow, TReason> plan, int row, TRow decided)
        where TRow : unmanaged
        where TReason : unmanaged, Enum =>
        row < plan.Reasons.Count && EqualityComparer<TRow>.Default.Equals(plan.Decisions.Rows[row], decided)
            ? plan.Reasons.Of(row).ToArray() : null;
}
