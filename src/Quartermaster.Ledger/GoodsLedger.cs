using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Every unit of goods: double entry, one writer, in memory, deterministic.</summary>
/// <remarks>
/// Units move from one account to another, so nothing appears or vanishes; accounts inside the house are never
/// negative.
/// Not safe for several threads, except <see cref="Availability"/>: Storage's DurableLedger lines callers up and makes
/// each operation safe on disk; the simulator calls this class itself. See README.md in this folder.
/// </remarks>
public sealed partial class GoodsLedger : IOrderLedger
{
    private readonly LedgerLimits _limits;
    private readonly Balances _balances;
    private readonly PostedKeys _keys = new();
    private readonly OrderBook _orders = new();
    private readonly SlotBook _slots;

    /// <summary>An empty ledger.</summary>
    /// <exception cref="ArgumentException">The limits ask for more cells than an array can have.</exception>
    public GoodsLedger(LedgerLimits? limits = null)
    {
        _limits = limits ?? new();
        var cells = (_limits.MostProducts + 1L) * (_limits.MostFacilities + 1L);
        if (_limits.MostProducts < 1 || _limits.MostFacilities is < 1 or > ushort.MaxValue
            || cells > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{_limits.MostProducts} products × {_limits.MostFacilities} facilities: at least 1 of each, "
                + $"at most {ushort.MaxValue} facilities and {Array.MaxLength} cells. Lower one of the two.",
                nameof(limits));
        }

        _balances = new(_limits, Availability, _watch);
        _slots = new(Availability, _watch);
    }

    /// <summary>The number of the last movement that was committed; 0 for none.</summary>
    public long Sequence { get; private set; }

    /// <summary>What can be promised, readable by any thread.</summary>
    public Availability Availability { get; } = new();

    /// <summary>Where accepted operations are written for a log; null (the default) for nowhere.</summary>
    public LedgerTape? Tape { get; set; }

    /// <summary>Where every movement is noted as an entry, those of orders included; null (the default) for nowhere.
    /// </summary>
    public ICollection<Entry>? Journal { get; set; }

    /// <summary>Where every level that a feed tells is noted, those that change nothing too; null (the default) for
    /// nowhere.</summary>
    public ICollection<LevelTold>? Levels { get; set; }

    /// <summary>Where every step of an order is noted, parts of orders of other ledgers left out; null (the default)
    /// for nowhere.</summary>
    /// <remarks>What was asked for under an order is read when it is told of, because it is said after the order is
    /// placed; of an order that is forgotten by then, its steps here say it (<see cref="OrderChange.Ask"/>).</remarks>
    public IList<OrderChange>? Changes { get; set; }

    /// <summary>The first day whose keys and orders are remembered; entries and orders of earlier days are refused.
    /// </summary>
    public DateOnly RemembersFrom => DateOnly.FromDayNumber(_keys.FirstDay);

    /// <summary>The number of entry keys in memory: 36 to 72 bytes each.</summary>
    public int RememberedKeys => _keys.Count;

    /// <summary>The number of orders in memory, open and closed: about 150 bytes each, open ones 10 more and 50 per
    /// claim.</summary>
    public int RememberedOrders => _orders.Count;

    /// <summary>The most claims, and lines that left, that stood in memory at a time: what is forgotten makes room for
    /// the next.</summary>
    public int ClaimsEver => _orders.ClaimsEver;

    /// <summary>The turn of the last batch that told of orders, where several ledgers number theirs together; 0 where
    /// this one is alone.</summary>
    public long Turn { get; private set; }

    /// <summary>Notes the turn of the batch that is being made: see <see cref="Turn"/>.</summary>
    public void TakeTurn(long turn)
    {
        Turn = turn;
        Tape?.Turn(turn);
    }

    /// <summary>Shows what can be promised beside other ledgers, now and from now on.</summary>
    public void ShowOn(LiveSeat seat)
    {
        ArgumentNullException.ThrowIfNull(seat);
        _balances.ShowOn(seat);
        _slots.ShowOn(seat);
    }

    internal LedgerState State => new(_balances, _keys, _slots, _orders, _feeds);

    /// <summary>Whether an operation began and did not end, because it threw: what is in memory and what was accepted
    /// may differ. Make such a ledger again from its log.</summary>
    public bool IsMidway { get; private set; }

    /// <summary>Posts entries one by one; each stands alone.</summary>
    /// <param name="entries">In the order to be posted.</param>
    /// <param name="outcomes">One per entry, all overwritten.</param>
    /// <param name="cuts">Receives the claims of orders that wait for goods which will not come; null if nobody asks.
    /// </param>
    public void Post(ReadOnlySpan<Entry> entries, Span<Outcome> outcomes, ICollection<ClaimCut>? cuts = null)
    {
        IsMidway = true;
        for (var i = 0; i < entries.Length; i++)
        {
            outcomes[i] = Apply(in entries[i]);
            if (outcomes[i] == Outcome.Posted)
            {
                Commit(in entries[i]);
                Finish(entries[i].At, cuts);
                IsMidway = true;
            }
        }

        IsMidway = false;
    }

    /// <summary>Posts entries in groups: consecutive entries of the same cause are posted all, or none.</summary>
    /// <remarks>A group whose keys were all posted before answers <see cref="Outcome.AlreadyPosted"/> throughout. Where
    /// only some were, those say so and the others are refused: a cause never grows.</remarks>
    /// <param name="entries">In the order to be posted.</param>
    /// <param name="outcomes">One per entry: its own reason for the entry that stopped a group, and
    /// <see cref="Outcome.GroupRefused"/> for its companions.</param>
    /// <param name="cuts">Receives the claims of orders that wait for goods which will not come; null if nobody asks.
    /// </param>
    /// <param name="settled">When what follows for orders is done, which wait for goods that have come or will not
    /// come; not known for when the goods moved.</param>
    /// <returns>Whether every group is posted, now or before.</returns>
    public bool PostAll(
        ReadOnlySpan<Entry> entries, Span<Outcome> outcomes, ICollection<ClaimCut>? cuts = null,
        Instant settled = default)
    {
        var isPosted = true;
        for (var start = 0; start < entries.Length;)
        {
            var end = start + 1;
            while (end < entries.Length && entries[end].Key.Cause == entries[start].Key.Cause)
            {
                end++;
            }

            IsMidway = true;
            isPosted &= PostGroup(entries[start..end], outcomes[start..end]);
            Finish(settled.IsKnown ? settled : entries[start].At, cuts);
            start = end;
        }

        return isPosted;
    }

    /// <summary>Whether <see cref="PostAll"/> would post a group of entries, none of which was posted before. Changes
    /// nothing.</summary>
    /// <param name="group">Entries of one cause.</param>
    /// <returns>Posted; else why not.</returns>
    public Outcome CanPost(ReadOnlySpan<Entry> group)
    {
        IsMidway = true;
        var (applied, outcome) = (0, Outcome.Posted);
        while (applied < group.Length && (outcome = Apply(in group[applied])) == Outcome.Posted)
        {
            applied++;
        }

        TakeBack(group[..applied]);
        _watch.Clear();
        IsMidway = false;
        return outcome;
    }

    /// <summary>Notes that a cause has been dealt with, moving nothing: for imports that may find nothing to change.
    /// </summary>
    /// <returns>Posted the first time, AlreadyPosted later, TooOld before <see cref="RemembersFrom"/>.</returns>
    public Outcome Once(EntryKey key, Instant at)
    {
        var outcome = NewKey(key, at);
        if (outcome == Outcome.Posted)
        {
            IsMidway = true;
            _keys.AddNamed(key, DayOf(at));
            Tape?.Once(key, at);
            IsMidway = false;
        }

        return outcome;
    }

    internal void Resume(long sequence, long turn = 0)
    {
        (Sequence, Turn) = (sequence, turn);
        Availability.Advance(sequence);
    }

    private bool PostGroup(ReadOnlySpan<Entry> group, Span<Outcome> outcomes)
    {
        var known = 0;
        for (var i = 0; i < group.Length; i++)
        {
            var isKnown = _keys.Has(group[i].Key);
            outcomes[i] = isKnown ? Outcome.AlreadyPosted : Outcome.GroupRefused;
            known += isKnown ? 1 : 0;
        }

        if (known > 0)
        {
            return known == group.Length;
        }

        for (var i = 0; i < group.Length; i++)
        {
            // A key twice in one group is a mistake, not a repetition.
            var outcome = Apply(in group[i]);
            if (outcome != Outcome.Posted)
            {
                TakeBack(group[..i]);
                outcomes[i] = outcome == Outcome.AlreadyPosted ? Outcome.Refused : outcome;
                return false;
            }
        }

        outcomes.Fill(Outcome.Posted);
        foreach (ref readonly var entry in group)
        {
            Commit(in entry);
        }

        return true;
    }

    private void TakeBack(ReadOnlySpan<Entry> applied)
    {
        for (var i = applied.Length - 1; i >= 0; i--)
        {
            Must(Movement.Of(in applied[i]).Back());
            _keys.Remove(applied[i].Key);
        }
    }
}
