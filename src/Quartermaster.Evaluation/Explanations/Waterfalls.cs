using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Evaluation.Charts;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>Turns the reasons of one decision into a waterfall and a sentence.</summary>
public static class Waterfalls
{
    /// <summary>The waterfall of one row; its caption is the sentence.</summary>
    /// <param name="title">What was decided, for example "level of P00001, network".</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="reasons">The parts that add up to the quantity.</param>
    /// <param name="words">What each reason means.</param>
    public static WaterfallChart Of<TReason>(
        string title, string unit, ReadOnlySpan<Reason<TReason>> reasons, IReadOnlyDictionary<TReason, string> words)
        where TReason : unmanaged, Enum
    {
        var (steps, total) = (new List<WaterfallStep>(reasons.Length), 0L);
        foreach (var reason in reasons)
        {
            steps.Add(new(words[reason.Because], reason.Amount));
            total += reason.Amount;
        }

        return new(title, Sentence(title, unit, steps, total), unit, steps, total, "decided");
    }

    private static string Sentence(string title, string unit, List<WaterfallStep> steps, long total)
    {
        var subject = title.Length > 0 ? char.ToUpperInvariant(title[0]) + title[1..] : "It";
        var parts = steps.Select((step, i) => step.Amount == 0 ? step.Name
            : i == 0 ? $"{Figure(step.Amount)} because of: {step.Name}"
            : $"{(step.Amount > 0 ? "plus" : "less")} {Figure(Math.Abs(step.Amount))}: {step.Name}").ToArray();
        return parts.Length == 0
            ? $"{subject} is {Figure(total)} {unit}: nothing is wanted there."
            : $"{subject} is {Figure(total)} {unit}: {string.Join("; ", parts)}.";
    }

    private static string Figure(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
