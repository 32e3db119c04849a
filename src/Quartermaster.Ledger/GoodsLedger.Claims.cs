using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>How claims are taken and freed.</content>
public sealed partial class GoodsLedger
{
    private OrderOutcome Claim(
        ref OrderRecord request, Instant at, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        var number = _orders.Find(request.Key);
        if (number != OrderRecord.None)
        {
            return _orders[number].Content != request.Content ? OrderOutcome.OtherContent
                : request.State == OrderOutcome.Decided ? Decide(request.Key, at)
                : _orders[number].State;
        }

        var refusal = !IsInstant(at) || !IsOrder(in request, at, lines, slots) ? OrderOutcome.Refused
            : IsTooOld(at) ? OrderOutcome.TooOld
            : OrderOutcome.Held;
        if (refusal != OrderOutcome.Held)
        {
            return refusal;
        }

        IsMidway = true;
        refusal = Take(lines, slots);
        if (refusal != OrderOutcome.Held)
        {
            _watch.Clear();
            IsMidway = false;
            return refusal;
        }

        request.Sequence = Sequence + 1;
        request.Day = DayOf(at);
        _orders.Fit(_balances.Products, _slots.Count);
        number = _orders.Add(in request);
        _orders.AddClaims(number, lines, slots);
        for (var line = 0; line < lines.Length; line++)
        {
            NoteClaim(request.Key, line, at, Movement.Of(in lines[line], GoodsState.OnHand, GoodsState.Held));
        }

        if (lines.IsEmpty)
        {
            // Every order has a number of its own, by which the newest is told.
            Availability.Advance(++Sequence);
        }

        Tape?.Order(in request, at, lines, slots);
        NoteChange(number, at);
        TouchArrivals(slots);
        Finish(at);
        return request.State;
    }

    /// <summary>Takes all stock and all slots, or nothing. Held stands for success.</summary>
    private OrderOutcome Take(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            if (_balances.Move(Movement.Of(in lines[line], GoodsState.OnHand, GoodsState.Held)) != Outcome.Posted)
            {
                GiveBack(lines[..line], []);
                return OrderOutcome.NotEnoughStock;
            }
        }

        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (!_slots.TryClaim(in slots[slot]))
            {
                GiveBack(lines, slots[..slot]);
                return OrderOutcome.SlotFull;
            }
        }

        return OrderOutcome.Held;
    }

    private void GiveBack(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        foreach (ref readonly var line in lines)
        {
            Must(Movement.Of(in line, GoodsState.Held, GoodsState.OnHand));
        }

        foreach (ref readonly var slot in slots)
        {
            _slots.Give(in slot);
        }
    }

    /// <summary>Frees all that an order claims and closes it.</summary>
    private void FreeClaims(int number, Instant at, GoodsState to, OrderOutcome state, bool isQuiet = false)
    {
        MoveClaims(number, default, at, to);
        for (var slot = _orders[number].FirstSlot; slot != OrderRecord.None; slot = _orders.Slot(slot).Next)
        {
            // What has left used hands and departures; what never came can go to others.
            if (!_orders[number].HasShipped || _orders.Slot(slot).Claim.Slot.Kind == SlotKind.Arrival)
            {
                _slots.Give(_orders.Slot(slot).Claim);
            }
        }

        _orders.RemoveSlots(number);
        _orders.SetState(number, state);
        if (!isQuiet)
        {
            NoteChange(number, at);
        }
    }

    /// <summary>Moves an order's units on from Held, and forgets those claims. False if there were none.</summary>
    private bool MoveClaims(int number, FacilityId facility, Instant at, GoodsState to)
    {
        var (before, hasMoved) = (OrderRecord.None, false);
        for (var claim = _orders[number].FirstClaim; claim != OrderRecord.None;)
        {
            var held = _orders.Claim(claim);
            if (facility.Value == 0 || facility == held.Claim.Facility)
            {
                MoveClaim(number, claim, before, at, to);
                hasMoved = true;
            }
            else
            {
                before = claim;
            }

            claim = held.Next;
        }

        return hasMoved;
    }

    private void MoveClaim(int number, int claim, int before, Instant at, GoodsState to)
    {
        var held = _orders.Claim(claim);
        var move = Movement.Of(held.Claim, GoodsState.Held, to);
        Must(in move);
        NoteClaim(_orders[number].Key, held.Line, at, in move);
        if (to == GoodsState.Shipped)
        {
            _orders.ShipClaim(number, claim, before);
        }
        else
        {
            _orders.RemoveClaim(number, claim, before);
        }
    }

    // Moves that were made possible before: what is claimed is there, and has room where it came from.
    private void Must(in Movement move)
    {
        if (_balances.Move(in move) is not Outcome.Posted and var outcome)
        {
            throw new LedgerInvariantException(
                $"{move} is {outcome}, though units that were moved can always be moved back. Make the ledger again "
                + "from its log, and report this.");
        }
    }

    private void NoteChange(
        int number, Instant at, FacilityId from = default, bool isCut = false, bool isMoved = false,
        bool isThere = false, StockClaim[]? lines = null)
    {
        if (Changes is { } changes && !_orders[number].IsForeign)
        {
            var state = _orders[number].State;
            at = isCut || isThere || state == OrderOutcome.Cut ? NotBefore(number, at) : at;
            changes.Add(new(_orders[number].Key, state, at, from)
            {
                IsCut = isCut, IsMoved = isMoved, IsThere = isThere, Lines = lines is null ? null : new(lines),
            });
        }
    }

    private void NoteCut(int number, Instant at, StockClaim[]? lines) =>
        NoteChange(number, at, isCut: true, lines: lines);

    // What leaves, for who is told of it; null where nobody is.
    private StockClaim[]? ToldAt(int number, FacilityId facility) => Changes is null || _orders[number].IsForeign ? null
        : [.. ClaimsOf(_orders[number].Key).Where(claim => facility.Value == 0 || claim.Facility == facility)];

    // What is forgotten now can be told under its code only if its steps say it.
    private void NameChanges(Func<int, bool> isForgotten)
    {
        for (var i = 0; i < (Changes?.Count ?? 0); i++)
        {
            var change = Changes![i];
            if (change.Ask is null && _orders.Find(change.Order) is var number && number != OrderRecord.None
                && isForgotten(number))
            {
                Changes[i] = change with { Ask = AskOf(change.Order) };
            }
        }
    }

    private void NoteClaim(OrderKey order, int line, Instant at, in Movement move)
    {
        if (Journal is null)
        {
            Availability.Advance(++Sequence);
            return;
        }

        var key = new EntryKey(order.High ^ order.Low, ((ulong)line << 8) | (byte)move.To.State);
        Note(new(key, at, move.Product, move.Owner, move.Lot, move.From, move.To, move.Units));
    }

    private bool IsOrder(
        in OrderRecord request, Instant at, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        var (expires, isPart) = (request.Expires, request.Ledgers != 0);
        var isOrder = (GoodsClaims.Any(lines, slots) || (isPart && slots.Length >= 1))
            && lines.Length <= _limits.MostClaimsPerOrder && slots.Length <= _limits.MostClaimsPerOrder
            && (expires == 0 || expires > at.UnixMilliseconds);
        foreach (ref readonly var line in lines)
        {
            isOrder &= line.Units >= 1 && line.Owner.Value >= 0 && IsProduct(line.Product)
                && IsFacility(line.Facility);
        }

        foreach (ref readonly var slot in slots)
        {
            isOrder &= slot.Units >= 1 && (slot.Slot.Kind != SlotKind.Arrival || IsArrival(slot.Slot));
        }

        return isOrder;
    }
}
