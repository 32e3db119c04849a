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
    public static void Note(GoodsLedger ledger, StockState state, Instant at) =>
        ledger.Once(new(CauseOf(state), (ulong)at.UtcDay.DayNumber), at);

    /// <summary>The last day at whose start the goods of a state were stated; null if they never were. O(keys).
    /// </summary>
    public static DateOnly? Last(GoodsLedger ledger, StockState state) =>
        ledger.State.Keys.LastRowOf(CauseOf(state)) is { } day ? DateOnly.FromDayNumber((int)day) : null;

    /// <summary>The keys of the last statement of each state: they are never forgotten. O(keys).</summary>
    internal static HashSet<EntryKey> LastKeys(GoodsLedger ledger)
    {
        var keys = new HashSet<EntryKey>();
        foreach (var state in Enum.GetValues<StockState>())
        {
            if (ledger.State.Keys.LastRowOf(CauseOf(state)) is { } row)
            {
                keys.Add(new(CauseOf(state), row));
            }
        }

        return keys;
    }

    private static ulong CauseOf(StockState state) => EntryKey.Of($"stock stated: {state}", 0).Cause;
}
