using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Which stock file was the last to state all goods of a state: a file that was posted before it is not what
/// the ledger has, and posting it again changes nothing.</summary>
/// <remarks>Kept as keys of the ledger, one per state and file: the row is the file's turn, and of the file's name as
/// much as there is room for. The last of each state is never forgotten.</remarks>
public static class StockFiles
{
    private const int NameBits = 40;
    private const ulong NameMask = (1UL << NameBits) - 1;

    /// <summary>Notes that a file is the last one of a state; noting it again changes nothing. O(keys).</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="state">The state that the file states all goods of.</param>
    /// <param name="fingerprint">The file's.</param>
    /// <param name="at">When the goods were so.</param>
    public static void Note(GoodsLedger ledger, StockState state, string fingerprint, Instant at)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var (cause, last) = (CauseOf(state), LastOf(ledger, state));
        if (last is not { } row || NameOf(row) != NameOf(fingerprint))
        {
            ledger.Once(new(cause, ((((last ?? 0) >> NameBits) + 1) << NameBits) | NameOf(fingerprint)), at);
        }
    }

    /// <summary>Whether a file was posted, and another one since that states goods of the same state.</summary>
    /// <remarks>Of several ledgers together (<see cref="LedgerMerge"/>), of which a stop may have left some behind, two
    /// files may have the last turn: neither was replaced.</remarks>
    /// <param name="ledger">The ledger.</param>
    /// <param name="fingerprint">The file's.</param>
    /// <param name="states">The states that it states all goods of.</param>
    public static bool IsReplaced(GoodsLedger ledger, string fingerprint, IEnumerable<StockState> states) =>
        OpeningStock.IsPosted(ledger, fingerprint) && states.Any(state =>
            LastOf(ledger, state) is { } row && NameOf(row) != NameOf(fingerprint)
                && !ledger.Has(new(CauseOf(state), (row & ~NameMask) | NameOf(fingerprint))));

    /// <summary>The keys of the last file of each state: they are never forgotten. O(keys).</summary>
    internal static IEnumerable<EntryKey> LastKeys(GoodsLedger ledger) => Enum.GetValues<StockState>()
        .Where(state => LastOf(ledger, state) is not null)
        .Select(state => new EntryKey(CauseOf(state), LastOf(ledger, state)!.Value));

    private static ulong? LastOf(GoodsLedger ledger, StockState state) => ledger.State.Keys.LastRowOf(CauseOf(state));

    private static ulong CauseOf(StockState state) => EntryKey.Of($"stock file: {state}", 0).Cause;

    private static ulong NameOf(string fingerprint) => NameOf(EntryKey.Of("stock " + fingerprint, 0).Cause);

    private static ulong NameOf(ulong row) => row & NameMask;
}
