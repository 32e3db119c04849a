using Quartermaster.Domain;

namespace Quartermaster.Operations.Engines;

/// <summary>Two engines behind one door: each group is decided by the arm it was assigned to.</summary>
/// <remarks>Being an engine itself, a trial can be simulated, audited, explained and nested like any other.</remarks>
/// <param name="control">Today's engine.</param>
/// <param name="treatment">The engine on trial.</param>
/// <param name="isTreated">The assignment: a pure function of what the group is, never of where it stands.</param>
public sealed class TrialEngine<TInputs, TRow, TReason>(
    IRowEngine<TInputs, TRow, TReason> control,
    IRowEngine<TInputs, TRow, TReason> treatment,
    Func<TInputs, int, bool> isTreated) : IRowEngine<TInputs, TRow, TReason>
    where TInputs : IGrouped<TInputs>
    where TRow : unmanaged
    where TReason : unmanaged, Enum
{
    /// <inheritdoc/>
    public void Decide(TInputs inputs, Span<TRow> decisions, ReasonWriter<TReason>? why)
    {
        var arms = Enumerable.Range(0, inputs.Count).ToLookup(group => isTreated(inputs, group));
        var (plain, treated) = (PlanOf(control, false), PlanOf(treatment, true));
        var (plainRow, treatedRow) = (0, 0);

        for (var group = 0; group < inputs.Count; group++)
        {
            var inTrial = isTreated(inputs, group);
            for (var row = inputs.FirstRow(group); row < inputs.FirstRow(group + 1); row++)
            {
                var (plan, from) = inTrial ? (treated, treatedRow++) : (plain, plainRow++);
                decisions[row] = plan.Decisions.Rows[from];
                why?.AddRow(plan.Reasons.Of(from));
            }
        }

        Plan<TRow, TReason> PlanOf(IRowEngine<TInputs, TRow, TReason> arm, bool inTrial) =>
            arm.Plan(inputs.Pick([.. arms[inTrial]]), why is null ? Explain.No : Explain.Yes);
    }
}
