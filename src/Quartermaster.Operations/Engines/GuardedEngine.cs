using Quartermaster.Domain;

namespace Quartermaster.Operations.Engines;

/// <summary>An engine whose plan is judged before anybody sees it: groups that break a rule are decided by another
/// engine.</summary>
/// <remarks>
/// Sound groups keep their decisions and reasons; a group that fell back says so in the reasons of its rows. The judge
/// never sees reasons, so that asking why changes nothing. What the fallback breaks too is not hidden: the plan's own
/// audit finds it, and the release gate holds. An engine that throws is a program error and is not caught. Being an
/// engine itself, a guard can be simulated, audited, explained and nested like any other. Cost: one audit, and the
/// broken groups decided again.
/// </remarks>
/// <param name="engine">Who decides.</param>
/// <param name="audit">Who judges; its verdict on a group may not depend on other groups.</param>
/// <param name="fallback">Who decides the groups that break a rule.</param>
/// <param name="fellBack">The remark on their rows.</param>
public sealed class GuardedEngine<TInputs, TRow, TReason>(
    IRowEngine<TInputs, TRow, TReason> engine,
    IPlanAudit<TInputs, TRow, TReason> audit,
    IRowEngine<TInputs, TRow, TReason> fallback,
    TReason fellBack) : IRowEngine<TInputs, TRow, TReason>
    where TInputs : IGrouped<TInputs>
    where TRow : unmanaged
    where TReason : unmanaged, Enum
{
    private static readonly Reasons<TReason> s_noReasons = new ReasonWriter<TReason>().ToReasons();

    /// <inheritdoc/>
    public void Decide(TInputs inputs, Span<TRow> decisions, ReasonWriter<TReason>? why)
    {
        var explain = why is null ? Explain.No : Explain.Yes;
        var own = engine.Plan(inputs, explain);
        var broken = BrokenGroups(inputs, own);
        var other = fallback.Plan(inputs.Pick([.. broken]), explain);

        var (next, otherRow) = (0, 0);
        for (var group = 0; group < inputs.Count; group++)
        {
            var isBroken = next < broken.Count && broken[next] == group;
            next += isBroken ? 1 : 0;
            for (var row = inputs.FirstRow(group); row < inputs.FirstRow(group + 1); row++)
            {
                decisions[row] = isBroken ? other.Decisions.Rows[otherRow] : own.Decisions.Rows[row];
                if (isBroken)
                {
                    why?.AddRow([.. other.Reasons.Of(otherRow), new(fellBack, 0)]);
                    otherRow++;
                }
                else
                {
                    why?.AddRow(own.Reasons.Of(row));
                }
            }
        }
    }

    private List<int> BrokenGroups(TInputs inputs, Plan<TRow, TReason> plan)
    {
        var rows = new HashSet<int>();
        foreach (var breach in Judge(inputs, plan))
        {
            // A verdict on the plan as a whole names no group: each is asked alone.
            if (breach.Row < 0)
            {
                return [.. Enumerable.Range(0, inputs.Count).Where(group => IsBrokenAlone(inputs.Slice(group, 1)))];
            }

            rows.Add(breach.Row);
        }

        var broken = new List<int>();
        for (var group = 0; rows.Count > 0 && group < inputs.Count; group++)
        {
            var (first, end) = (inputs.FirstRow(group), inputs.FirstRow(group + 1));
            if (Enumerable.Range(first, end - first).Any(rows.Contains))
            {
                broken.Add(group);
            }
        }

        return broken;
    }

    private bool IsBrokenAlone(TInputs group) => Judge(group, engine.Plan(group)).Count > 0;

    private IReadOnlyList<Breach> Judge(TInputs inputs, Plan<TRow, TReason> plan) =>
        audit.Check(inputs, plan with { Reasons = s_noReasons });
}
