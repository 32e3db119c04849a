using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>Brings the ledger to what a stock file says.</summary>
/// <remarks>
/// A stock file states all stock at an instant: a place that it does not name had none. The first file opens the
/// balances; a later one posts the differences as count corrections, so history stays. What is known to have moved
/// since that instant (<see cref="MovedSince"/>) is on top of what was counted, and where a feed has told a level
/// since, that stands. A file from before the day of the last one is refused. On-hand units include those that orders
/// hold, because a claim is not a place; where there are fewer than orders claim, the newest claims are released. Goods
/// in transit between facilities are not in a stock file and stay as they are.
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
    /// <param name="moved">What moved since then; null where nothing has, as in a ledger that is opened.</param>
    /// <returns>What was done.</returns>
    public static OpeningResult Post(
        GoodsLedger ledger, Table<Stock> stock, string fingerprint, Instant at, ICollection<ClaimCut>? cuts = null,
        IReadOnlySet<StockState>? stated = null, MovedSince? moved = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var cause = CauseOf(fingerprint);
        if (!IsPosted(ledger, fingerprint) && at.UtcDay >= ledger.RemembersFrom
            && NewerThan(ledger, stated, at.UtcDay) is { } newer)
        {
            return new(Outcome.TooOld, 0, 0, 0) { NewerCount = newer };
        }

        var once = ledger.Once(new(cause, PostedKeys.OfFile), at);
        if (once != Outcome.Posted)
        {
            return new(once, 0, 0, 0) { RemembersFrom = once == Outcome.TooOld ? ledger.RemembersFrom : default };
        }

        var (result, row) = (new OpeningResult(once, 0, 0, 0), 0UL);
        foreach (var change in Changes(ledger, stock, stated, moved, ref result))
        {
            var outcome = Set(ledger, new(cause, row++), at, change, cuts);
            result = outcome != Outcome.Posted ? result with { Refused = result.Refused + 1 }
                : change.Units > change.Before ? result with { Raised = result.Raised + 1 }
                : result with { Lowered = result.Lowered + 1 };
        }

        return result;
    }

    /// <summary>Whether a file was posted, however long ago.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="fingerprint">The file's.</param>
    public static bool IsPosted(GoodsLedger ledger, string fingerprint)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.Has(new(CauseOf(fingerprint), PostedKeys.OfFile));
    }

    /// <summary>The day of the last count of one of some states, where that is after a day; else null.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="stated">The states; null for all.</param>
    /// <param name="day">The day at whose start another count was taken.</param>
    public static DateOnly? NewerThan(GoodsLedger ledger, IReadOnlySet<StockState>? stated, DateOnly day)
    {
        var last = Enum.GetValues<StockState>().Where(state => stated?.Contains(state) ?? true)
            .Max(state => StockStatements.LastKnown(ledger, state));
        return last > day ? last : null;
    }

    /// <summary>The entries that open an empty ledger with a stock file, keyed (fingerprint, row): for simulators.
    /// </summary>
    /// <inheritdoc cref="Post"/>
    public static Entry[] Entries(Table<Stock> stock, string fingerprint, Instant at)
    {
        var cause = CauseOf(fingerprint);
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

    private static ulong CauseOf(string fingerprint) => EntryKey.Of("stock " + fingerprint, 0).Cause;

    private static List<(Stock Goods, long Before, long Units)> Changes(
        GoodsLedger ledger, Table<Stock> stock, IReadOnlySet<StockState>? stated, MovedSince? moved,
        ref OpeningResult result)
    {
        var wanted = new SortedDictionary<(int, int, int, StockState), (Stock Goods, long Before, long Units)>();
        foreach (var goods in StockExport.Rows(ledger).Rows)
        {
            wanted[KeyOf(goods)] = (goods with { Units = 0 }, goods.Units, 0);
        }

        foreach (var goods in (moved?.Places ?? []).Concat(stock.Rows.ToArray()))
        {
            var before = wanted.TryGetValue(KeyOf(goods), out var known) ? known.Before : 0;
            wanted[KeyOf(goods)] = (goods, before, goods.Units);
        }

        var changes = new List<(Stock Goods, long Before, long Units)>();
        var (kept, overdrawn) = (new List<KeptLevel>(), new List<Stock>());
        foreach (var (goods, before, counted) in wanted.Values)
        {
            var since = moved?.UnitsAt(in goods) ?? 0;
            var units = Math.Clamp(counted + since, 0, int.MaxValue);
            var isStated = stated?.Contains(goods.State) ?? true;
            if (isStated && moved?.IsToldSince(in goods) == true)
            {
                kept.AddRange(units == before ? [] : [new(goods, (int)before)]);
            }
            else if (isStated)
            {
                result = result with { Moved = result.Moved + (since != 0 ? 1 : 0) };
                overdrawn.AddRange(counted + since >= 0 ? []
                    : [goods with { Units = (int)Math.Min(int.MaxValue, -(counted + since)) }]);
                changes.Add((goods, before, units));
            }
        }

        result = result with
        {
            NotFound = stated?.Contains(StockState.OnHand) ?? true ? moved?.NotFound ?? 0 : 0,
            Kept = kept.Count == 0 ? null : kept, Overdrawn = overdrawn.Count == 0 ? null : overdrawn,
        };
        return [.. changes.Where(change => change.Units != change.Before)];
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

    /// <summary>The day of the last count, where the file is of a day before it: nothing was posted.</summary>
    public DateOnly NewerCount { get; init; }

    /// <summary>Places at which goods are known to have moved since the file's instant: that is on top of what was
    /// counted.</summary>
    public int Moved { get; init; }

    /// <summary>Units that were told since the file's instant as not found: taken off what was counted, though they may
    /// have been missing then.</summary>
    public long NotFound { get; init; }

    /// <summary>Shelves that the file says something else of, but a feed has told a level of since: that stands. Null
    /// for none.</summary>
    public IReadOnlyList<KeptLevel>? Kept { get; init; }

    /// <summary>Places from which more is known to have left since than was counted and came: none is there now. With
    /// the units that are missing; null for none.</summary>
    public IReadOnlyList<Stock>? Overdrawn { get; init; }

    /// <summary>What two ledgers did that share the products between them: posted where one of them posted.</summary>
    public OpeningResult And(OpeningResult other) => new(
        other.Outcome == Outcome.Posted ? Outcome.Posted : Outcome, Raised + other.Raised, Lowered + other.Lowered,
        Refused + other.Refused)
    {
        RemembersFrom = RemembersFrom > other.RemembersFrom ? RemembersFrom : other.RemembersFrom,
        NewerCount = NewerCount > other.NewerCount ? NewerCount : other.NewerCount,
        Moved = Moved + other.Moved,
        NotFound = NotFound + other.NotFound,
        Kept = Kept is null ? other.Kept : [.. Kept, .. other.Kept ?? []],
        Overdrawn = Overdrawn is null ? other.Overdrawn : [.. Overdrawn, .. other.Overdrawn ?? []],
    };
}

/// <summary>A shelf that stays at what a feed told.</summary>
/// <param name="Counted">What the file says of it.</param>
/// <param name="Stands">The units that are there, those that orders hold included.</param>
public readonly record struct KeptLevel(Stock Counted, int Stands);
