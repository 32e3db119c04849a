using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Brings the ledger to what a stock file says.</summary>
/// <remarks>
/// A stock file states all stock: a place that it does not name has none. The first file opens the balances; a later
/// one posts the differences as count corrections,
/// so history stays. On-hand units include those that orders hold, because
/// a claim is not a place; where a file has fewer than orders claim, the newest claims are released. Goods in transit
/// between facilities are not in a stock file and stay as they are.
/// </remarks>
public static class OpeningStock
{
    /// <summary>Posts a stock file. The same fingerprint again changes nothing, however long ago it was posted.
    /// </summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="stock">The file's rows.</param>
    /// <param name="fingerprint">The file's fingerprint: with the row, the key of each entry.</param>
    /// <param name="at">When the stock was so.</param>
    /// <param name="cuts">Receives the claims that were released; null if nobody asks.</param>
    /// <param name="stated">The states that the file states; others stay as they are. Null for all.</param>
    /// <returns>What was done.</returns>
    public static OpeningResult Post(
        GoodsLedger ledger, Table<Stock> stock, string fingerprint, Instant at, ICollection<ClaimCut>? cuts = null,
        IReadOnlySet<StockState>? stated = null)
    {
        var cause = EntryKey.Of("stock " + fingerprint, 0).Cause;
        var once = ledger.Once(new(cause, PostedKeys.OfFile), at);
        if (once != Outcome.Posted)
        {
            return new(once, 0, 0, 0) { RemembersFrom = once == Outcome.TooOld ? ledger.RemembersFrom : default };
        }

        var (result, row) = (new OpeningResult(once, 0, 0, 0), 0UL);
        foreach (var change in Changes(ledger, stock, stated))
        {
            var outcome = Set(ledger, new(cause, row++), at, change, cuts);
            result = outcome != Outcome.Posted ? result with { Refused = result.Refused + 1 }
                : change.Units > change.Before ? result with { Raised = result.Raised + 1 }
                : result with { Lowered = result.Lowered + 1 };
        }

        return result;
    }

    /// <summary>The entries that open an empty ledger with a stock file, keyed (fingerprint, row): for simulators.
    /// </summary>
    /// <inheritdoc cref="Post"/>
    public static Entry[] Entries(Table<Stock> stock, string fingerprint, Instant at)
    {
        var cause = EntryKey.Of("stock " + fingerprint, 0).Cause;
        var entries = new List<Entry>(stock.Count);
        for (var row = 0; row < stock.Count; row++)
        {
            var goods = stock.Rows[row];
            if (goods.Units > 0)
            {
                var to = new Account(goods.Facility, StateOf(goods.State));
                var key = new EntryKey(cause, (ulong)row);
                entries.Add(new(key, at, goods.Product, goods.Owner, 0, SourceOf(to.State), to, goods.Units));
            }
        }

        return [.. entries];
    }

    internal static GoodsState StateOf(StockState state) => state switch
    {
        StockState.OnOrder => GoodsState.Ordered,
        StockState.Unfulfillable => GoodsState.Unfulfillable,
        _ => GoodsState.OnHand,
    };

    // Ordered goods are still the vendor's; the rest was there before the ledger was.
    private static Account SourceOf(GoodsState state) =>
        Account.Outside(state == GoodsState.Ordered ? GoodsState.Vendor : GoodsState.Adjusted);

    private static List<(Stock Goods, long Before, long Units)> Changes(
        GoodsLedger ledger, Table<Stock> stock, IReadOnlySet<StockState>? stated)
    {
        var wanted = new SortedDictionary<(int, int, int, StockState), (Stock Goods, long Before, long Units)>();
        foreach (var goods in StockExport.Rows(ledger).Rows)
        {
            if (stated is null || stated.Contains(goods.State))
            {
                wanted[KeyOf(goods)] = (goods, goods.Units, 0);
            }
        }

        foreach (var goods in stock.Rows)
        {
            var before = wanted.TryGetValue(KeyOf(goods), out var known) ? known.Before : 0;
            wanted[KeyOf(goods)] = (goods, before, goods.Units);
        }

        return [.. wanted.Values.Where(change => change.Units != change.Before)];
    }

    private static (int Product, int Owner, int Facility, StockState State) KeyOf(in Stock goods) =>
        (goods.Product.Value, goods.Owner.Value, goods.Facility.Value, goods.State);

    private static Outcome Set(
        GoodsLedger ledger, EntryKey key, Instant at, (Stock Goods, long Before, long Units) change,
        ICollection<ClaimCut>? cuts)
    {
        var goods = change.Goods;
        if (goods.State == StockState.OnHand)
        {
            return ledger.Count(key, at, new(goods.Product, goods.Facility, (int)change.Units, goods.Owner), cuts);
        }

        var account = new Account(goods.Facility, StateOf(goods.State));
        var (outside, units) = (SourceOf(account.State), (int)Math.Abs(change.Units - change.Before));
        var entry = change.Units > change.Before
            ? new Entry(key, at, goods.Product, goods.Owner, 0, outside, account, units)
            : new Entry(key, at, goods.Product, goods.Owner, 0, account, outside, units);
        var outcome = default(Outcome);
        ledger.Post(new(in entry), new(ref outcome), cuts);
        return outcome;
    }
}

/// <summary>What posting a stock file did.</summary>
/// <param name="Outcome">Posted; AlreadyPosted if the file was posted before; TooOld.</param>
/// <param name="Raised">Places that have more than before.</param>
/// <param name="Lowered">Places that have less.</param>
/// <param name="Refused">Rows that break a rule of the ledger, for example an unknown product.</param>
public readonly record struct OpeningResult(Outcome Outcome, int Raised, int Lowered, int Refused)
{
    /// <summary>The first day that the ledger remembers, where the file is of a day before it.</summary>
    public DateOnly RemembersFrom { get; init; }

    /// <summary>What two ledgers did that share the products between them: posted where one of them posted.</summary>
    public OpeningResult And(OpeningResult other) => new(
        other.Outcome == Outcome.Posted ? Outcome.Posted : Outcome, Raised + other.Raised, Lowered + other.Lowered,
        Refused + other.Refused)
    {
        RemembersFrom = RemembersFrom > other.RemembersFrom ? RemembersFrom : other.RemembersFrom,
    };
}
