using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Orders that leave from elsewhere than was decided first, as long as nothing of them has left.</content>
public sealed partial class GoodsLedger
{
    /// <summary>The most orders of one <see cref="MoveOrders"/>, so that no batch grows beyond what can be written.
    /// </summary>
    public const int MostOrdersPerMove = 10_000;

    /// <summary>The decided orders of which nothing has left, by key; those that lie in several ledgers, or are
    /// being picked, left out. O(open orders).</summary>
    public UnpickedOrder[] Unpicked()
    {
        var found = new List<UnpickedOrder>();
        foreach (var number in _orders.Open())
        {
            ref var order = ref _orders[number];
            if (order is { State: OrderOutcome.Decided, HasShipped: false, Ledgers: 0 }
                && !IsPicked(number, default))
            {
                var (lines, slots) = (ClaimsOf(order.Key), SlotsOf(number));
                found.Add(new(order.Key, OrderContent.Of(lines, slots), lines, slots));
            }
        }

        return [.. found.OrderBy(order => order.Order)];
    }

    /// <summary>The parts here of decided orders that lie in several ledgers. O(open orders).</summary>
    public UnpickedPart[] UnpickedParts()
    {
        var found = new List<UnpickedPart>();
        foreach (var number in _orders.Open())
        {
            ref var order = ref _orders[number];
            if (order.State == OrderOutcome.Decided && order.Ledgers != 0)
            {
                found.Add(new(order.Key, order.IsForeign ? 0 : order.Ledgers, ClaimsOf(order.Key), SlotsOf(number),
                    order.HasShipped || IsPicked(number, default)));
            }
        }

        return [.. found];
    }

    /// <summary>Lets orders leave from elsewhere, all of them or none: what they claim now is free for them, and what
    /// they shall claim is taken, stock and slots.</summary>
    /// <remarks>So orders can exchange units that nobody else could have in between. What an order gets stays the same,
    /// unit by unit, and its key answers repetitions of the order as before. A refusal changes nothing and is not
    /// remembered. O(claims of the orders).</remarks>
    /// <param name="key">A move whose key was used before changes nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="moves">The orders, each once; 1 to <see cref="MostOrdersPerMove"/>.</param>
    public MoveOutcome MoveOrders(EntryKey key, Instant at, ReadOnlySpan<OrderMove> moves)
    {
        var known = NewKey(key, at);
        if (known != Outcome.Posted)
        {
            return known == Outcome.AlreadyPosted ? MoveOutcome.AlreadyMoved
                : known == Outcome.TooOld ? MoveOutcome.TooOld : MoveOutcome.Refused;
        }

        var (stock, slots) = (new Dictionary<StockClaim, (long Freed, long Taken)>(), new Dictionary<Slot, long>());
        var outcome = Weigh(moves, at, stock, slots);
        if (outcome != MoveOutcome.Moved)
        {
            return outcome;
        }

        IsMidway = true;

        // First all go, then all come: an exchange needs no third unit.
        foreach (var move in moves)
        {
            var number = _orders.Find(move.Order);
            MoveClaims(number, default, at, GoodsState.OnHand);
            _orders.RemoveSlots(number);
        }

        foreach (var move in moves)
        {
            TakeAgain(_orders.Find(move.Order), move, at);
        }

        foreach (var (slot, more) in slots)
        {
            _slots.Add(slot, more);
        }

        _keys.Add(key, DayOf(at));
        Tape?.MoveOrders(key, at, moves);
        Finish(at);
        return MoveOutcome.Moved;
    }

    private void TakeAgain(int number, OrderMove move, Instant at)
    {
        _orders.AddClaims(number, move.Lines, move.Slots);
        for (var line = 0; line < move.Lines.Length; line++)
        {
            var taken = Movement.Of(in move.Lines[line], GoodsState.OnHand, GoodsState.Held);
            Must(in taken);
            NoteClaim(move.Order, line, at, in taken);
        }

        NoteChange(number, at, isMoved: true, lines: Changes is null ? null : ClaimsOf(move.Order));
    }

    // What the moves free and take of each cell, and by how much more each slot would be claimed.
    private MoveOutcome Weigh(
        ReadOnlySpan<OrderMove> moves, Instant at, Dictionary<StockClaim, (long Freed, long Taken)> stock,
        Dictionary<Slot, long> slots)
    {
        if (moves.Length is 0 or > MostOrdersPerMove)
        {
            return MoveOutcome.Refused;
        }

        var (seen, outcome) = (new HashSet<OrderKey>(), MoveOutcome.Moved);
        foreach (var move in moves)
        {
            outcome = outcome != MoveOutcome.Moved ? outcome
                : move is null || !seen.Add(move.Order) ? MoveOutcome.Refused : Weigh(move, at, stock, slots);
        }

        if (outcome != MoveOutcome.Moved)
        {
            return outcome;
        }

        foreach (var (cell, (freed, taken)) in stock)
        {
            outcome = Cell(cell, GoodsState.OnHand) + freed < taken && outcome == MoveOutcome.Moved
                ? MoveOutcome.NotEnoughStock : outcome;
        }

        foreach (var (slot, more) in slots)
        {
            outcome = outcome == MoveOutcome.Moved && more > 0 && _slots[slot].Free < more
                ? MoveOutcome.SlotFull : outcome;
        }

        return outcome;
    }

    private MoveOutcome Weigh(
        OrderMove move, Instant at, Dictionary<StockClaim, (long Freed, long Taken)> stock,
        Dictionary<Slot, long> slots)
    {
        var number = _orders.Find(move.Order);
        if (number == OrderRecord.None
            || _orders[number] is not { State: OrderOutcome.Decided, HasShipped: false, Ledgers: 0 }
            || IsPicked(number, default) || _orders.Pending.ContainsKey(move.Order))
        {
            return MoveOutcome.Changed;
        }

        var (lines, claimed) = (ClaimsOf(move.Order), SlotsOf(number));
        if (OrderContent.Of(lines, claimed) != move.Seen)
        {
            return MoveOutcome.Changed;
        }

        // Who waits stays where the goods come to.
        if (GoodsClaims.AnyArriving(claimed) || GoodsClaims.AnyArriving(move.Slots)
            || !IsOrder(new OrderRecord(), at, move.Lines, move.Slots) || !IsSame(lines, move.Lines))
        {
            return MoveOutcome.Refused;
        }

        foreach (ref readonly var line in lines.AsSpan())
        {
            var cell = line with { Units = 0 };
            var (freed, taken) = stock.GetValueOrDefault(cell);
            stock[cell] = (freed + line.Units, taken);
        }

        foreach (ref readonly var line in move.Lines.AsSpan())
        {
            var cell = line with { Units = 0 };
            var (freed, taken) = stock.GetValueOrDefault(cell);
            stock[cell] = (freed, taken + line.Units);
        }

        Array.ForEach(claimed, claim => slots[claim.Slot] = slots.GetValueOrDefault(claim.Slot) - claim.Units);
        Array.ForEach(move.Slots, claim => slots[claim.Slot] = slots.GetValueOrDefault(claim.Slot) + claim.Units);
        return MoveOutcome.Moved;
    }

    // Whether two lists hold the same units of the same goods, wherever they lie.
    private static bool IsSame(StockClaim[] some, StockClaim[] others)
    {
        var left = new Dictionary<(ProductId, OwnerId), long>();
        Array.ForEach(some, line => left[(line.Product, line.Owner)] =
            left.GetValueOrDefault((line.Product, line.Owner)) + line.Units);
        Array.ForEach(others, line => left[(line.Product, line.Owner)] =
            left.GetValueOrDefault((line.Product, line.Owner)) - line.Units);
        return left.Values.All(units => units == 0);
    }

    private SlotClaim[] SlotsOf(int number)
    {
        var slots = new List<SlotClaim>();
        for (var i = _orders[number].FirstSlot; i != OrderRecord.None; i = _orders.Slot(i).Next)
        {
            slots.Add(_orders.Slot(i).Claim);
        }

        return [.. slots];
    }
}
