using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.App.Worlds;

/// <summary>Which count a stock file is: a new one, or one that the ledger has had.</summary>
/// <param name="Day">The day at whose start it was so.</param>
/// <param name="IsNamedByDay">Whether the same content on another day is another count.</param>
internal readonly record struct StockCount(DateOnly Day, bool IsNamedByDay)
{
    /// <summary>Which one a file is, to a ledger as it stands.</summary>
    /// <remarks>A file that comes again without a stated day is a new count where the days have gone on since the last
    /// one; on the same day it is that one. The clock alone makes no new count: without sales a later day of it says
    /// nothing of when anybody counted. A content that stands as the last count is that count, whatever it was called.
    /// </remarks>
    /// <param name="ledger">All shards as one.</param>
    /// <param name="fingerprint">Of the file's rows.</param>
    /// <param name="states">The states that it states all goods of.</param>
    /// <param name="day">The day that was stated, or else is taken.</param>
    /// <param name="isStated">Whether a person stated it.</param>
    /// <param name="isAssumed">Whether it is only the clock's.</param>
    internal static StockCount Of(GoodsLedger ledger, string fingerprint, IReadOnlySet<StockState> states, DateOnly day,
        bool isStated, bool isAssumed)
    {
        if (LastDay(ledger, states) is not { } last)
        {
            return new(day, isStated);
        }

        var isLater = day > last && !isAssumed && OpeningStock.IsPosted(ledger, fingerprint);
        var isOfDay = isStated || isLater || new StockCount(day, true).IsPosted(ledger, fingerprint);
        var own = new StockCount(day, isOfDay);
        return own.IsPosted(ledger, fingerprint) || (!isStated && day <= last)
            ? Standing(ledger, fingerprint, states, last) ?? own : own;
    }

    /// <summary>What the ledger knows it by.</summary>
    internal string NameOf(string fingerprint) => LedgerOpening.NameOf(fingerprint, Instant.Of(Day), IsNamedByDay);

    /// <summary>Whether the ledger has had it.</summary>
    internal bool IsPosted(GoodsLedger ledger, string fingerprint) =>
        OpeningStock.IsPosted(ledger, NameOf(fingerprint));

    private static StockCount? Standing(
        GoodsLedger ledger, string fingerprint, IReadOnlySet<StockState> states, DateOnly last)
    {
        foreach (var isNamedByDay in new[] { true, false })
        {
            var count = new StockCount(last, isNamedByDay);
            if (count.IsPosted(ledger, fingerprint)
                && !StockFiles.IsReplaced(ledger, count.NameOf(fingerprint), states))
            {
                return count;
            }
        }

        return null;
    }

    // A day that was only assumed counts where none is known.
    private static DateOnly? LastDay(GoodsLedger ledger, IReadOnlySet<StockState> states) =>
        states.Max(state => StockStatements.LastKnown(ledger, state))
            ?? states.Max(state => StockStatements.Last(ledger, state));
}
