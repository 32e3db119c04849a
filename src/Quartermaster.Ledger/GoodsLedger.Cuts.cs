using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What orders lose because it is not there.</content>
public sealed partial class GoodsLedger
{
    // Of a decided order only the units in question go; an order that is only held goes whole. A part whose home is
    // another ledger counts as decided: perhaps it is, and nobody has said so here yet.
    private void Cut(
        int number, int claim, Slot slot, long most, Instant at, ICollection<ClaimCut>? cuts,
        int before = OrderRecord.None)
    {
        ref var record = ref _orders[number];
        var isDecided = record.State == OrderOutcome.Decided || record.IsForeign;
        var order = record.IsSide ? PendingChange.SideOf(record.Key) : record.Key;
        for (var i = record.FirstClaim; i != OrderRecord.None; i = _orders.Claim(i).Next)
        {
            var stock = _orders.Claim(i).Claim;
            if (i == claim || !isDecided)
            {
                cuts?.Add(new(order, isDecided ? stock with { Units = (int)Math.Min(most, stock.Units) } : stock,
                    default, isDecided));
            }
        }

        if (!isDecided)
        {
            for (var i = record.FirstSlot; i != OrderRecord.None; i = _orders.Slot(i).Next)
            {
                cuts?.Add(new(order, default, _orders.Slot(i).Claim, isDecided));
            }
        }

        if (!isDecided)
        {
            FreeClaims(number, at, GoodsState.OnHand, OrderOutcome.Cut);
            NoteUnheard(number);
            return;
        }

        if (claim == OrderRecord.None)
        {
            var units = FreeSlot(number, slot, most, cuts);
            NoteLoss(number, at, LostOf(number, new SlotClaim(slot, units)) is var lost && lost > 0, lost > 0
                && slot.Kind == SlotKind.Arrival ? [new(new(slot.Place), new(slot.Window), lost)] : null);
        }
        else
        {
            var stock = _orders.Claim(claim).Claim;
            stock = stock with { Units = (int)Math.Min(most, stock.Units) };
            Release(number, claim, before, stock.Units, at);
            NoteLoss(number, at, LostOf(number, stock) is var lost && lost > 0, [stock with { Units = lost }]);
        }

        CloseIfEmpty(number, at);
        if (slot.Kind == SlotKind.Arrival && claim == OrderRecord.None)
        {
            NoteIfThere(number, at);
        }
    }

    // What a change that is held was to leave is no loss if that is decided: it is told if it is given up.
    private void NoteLoss(int number, Instant at, bool isLoss, StockClaim[]? lines)
    {
        if (!isLoss)
        {
            return;
        }

        if (_orders[number].IsForeign)
        {
            // Its home hears of it.
            _orders.AddNews(_orders[number].Key, new(0, 1, default));
        }

        NoteUnheard(number);
        NoteCut(number, at, lines);
    }

    private void NoteUnheard(int number)
    {
        if (_orders[number].Ledgers != 0 && !IsReplaying)
        {
            _unheard.Add(_orders[number].Key);
        }
    }

    // Of the units that were cut, those that no change that is held leaves when it is decided.
    private int LostOf(int number, StockClaim stock)
    {
        if (!_orders.Pending.TryGetValue(_orders[number].Key, out var change))
        {
            return stock.Units;
        }

        var left = stock.Units;
        var part = change.Part with { Missing = Lessened(change.Part.Missing, stock, ref left) };
        var less = Lessened(change.Less, stock, ref left);
        _orders.Pending.Set(part.Order, change with
        {
            Part = part, Less = less, Untold = change.Untold + (left < stock.Units ? 1 : 0),
        });
        return left;
    }

    private int LostOf(int number, SlotClaim claim)
    {
        if (!_orders.Pending.TryGetValue(_orders[number].Key, out var change))
        {
            return claim.Units;
        }

        var (left, less) = (claim.Units, new List<SlotClaim>());
        foreach (var one in change.LessSlots)
        {
            var units = one.Slot == claim.Slot ? Math.Min(left, one.Units) : 0;
            left -= units;
            less.Add(one with { Units = one.Units - units });
        }

        _orders.Pending.Set(change.Part.Order, change with
        {
            LessSlots = [.. less.Where(one => one.Units > 0)],
            Untold = change.Untold + (left < claim.Units ? 1 : 0),
        });
        return left;
    }

    private static StockClaim[] Lessened(StockClaim[] lines, StockClaim stock, ref int left)
    {
        var kept = new List<StockClaim>();
        foreach (var line in lines)
        {
            var units = line with { Units = 0 } == stock with { Units = 0 } ? Math.Min(left, line.Units) : 0;
            left -= units;
            if (line.Units > units)
            {
                kept.Add(line with { Units = line.Units - units });
            }
        }

        return [.. kept];
    }

    private void Release(int number, int claim, int before, int units, Instant at)
    {
        var held = _orders.Claim(claim);
        if (units == held.Claim.Units)
        {
            MoveClaim(number, claim, before, at, GoodsState.OnHand);
            return;
        }

        var move = Movement.Of(held.Claim with { Units = units }, GoodsState.Held, GoodsState.OnHand);
        Must(in move);
        NoteClaim(_orders[number].Key, held.Line, at, in move);
        _orders.Enlarge(claim, -units);
    }

    private void CloseIfEmpty(int number, Instant at)
    {
        // A part stays as it is: what other ledgers hold of its order goes on. So does an order that is being changed.
        if (_orders[number] is { FirstClaim: OrderRecord.None, Ledgers: 0, IsForeign: false } && !IsWaiting(number)
            && !_orders.Pending.ContainsKey(_orders[number].Key))
        {
            FreeClaims(number, at, GoodsState.OnHand,
                _orders[number].HasShipped ? OrderOutcome.Shipped : OrderOutcome.Cut);
        }
    }

    // Returns the units that are free now.
    private int FreeSlot(int number, Slot slot, long most, ICollection<ClaimCut>? cuts)
    {
        var left = most;
        for (var i = _orders.SlotAt(number, slot); i != OrderRecord.None && left > 0;
            i = _orders.SlotAt(number, slot))
        {
            var freed = new SlotClaim(slot, (int)Math.Min(left, _orders.Slot(i).Claim.Units));
            left -= freed.Units;
            _slots.Give(freed);
            _orders.LessenSlot(number, i, freed.Units);
            cuts?.Add(new(_orders[number].IsSide ? PendingChange.SideOf(_orders[number].Key) : _orders[number].Key,
                default, freed, WasDecided: true));
        }

        return (int)(most - left);
    }
}
