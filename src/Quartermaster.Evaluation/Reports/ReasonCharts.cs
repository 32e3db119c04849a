using Quartermaster.Domain;
using Quartermaster.Evaluation.Charts;

namespace Quartermaster.Evaluation.Reports;

/// <summary>Turns the reasons of a decision into a waterfall.</summary>
public static class ReasonCharts
{
    /// <summary>The waterfall of one row.</summary>
    /// <param name="title">What was decided.</param>
    /// <param name="caption">How to read it.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="totalName">The name of the sum.</param>
    /// <param name="reasons">The reasons of the row.</param>
    public static WaterfallChart Of<TReason>(
        string title, string caption, string unit, string totalName, ReadOnlySpan<Reason<TReason>> reasons)
        where TReason : unmanaged, Enum
    {
        var (steps, total) = (new List<WaterfallStep>(), 0L);
        foreach (var reason in reasons)
        {
            total += reason.Amount;
            if (reason.Amount != 0)
            {
                steps.Add(new(Words(reason.Because.ToString()), reason.Amount));
            }
        }

        return new(title, caption, unit, steps, total, totalName);
    }

    /// <summary>A name in PascalCase as words: ExpectedDemand becomes "expected demand".</summary>
    public static string Words(string pascal) => string.Concat(pascal.Select((letter, i) =>
        char.IsUpper(letter) ? (i > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));
}
