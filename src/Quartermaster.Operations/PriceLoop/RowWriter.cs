using Quartermaster.Domain;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Writes rows and reasons once, each group decided at the prices of the offer that it takes.</summary>
internal sealed class RowWriter<TInputs, TRow, TReason>(
    IRowEngine<TInputs, TRow, TReason> engine, IPriced<TInputs> priced)
    where TInputs : IGrouped<TInputs>
    where TRow : unmanaged
    where TReason : unmanaged, Enum
{
    internal Plan<TRow, TReason> Write(
        TInputs inputs, PickedPlan picked, Explain explain, int threads, CancellationToken cancel)
    {
        var decisions = new TRow[inputs.FirstRow(inputs.Count)];
        var sources = new (Plan<TRow, TReason>? Plan, int Row)[inputs.Count];
        foreach (var taken in Enumerable.Range(0, inputs.Count).GroupBy(group => picked.Picks[group]))
        {
            int[] groups = [.. taken];
            var asked = priced.AtPrices(inputs.Pick(groups), picked.Offers[taken.Key].Prices);
            var plan = engine.Plan(asked, explain, threads, cancel);
            for (var i = 0; i < groups.Length; i++)
            {
                var (from, rows) = (asked.FirstRow(i), asked.FirstRow(i + 1) - asked.FirstRow(i));
                plan.Decisions.Rows.Slice(from, rows).CopyTo(decisions.AsSpan(inputs.FirstRow(groups[i])));
                sources[groups[i]] = (plan, from);
            }
        }

        var why = new ReasonWriter<TReason>();
        for (var group = 0; explain == Explain.Yes && group < inputs.Count; group++)
        {
            var (plan, from) = sources[group];
            for (var row = 0; row < inputs.FirstRow(group + 1) - inputs.FirstRow(group); row++)
            {
                why.AddRow(plan!.Reasons.Of(from + row));
            }
        }

        return new(new(decisions), why.ToReasons(), Certificate.OfRows(decisions.Length));
    }
}
