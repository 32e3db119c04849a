using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Changes of orders over several ledgers that are decided: done here as far as what is claimed is still
/// there.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Decides a change and does this ledger's part of it: it is done from now on, whoever else has still to
    /// hear of it.</summary>
    /// <param name="key">The change's, held here; a key that was used before decides nothing.</param>
    /// <param name="at">When.</param>
    /// <returns>Moved; Changed where one of its orders is not as it was here when it was held: then it stays held until
    /// it is withdrawn.</returns>
    public MoveOutcome DecideChange(EntryKey key, Instant at)
    {
        var known = NewKey(key, at);
        if (known != Outcome.Posted)
        {
            return known == Outcome.AlreadyPosted ? MoveOutcome.AlreadyMoved
                : known == Outcome.TooOld ? MoveOutcome.TooOld : MoveOutcome.Refused;
        }

        var orders = OrdersOf(key);
        if (orders.Length == 0 || !Array.TrueForAll(orders, IsAsHeld))
        {
            return MoveOutcome.Changed;
        }

        IsMidway = true;
        Change(key, orders, at);
        _keys.Add(key, DayOf(at));
        Tape?.DecideChange(key, at);
        Finish(at);
        return MoveOutcome.Moved;
    }

    /// <summary>Does this ledger's part of a change that another one has decided. Repeating it changes nothing.
    /// </summary>
    /// <remarks>It always can: what was counted away meanwhile, or has left, is not claimed again, and counts as a cut
    /// of the order.</remarks>
    /// <returns>Whether something was held for it.</returns>
    public bool FollowChange(EntryKey key, Instant at)
    {
        var orders = OrdersOf(key);
        if (orders.Length == 0)
        {
            return false;
        }

        IsMidway = true;
        Change(key, orders, at);
        Tape?.FollowChange(key, at);
        Finish(at);
        return true;
    }

    private bool IsAsHeld(OrderKey order)
    {
        var (change, claims) = (_orders.Pending.GetValueOrDefault(order)!, ClaimsHere(order));
        return _orders.NewsOf(PendingChange.SideOf(order)) == default
            && (change.IsNew ? claims is null
                : claims is { State: OrderOutcome.Decided } && claims.Seen == change.Part.Seen);
    }

    // First all go, then all come: an exchange needs no third unit.
    private void Change(EntryKey key, OrderKey[] orders, Instant at)
    {
        var (cells, slots) = (new Dictionary<StockClaim, long>(), new Dictionary<Slot, long>());
        foreach (var order in orders)
        {
            if (_orders.Find(order) is var number && number != OrderRecord.None && _orders[number].IsOpen)
            {
                Lessen(number, _orders.Pending.GetValueOrDefault(order)!, key, at, cells, slots);
            }
        }

        foreach (var order in orders)
        {
            var change = _orders.Pending.GetValueOrDefault(order)!;
            var number = change.IsNew && _orders.Find(order) == OrderRecord.None ? NewPart(change)
                : _orders.Find(order);
            if (number == OrderRecord.None || !_orders[number].IsOpen)
            {
                // It is closed by now: nothing is claimed for it any more.
                DropBeside(order, at);
                continue;
            }

            var cuts = _orders.NewsOf(PendingChange.SideOf(order)).Cuts + Enlarge(number, change, at, cells, slots);
            Absorb(number, order);
            Array.ForEach(change.Part.Picked, facility => MarkPicked(number, facility));
            Tell(number, change.Part, cuts, at);
        }
    }

    private void Lessen(
        int number, PendingChange change, EntryKey key, Instant at, Dictionary<StockClaim, long> cells,
        Dictionary<Slot, long> slots)
    {
        var part = change.Part;
        foreach (var line in part.Missing)
        {
            var to = part.MissingTo == GoodsState.Unfulfillable
                && Cell(line, GoodsState.Unfulfillable) + line.Units > int.MaxValue ? GoodsState.Lost : part.MissingTo;
            var missing = line with { Units = (int)FreeUnits(number, line, at) };
            if (missing.Units > 0)
            {
                var move = Movement.Of(in missing, GoodsState.OnHand, to);
                Must(in move);
                Note(new(key, at, move.Product, move.Owner, move.Lot, move.From, move.To, move.Units));
            }
        }

        foreach (var line in change.Less)
        {
            Add(cells, line with { Units = 0 }, FreeUnits(number, line, at));
        }

        // What has left meanwhile used what it claimed.
        foreach (var claim in _orders[number].HasShipped ? [] : change.LessSlots)
        {
            Add(slots, claim.Slot, FreeSlot(number, claim.Slot, claim.Units, cuts: null));
        }
    }

    // Returns how many claims it could not take, because what others were to leave was not there any more.
    private int Enlarge(
        int number, PendingChange change, Instant at, Dictionary<StockClaim, long> cells, Dictionary<Slot, long> slots)
    {
        var cuts = 0;
        foreach (var line in change.Take)
        {
            var (cell, there) = (line with { Units = 0 }, cells.GetValueOrDefault(line with { Units = 0 }));
            var units = (int)Math.Min(line.Units, there);
            cuts += units < line.Units ? 1 : 0;
            if (units > 0)
            {
                Add(cells, cell, -units);
                Give(number, line with { Units = units }, at);
            }
        }

        foreach (var claim in change.TakeSlots)
        {
            var units = (int)Math.Min(claim.Units, slots.GetValueOrDefault(claim.Slot));
            cuts += units < claim.Units ? 1 : 0;
            if (units > 0)
            {
                Add(slots, claim.Slot, -units);
                _slots.Add(claim.Slot, units);
                AddSlot(number, claim with { Units = units });
            }
        }

        return cuts;
    }

    // What was held beside the order is its own from now on: no unit moves.
    private void Absorb(int number, OrderKey order)
    {
        var side = _orders.Find(PendingChange.SideOf(order));
        foreach (var line in StockFrom(_orders[side].FirstClaim))
        {
            _orders.RemoveClaim(side, _orders[side].FirstClaim, OrderRecord.None);
            AddStock(number, in line);
        }

        foreach (var claim in SlotsOf(side))
        {
            AddSlot(number, claim);
        }

        _orders.RemoveSlots(side);
        _orders.SetState(side, OrderOutcome.Released);
        _orders.Remove(side);
        _orders.Pending.Remove(order);
    }

    private void Tell(int number, OrderChangePart part, int cuts, Instant at)
    {
        if (_orders[number].IsForeign)
        {
            TellCuts(number, cuts, at);
            return;
        }

        _orders[number].Ledgers = ulong.PopCount(part.Ledgers) > 1 ? part.Ledgers : _orders[number].Ledgers;
        if (part.Ask is { } ask)
        {
            _orders.Asks.Set(part.Order, ask);
        }

        if (part.IsMove)
        {
            NoteChange(number, at, isMoved: true);
        }

        NoteAmended(number, part.AllMissing, part.Ask is not null, part.Lost, at);
        TellCuts(number, cuts, at);
        CloseIfEmpty(number, at);
    }

    private void TellCuts(int number, int cuts, Instant at)
    {
        for (; cuts > 0; cuts--)
        {
            NoteLoss(number, at, isLoss: true, null);
        }
    }

    private int NewPart(PendingChange change)
    {
        var part = new OrderRecord
        {
            Key = change.Part.Order,
            Content = change.Part.Content,
            Sequence = _orders[_orders.Find(PendingChange.SideOf(change.Part.Order))].Sequence,
            Day = change.Part.Day,
            State = OrderOutcome.Decided,
            Ledgers = change.Part.Ledgers,
            IsForeign = true,
        };
        return _orders.Add(in part);
    }

    // At most so many units of a cell that an order claims are free from now on.
    private long FreeUnits(int number, StockClaim stock, Instant at)
    {
        var freed = 0;
        for (var (claim, before) = ClaimAt(number, in stock); claim != OrderRecord.None && freed < stock.Units;
            (claim, before) = ClaimAt(number, in stock))
        {
            var units = Math.Min(stock.Units - freed, _orders.Claim(claim).Claim.Units);
            Release(number, claim, before, units, at);
            freed += units;
        }

        return freed;
    }

    private void AddSlot(int number, SlotClaim claim)
    {
        if (_orders.SlotAt(number, claim.Slot) is var at && at != OrderRecord.None)
        {
            _orders.LessenSlot(number, at, -claim.Units);
        }
        else
        {
            _orders.AddClaims(number, [], [claim]);
        }
    }
}
