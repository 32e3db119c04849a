using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>From which day on the ledger must be told what moved: a stock file states what there was at the start of a
/// day, so what happened before that day is in it.</summary>
/// <remarks>Kept as keys of the ledger, one per state and day; the last of each state is never forgotten.</remarks>
public static class StockStatements
{
    /// <summary>Notes that a stock file stated all goods of a state; noting it again changes nothing.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="state">The state that the file has rows of.</param>
    /// <param name="at">When the goods were so: the start of a UTC day.</param>
    /// <param name="isAssumed">Whether nobody said so and no data shows it: the first day that is known takes its
    /// place, also an earlier one. Where one is known already, it counts as known too.</param>
    public static void Note(GoodsLedger ledger, StockState state, Instant at, bool isAssumed = false) =>
        ledger.Once(new(CauseOf(state, isAssumed && LastKnown(ledger, state) is null),
            (ulong)at.UtcDay.DayNumber), at);

    /// <summary>The last day at whose start the goods of a state were stated; null if they never were. O(1), but
    /// for the first look after something was forgotten: O(keys).
    /// </summary>
    public static DateOnly? Last(GoodsLedger ledger, StockState state) =>
        LastKnown(ledger, state) ?? LastOf(ledger, CauseOf(state, isAssumed: true));

    /// <summary>The same without days that were assumed.</summary>
    public static DateOnly? LastKnown(GoodsLedger ledger, StockState state) =>
        LastOf(ledger, CauseOf(state, isAssumed: false));

    /// <summary>The keys of the last statement of each state: they are never forgotten. O(keys).</summary>
    internal static HashSet<EntryKey> LastKeys(GoodsLedger ledger)
    {
        var keys = new HashSet<EntryKey>();
        foreach (var state in Enum.GetValues<StockState>())
        {
            foreach (var cause in new[] { CauseOf(state, isAssumed: false), CauseOf(state, isAssumed: true) })
            {
                if (ledger.State.Keys.LastRowOf(cause) is { } row)
                {
                    keys.Add(new(cause, row));
                }
            }
        }

        return keys;
    }

    private static DateOnly? LastOf(GoodsLedger ledger, ulong cause) =>
        ledger.State.Keys.LastRowOf(cause) is { } day ? DateOnly.FromDayNumber((int)day) : null;

    private static ulong CauseOf(StockState state, bool isAssumed) =>
        EntryKey.Of($"stock {(isAssumed ? "assumed" : "stated")}: {state}", 0).Cause;
}
