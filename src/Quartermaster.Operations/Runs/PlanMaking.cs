using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Runs;

/// <summary>Makes the plan of a run: the same steps whether it is made for the first time or again.</summary>
public static class PlanMaking
{
    /// <summary>Looks ahead and, if the question goes so far, buys and places.</summary>
    /// <param name="planning">Who plans, and how it runs.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What the plan sees; its budget is the question's.</param>
    /// <param name="book">The demand history up to the day.</param>
    /// <param name="lastSalesDay">The last day that has sales.</param>
    public static PlanRecord Run(
        PlanningDay planning, PlanQuestion question, CompanyFacts facts, PlanningState state, DemandBook book,
        DateOnly lastSalesDay)
    {
        var today = state.Today;
        var outlook = planning.Look(book, state);
        var day = question.Stage < PlanStage.Buy ? null : planning.Replenish(outlook, state, offer =>
            question.AllOffers ? BuyingGather.IsOrdered(facts, offer) : BuyingGather.IsDue(facts, offer, today));
        var lines = day is null ? [] : day.Lines.Rows;
        return new(question, facts, state, outlook, day, PlanTotals.Of(outlook, lines, book, lastSalesDay));
    }
}
