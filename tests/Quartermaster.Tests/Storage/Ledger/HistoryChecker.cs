namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>A call that was answered.</summary>
/// <param name="Call">The call.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Asked">When it was asked: every call and every answer has an instant of its own.</param>
/// <param name="Answered">When the answer came.</param>
internal readonly record struct CellEvent(CellCall Call, string Answer, long Asked, long Answered);

/// <summary>Whether a concurrent history is linearizable: whether each call can be thought to have happened at one
/// instant between question and answer, so that one after the other they would have been answered so.</summary>
/// <remarks>The search of Wing and Gong ("Testing and verifying concurrent objects", JPDC 17, 1993) that remembers what
/// led nowhere (Lowe, "Testing for linearizability", 2017). At most 64 calls.</remarks>
internal static class HistoryChecker
{
    internal static bool IsLinearizable(IReadOnlyList<CellEvent> history) =>
        CanEnd(history, 0, new(), []);

    private static bool CanEnd(
        IReadOnlyList<CellEvent> history, ulong done, CellModel model, HashSet<(ulong Done, string Model)> seen)
    {
        if (!seen.Add((done, model.Text)))
        {
            return false;
        }

        var (isEnd, firstAnswer) = (true, long.MaxValue);
        for (var i = 0; i < history.Count; i++)
        {
            if ((done >> i & 1) == 0)
            {
                (isEnd, firstAnswer) = (false, Math.Min(firstAnswer, history[i].Answered));
            }
        }

        // Next is one that was asked before any other of the rest was answered.
        for (var i = 0; i < history.Count && !isEnd; i++)
        {
            if ((done >> i & 1) == 0 && history[i].Asked < firstAnswer
                && model.After(history[i].Call) is var (next, answer) && answer == history[i].Answer)
            {
                isEnd = CanEnd(history, done | (1UL << i), next, seen);
            }
        }

        return isEnd;
    }
}
