using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Orders that wait for goods on their way: they claim <see cref="Slot.Arrival"/>, and get the goods, oldest
/// order first, as soon as any are free where they come to.</content>
/// <remarks>So nobody who comes later buys them away, and no unit is promised twice: what may be claimed is at most
/// what is on order there. What is on its way and does not come cuts the newest orders, as a count that finds less.
/// What is done here is written to the log as steps of its own: a replay repeats them and decides nothing.</remarks>
public sealed partial class GoodsLedger
{
    private readonly ArrivalWatch _watch = new();
    private readonly HashSet<OrderKey> _unheard = [];

    /// <summary>Whether operations are repeated from a log, which says what they did to orders that wait.</summary>
    internal bool IsReplaying { get; set; }

    /// <summary>Whether a cut takes claims of decided orders whole, as it did when logs of the first version were
    /// written: they are repeated as they were.</summary>
    internal bool CutsWhole { get; set; }

    /// <summary>The units that an order waits for, by where they come to; empty where it waits for none.</summary>
    public SlotClaim[] WaitsFor(OrderKey order) =>
        _orders.Find(order) is var number && number != OrderRecord.None
            ? GoodsClaims.Arriving(SlotsOf(number)) : [];

    /// <summary>Takes the orders that lie in several ledgers and of which claims here were released since the last
    /// time: perhaps their homes do not know.</summary>
    public OrderKey[] TakeUnheard()
    {
        OrderKey[] unheard = [.. _unheard];
        _unheard.Clear();
        return unheard;
    }

    /// <summary>Ends an operation: what came, or will not come, is settled first.</summary>
    private void Finish(Instant at, ICollection<ClaimCut>? cuts = null)
    {
        if (IsReplaying)
        {
            _watch.Clear();
        }

        while (_watch.TryTake(out var cell, out var gone))
        {
            var slot = Slot.Arrival(new(cell.Product), new(cell.Facility));
            if (_slots.IsOpen(slot))
            {
                LookAt(slot, gone, at, cuts);
            }
        }

        IsMidway = false;
    }

    // What vendors brought, or will not bring, is no longer to come; but nobody loses what is on order still.
    private void LookAt(Slot slot, long gone, Instant at, ICollection<ClaimCut>? cuts)
    {
        var (before, onOrder) = (_slots[slot], OnOrder(slot));
        var given = Math.Min(before.Claimed, Free(slot));
        var limit = Math.Min(onOrder, Math.Max(0, before.Limit - Math.Max(0, gone)));
        if (given > 0 || limit != before.Limit || before.Claimed - given > onOrder)
        {
            Tape?.SettleArrival(slot, limit, at);
            SettleArrival(slot, limit, at, cuts);
        }
    }

    internal bool SettleArrival(Slot slot, long limit, Instant at, ICollection<ClaimCut>? cuts = null)
    {
        if (!_slots.IsOpen(slot))
        {
            return false;
        }

        _slots.SetLimit(slot, limit);
        GiveArrived(slot, at);
        CutArrivals(slot, at, cuts);
        CloseIfUnused(slot);
        return true;
    }

    // The newest who wait for what will not come. What else they held is given to who still waits.
    private void CutArrivals(Slot slot, Instant at, ICollection<ClaimCut>? cuts)
    {
        var newest = _slots[slot].Claimed > OnOrder(slot) ? _orders.NewestOf(slot) : new();
        while (_slots[slot].Claimed > OnOrder(slot) && newest.TryDequeue(out var number, out _))
        {
            if (_orders.SlotAt(number, slot) != OrderRecord.None)
            {
                var most = CutsWhole ? int.MaxValue : _slots[slot].Claimed - OnOrder(slot);
                Cut(number, OrderRecord.None, slot, most, at, cuts);
                GiveArrived(slot, at);
            }
        }
    }

    private void CloseIfUnused(Slot slot)
    {
        if (_slots[slot] == default)
        {
            _slots.Close(slot);
        }
    }

    private void GiveArrived(Slot slot, Instant at)
    {
        var oldest = Free(slot) > 0 && _slots[slot].Claimed > 0 ? _orders.OldestOf(slot) : null;
        while (oldest is not null && Free(slot) > 0 && oldest.TryDequeue(out var number, out _))
        {
            var claim = _orders.SlotAt(number, slot);
            if (claim != OrderRecord.None)
            {
                var units = (int)Math.Min(_orders.Slot(claim).Claim.Units, Free(slot));
                _slots.Give(new(slot, units));
                _orders.LessenSlot(number, claim, units);
                Give(number, new(new(slot.Place), new(slot.Window), units), at);
                NoteIfThere(number, at);
            }
        }
    }

    // Of an order that waited until now.
    private void NoteIfThere(int number, Instant at)
    {
        if (_orders[number] is { State: OrderOutcome.Decided, Ledgers: 0 } && !IsWaiting(number))
        {
            NoteChange(number, at, isThere: true);
        }
    }

    private void Give(int number, StockClaim stock, Instant at)
    {
        var move = Movement.Of(in stock, GoodsState.OnHand, GoodsState.Held);
        Must(in move);
        NoteClaim(_orders[number].Key, AddStock(number, in stock), at, in move);
    }

    // To a claim on the same, or as one of its own. Returns the number of its line.
    private int AddStock(int number, in StockClaim stock)
    {
        var (claim, _) = ClaimAt(number, in stock);
        if (claim != OrderRecord.None)
        {
            _orders.Enlarge(claim, stock.Units);
            return _orders.Claim(claim).Line;
        }

        var (line, isPicked) = (_orders.NextLine(number), IsPicked(number, stock.Facility));
        _orders.AddClaim(number, in stock, line);
        if (isPicked)
        {
            _orders.MarkPicked(_orders[number].FirstClaim);
        }

        return line;
    }

    // An order placed for what arrives gets what came since it was thought of.
    private void TouchArrivals(ReadOnlySpan<SlotClaim> slots)
    {
        foreach (ref readonly var claim in slots)
        {
            if (claim.Slot.Kind == SlotKind.Arrival)
            {
                _watch.Touch(claim.Slot.Place, claim.Slot.Window, 0);
            }
        }
    }

    // A count is of the start of its day: what it takes from an order is not told of before the order was placed.
    private Instant NotBefore(int number, Instant at) =>
        AskOf(_orders[number].Key) is { } ask && ask.At > at ? ask.At : at;

    private bool IsWaiting(int number) => _orders.IsWaiting(number);

    private bool IsArrival(Slot slot) =>
        slot.Kind == SlotKind.Arrival && IsProduct(new(slot.Place)) && IsFacility(new(slot.Window));

    private long Free(Slot slot) => Dense(new(slot.Place), new(slot.Window), GoodsState.OnHand);

    private long OnOrder(Slot slot) => OnOrder(new(slot.Place), new(slot.Window));
}
