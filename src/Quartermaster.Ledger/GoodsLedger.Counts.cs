using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What turns out to be there: counted stock, and the limits of slots. Both may cut below what is claimed.
/// </content>
public sealed partial class GoodsLedger
{
    /// <summary>Sets the sellable units at a place to what was counted; the difference goes to or comes from Adjusted.
    /// </summary>
    /// <remarks>Where less is there than orders claim, the newest claims are released: a held order whole, of a decided
    /// order the units that are not there. O(claims on that stock) where any is released, else O(1).</remarks>
    /// <param name="key">A count whose key was posted before changes nothing.</param>
    /// <param name="at">When it was counted.</param>
    /// <param name="count">What was counted.</param>
    /// <param name="cuts">Receives the claims that were released; null if nobody asks.</param>
    public Outcome Count(EntryKey key, Instant at, StockCount count, ICollection<ClaimCut>? cuts = null)
    {
        if (!IsProduct(count.Product) || !IsFacility(count.Facility) || count.Units < 0 || count.Owner.Value < 0)
        {
            return Outcome.Refused;
        }

        var outcome = NewKey(key, at);
        if (outcome != Outcome.Posted)
        {
            return outcome;
        }

        IsMidway = true;
        CutStock(at, in count, cuts);
        var stock = new StockClaim(count.Product, count.Facility, 1, count.Owner);
        Adjust(key, at, stock, count.Units - Cell(stock, GoodsState.OnHand) - Cell(stock, GoodsState.Held));
        _keys.Add(key, DayOf(at));
        Tape?.StockCount(key, at, in count);
        Finish(at, cuts);
        return Outcome.Posted;
    }

    /// <summary>Opens a slot, or changes its limit.</summary>
    /// <remarks>Where the limit is now below what orders claim, the newest claims are released, as in
    /// <see cref="Count"/>; what has shipped stays used. Of goods on their way no more can be claimed than are on order
    /// where they come to, and a lower limit takes nothing from who waits for them already: they are on order still. A
    /// limit of 0 closes the slot when nobody waits any more.</remarks>
    /// <param name="slot">Which.</param>
    /// <param name="limit">The most that orders may claim; 0 or more, in the unit of its kind.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="cuts">Receives the claims that were released; null if nobody asks.</param>
    public void OpenSlot(Slot slot, long limit, Instant at, ICollection<ClaimCut>? cuts = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (slot.Kind == SlotKind.Arrival)
        {
            limit = IsArrival(slot) ? Math.Min(limit, OnOrder(slot)) : 0;
        }

        if (_slots[slot].Limit == limit && (_slots.IsOpen(slot) || slot.Kind == SlotKind.Arrival))
        {
            return;
        }

        IsMidway = true;
        Tape?.OpenSlot(slot, limit, at);
        _slots.SetLimit(slot, limit);
        if (slot.Kind == SlotKind.Arrival)
        {
            CloseIfUnused(slot);
        }
        else if (_slots[slot].Claimed > limit)
        {
            CutSlot(slot, limit, at, cuts);
        }

        Finish(at, cuts);
    }

    /// <summary>Forgets slots of a kind whose window is past; claims on them stay with their orders.</summary>
    /// <returns>How many; none of goods on their way, which have no window: they are closed by a limit of 0.</returns>
    public int CloseSlots(SlotKind kind, int beforeWindow)
    {
        if (kind == SlotKind.Arrival)
        {
            return 0;
        }

        IsMidway = true;
        var count = _slots.Close(kind, beforeWindow);
        if (count > 0)
        {
            Tape?.CloseSlots(kind, beforeWindow);
        }

        IsMidway = false;

        return count;
    }

    /// <summary>How full a slot is.</summary>
    public SlotUse Use(Slot slot) => _slots[slot];

    private void CutStock(Instant at, in StockCount count, ICollection<ClaimCut>? cuts)
    {
        var stock = new StockClaim(count.Product, count.Facility, 1, count.Owner);
        if (Cell(stock, GoodsState.Held) <= count.Units)
        {
            return;
        }

        // What is being picked was found: it goes last.
        CutStock(at, in stock, count.Units, isPicked: false, cuts);
        CutStock(at, in stock, count.Units, isPicked: true, cuts);
        if (Cell(stock, GoodsState.Held) > count.Units)
        {
            throw new LedgerInvariantException(
                $"{stock} is held by nobody. Make the ledger again from its log, and report this.");
        }
    }

    private void CutStock(
        Instant at, in StockClaim stock, int units, bool isPicked, ICollection<ClaimCut>? cuts)
    {
        var newest = Cell(stock, GoodsState.Held) > units ? _orders.NewestOf(in stock) : new();
        while (Cell(stock, GoodsState.Held) > units && newest.TryDequeue(out var number, out _))
        {
            for (var (claim, before) = ClaimAt(number, in stock);
                claim != OrderRecord.None && _orders.Claim(claim).IsPicked == isPicked
                    && Cell(stock, GoodsState.Held) > units;
                (claim, before) = ClaimAt(number, in stock))
            {
                var most = CutsWhole ? int.MaxValue : Cell(stock, GoodsState.Held) - units;
                Cut(number, claim, default, most, at, cuts, before);
            }
        }
    }

    private void CutSlot(Slot slot, long limit, Instant at, ICollection<ClaimCut>? cuts)
    {
        var newest = _orders.NewestOf(slot);
        while (_slots[slot].Claimed > limit && newest.TryDequeue(out var number, out _))
        {
            var isUsed = _orders[number].HasShipped
                || (slot.Kind == SlotKind.PickUnits && IsPicked(number, new(slot.Place)));
            if (!isUsed && _orders.SlotAt(number, slot) != OrderRecord.None)
            {
                Cut(number, OrderRecord.None, slot, int.MaxValue, at, cuts);
            }
        }
    }

    private (int Claim, int Before) ClaimAt(int number, in StockClaim stock)
    {
        var before = OrderRecord.None;
        for (var claim = _orders[number].FirstClaim; claim != OrderRecord.None; claim = _orders.Claim(claim).Next)
        {
            if (_orders.Claim(claim).Claim with { Units = stock.Units } == stock)
            {
                return (claim, before);
            }

            before = claim;
        }

        return (OrderRecord.None, OrderRecord.None);
    }

    private void Adjust(EntryKey key, Instant at, StockClaim stock, long units)
    {
        if (units == 0)
        {
            return;
        }

        var claim = stock with { Units = (int)Math.Abs(units) };
        var move = units > 0
            ? Movement.Of(in claim, GoodsState.Adjusted, GoodsState.OnHand)
            : Movement.Of(in claim, GoodsState.OnHand, GoodsState.Adjusted);
        Must(in move);
        Note(new(key, at, move.Product, move.Owner, move.Lot, move.From, move.To, move.Units));
    }

    private long Cell(StockClaim stock, GoodsState state)
    {
        var account = new Account(stock.Facility, state);
        return stock.Owner.Value == 0
            ? _balances.Read(stock.Product, account)
            : _balances.Sparse.Read(new(stock.Product, stock.Owner, 0, account));
    }
}
