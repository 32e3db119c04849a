using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Decided orders that change before they leave: units that are not where they were claimed, and other
/// addresses.</content>
public sealed partial class GoodsLedger
{
    /// <summary>What an order claims, for who would amend it; null for an order that the ledger does not have, or whose
    /// home is another one. O(claims).</summary>
    public OpenClaims? ClaimsToAmend(OrderKey order)
    {
        var number = _orders.Find(order);
        return number == OrderRecord.None || _orders[number].IsForeign ? null : ClaimsHere(order);
    }

    /// <summary>Lets an order claim something else than it does, with what is not there taken off the shelf and what
    /// was told to the customer set anew: all of it or nothing.</summary>
    /// <remarks>What it waits for stays or grows, by goods on their way in place of such as are not there; where it is
    /// picked stays. The order's key answers repetitions
    /// of the order as before. A refusal changes nothing and is not remembered. An order that claims nothing any more
    /// is done: shipped, or cut where nothing has left. O(claims of the order).</remarks>
    /// <param name="key">An amendment whose key was used before changes nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="amendment">What changes.</param>
    public MoveOutcome AmendOrder(EntryKey key, Instant at, OrderAmendment amendment)
    {
        ArgumentNullException.ThrowIfNull(amendment);
        var known = NewKey(key, at);
        var outcome = known switch
        {
            Outcome.Posted => Weigh(amendment, at),
            Outcome.AlreadyPosted => MoveOutcome.AlreadyMoved,
            Outcome.TooOld => MoveOutcome.TooOld,
            _ => MoveOutcome.Refused,
        };
        if (outcome != MoveOutcome.Moved)
        {
            return outcome;
        }

        IsMidway = true;
        var number = _orders.Find(amendment.Order);
        var (before, slots, picked) = (ClaimsOf(amendment.Order), SlotsOf(number), PickedAt(amendment.Order));
        MoveClaims(number, default, at, GoodsState.OnHand);
        _orders.RemoveSlots(number);
        foreach (ref readonly var missing in amendment.Missing.AsSpan())
        {
            var move = Movement.Of(in missing, GoodsState.OnHand, amendment.MissingTo);
            Must(in move);
            Note(new(key, at, move.Product, move.Owner, move.Lot, move.From, move.To, move.Units));
        }

        TakeAmended(number, amendment, slots, at);
        Array.ForEach(picked, facility => MarkPicked(number, facility));
        if (amendment.Ask is { } ask)
        {
            _orders.Asks.Set(amendment.Order, ask);
        }

        NoteAmended(
            number, amendment.Missing, amendment.Ask is not null, amendment.LostOf(GoodsClaims.All(before, slots)), at);
        CloseIfEmpty(number, at);
        _keys.Add(key, DayOf(at));
        Tape?.AmendOrder(key, at, amendment);
        TouchArrivals(amendment.Slots);
        Finish(at);
        return MoveOutcome.Moved;
    }

    private void TakeAmended(int number, OrderAmendment amendment, SlotClaim[] before, Instant at)
    {
        _orders.AddClaims(number, amendment.Lines, amendment.Slots);
        for (var line = 0; line < amendment.Lines.Length; line++)
        {
            var taken = Movement.Of(in amendment.Lines[line], GoodsState.OnHand, GoodsState.Held);
            Must(in taken);
            NoteClaim(amendment.Order, line, at, in taken);
        }

        foreach (var (slot, more) in MoreOf(amendment, before))
        {
            _slots.Add(slot, more);
        }
    }

    private void NoteAmended(int number, StockClaim[] missing, bool isReaddressed, StockClaim[] lost, Instant at)
    {
        var order = _orders[number].Key;
        if (missing.Length > 0)
        {
            Changes?.Add(new(order, OrderOutcome.Decided, at) { IsShort = true, Lines = new([.. missing]) });
        }

        if (isReaddressed)
        {
            Changes?.Add(new(order, OrderOutcome.Decided, at) { IsReaddressed = true });
        }

        if (lost.Length > 0)
        {
            NoteCut(number, at, lost);
        }
    }

    private MoveOutcome Weigh(OrderAmendment amendment, Instant at)
    {
        if (ClaimsToAmend(amendment.Order) is not { State: OrderOutcome.Decided, Ledgers: 0 } claims
            || claims.Seen != amendment.Seen || _orders.Pending.ContainsKey(amendment.Order))
        {
            return MoveOutcome.Changed;
        }

        return !IsAmendment(amendment, claims, at) ? MoveOutcome.Refused
            : !HasStock(amendment, claims.Lines) ? MoveOutcome.NotEnoughStock
            : MoreOf(amendment, claims.Slots).Any(slot => slot.Value > 0 && _slots[slot.Key].Free < slot.Value)
                ? MoveOutcome.SlotFull : MoveOutcome.Moved;
    }

    private bool IsAmendment(OrderAmendment amendment, OpenClaims claims, Instant at)
    {
        // What has left used what it claimed.
        var isOrder = (amendment.Lines.Length == 0 && amendment.Slots.Length <= _limits.MostClaimsPerOrder
                && Array.TrueForAll(amendment.Slots, slot => slot.Units >= 1
                    && (slot.Slot.Kind != SlotKind.Arrival || IsArrival(slot.Slot))))
            || IsOrder(new OrderRecord(), at, amendment.Lines, amendment.Slots);
        var more = MoreOf(amendment, claims.Slots);
        if (!isOrder || more.Any(slot => slot.Value < 0 && (claims.HasLeft || slot.Key.Kind == SlotKind.Arrival))
            || amendment.MissingTo is not (GoodsState.Lost or GoodsState.Unfulfillable)
            || (amendment.Ask is { } ask && (claims.HasLeft || claims.Picked.Length > 0 || claims.Ask is null
                || ask != claims.Ask)))
        {
            return false;
        }

        var (goods, cells) = (new Dictionary<(ProductId, OwnerId), long>(), new Dictionary<StockClaim, long>());
        foreach (ref readonly var line in claims.Lines.AsSpan())
        {
            Add(goods, (line.Product, line.Owner), line.Units);
            Add(cells, line with { Units = 0 }, line.Units);
        }

        Array.ForEach(amendment.Lines, line => Add(goods, (line.Product, line.Owner), -line.Units));
        foreach (var (slot, units) in more.Where(slot => slot.Key.Kind == SlotKind.Arrival))
        {
            Add(goods, (new(slot.Place), default), -units);
        }

        Array.ForEach(amendment.Missing, line => Add(cells, line with { Units = 0 }, -line.Units));
        return goods.Values.All(units => units >= 0) && cells.Values.All(units => units >= 0)
            && Array.TrueForAll(amendment.Missing, line => line.Units >= 1
                && (amendment.MissingTo != GoodsState.Unfulfillable
                    || Cell(line, GoodsState.Unfulfillable) + line.Units <= int.MaxValue));
    }

    // What it claims now is free for it, but for what is missing.
    private bool HasStock(OrderAmendment amendment, StockClaim[] claimed)
    {
        var free = new Dictionary<StockClaim, long>();
        Array.ForEach(claimed, line => Add(free, line with { Units = 0 }, line.Units));
        Array.ForEach(amendment.Missing, line => Add(free, line with { Units = 0 }, -line.Units));
        Array.ForEach(amendment.Lines, line => Add(free, line with { Units = 0 }, -line.Units));
        return free.All(cell => Cell(cell.Key, GoodsState.OnHand) + cell.Value >= 0);
    }

    private static Dictionary<Slot, long> MoreOf(OrderAmendment amendment, SlotClaim[] before)
    {
        var more = new Dictionary<Slot, long>();
        Array.ForEach(before, claim => Add(more, claim.Slot, -claim.Units));
        Array.ForEach(amendment.Slots, claim => Add(more, claim.Slot, claim.Units));
        return more;
    }

    private static void Add<TCell>(Dictionary<TCell, long> cells, TCell cell, long units) where TCell : notnull =>
        cells[cell] = cells.GetValueOrDefault(cell) + units;
}
