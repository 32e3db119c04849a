using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Changes of orders that lie in several ledgers, or come to: each holds what its part needs more, one of them
/// decides, and the others do the same, however late they hear of it.</content>
/// <remarks>What a part needs more is held beside the order, like a part of another order that this ledger is not the
/// home of: counts and limits may cut into it, goods on their way may come to it, and it never ends by itself. What the
/// order claims stays as it was until the change is decided. So whoever is stopped before that leaves the order as it
/// was, and whoever is stopped after it goes on: a change is decided where its key is remembered.</remarks>
public sealed partial class GoodsLedger
{
    /// <summary>Holds what this ledger's part of a change needs more than the orders claim here now, all of it or
    /// nothing.</summary>
    /// <remarks>What one of the orders claims no more another one may take, so that they can exchange units. O(claims
    /// of the orders).</remarks>
    /// <param name="key">The change's key: the same in all ledgers.</param>
    /// <param name="at">When.</param>
    /// <param name="expires">By when it is decided, or was given up; after <paramref name="at"/>.</param>
    /// <param name="parts">The orders, each once; 1 to <see cref="MostOrdersPerMove"/>.</param>
    /// <returns>Moved if it is held; Changed, NotEnoughStock, SlotFull or Refused if nothing is.</returns>
    public MoveOutcome HoldChange(EntryKey key, Instant at, Instant expires, OrderChangePart[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (!IsInstant(at) || expires <= at || parts.Length is 0 or > MostOrdersPerMove
            || parts.DistinctBy(part => part.Order).Count() < parts.Length)
        {
            return MoveOutcome.Refused;
        }

        if (_orders.Pending.Pairs.Any(pair => pair.Value.Key == key))
        {
            return MoveOutcome.Changed;
        }

        var needs = new ChangeNeed[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (Weigh(parts[i], out needs[i]) is not MoveOutcome.Moved and var why)
            {
                return why;
            }
        }

        if (Array.Find(needs, need => need.TooMuch != MoveOutcome.Moved) is { } most)
        {
            return most.TooMuch;
        }

        var (pending, held) = Shared(key, parts, needs);
        var outcome = HasRoomFor(held);
        if (outcome == MoveOutcome.Moved)
        {
            IsMidway = true;
            for (var i = 0; i < parts.Length; i++)
            {
                HoldBeside(pending[i], held[i].Lines, held[i].Slots, at, expires);
            }

            Tape?.HoldChange(key, at, expires, parts);
            Array.ForEach(held, one => TouchArrivals(one.Slots));
            Finish(at);
        }

        return outcome;
    }

    /// <summary>Gives up what is held for a change: it was not decided.</summary>
    /// <returns>Whether something was held.</returns>
    public bool WithdrawChange(EntryKey key, Instant at)
    {
        var orders = OrdersOf(key);
        if (orders.Length == 0)
        {
            return false;
        }

        IsMidway = true;
        foreach (var order in orders)
        {
            DropBeside(order, at);
        }

        Tape?.WithdrawChange(key, at);
        Finish(at);
        return true;
    }

    /// <summary>The changes that are held here and of which this ledger does not know whether they are decided, by key.
    /// </summary>
    public HeldChange[] HeldChanges() =>
    [
        .. _orders.Pending.Pairs.GroupBy(pair => pair.Value.Key).OrderBy(of => of.Key.Cause).ThenBy(of => of.Key.Row)
            .Select(of => new HeldChange(of.Key, [.. of.Select(pair => pair.Key).Order()],
                new(_orders[_orders.Find(PendingChange.SideOf(of.First().Key))].Expires))),
    ];

    /// <summary>Whether a change of an order is held here.</summary>
    public bool IsChanging(OrderKey order) => _orders.Pending.ContainsKey(order);

    /// <summary>What an order claims here, its home or not; null where there is nothing of it. O(claims).</summary>
    public OpenClaims? ClaimsHere(OrderKey order)
    {
        var number = _orders.Find(order);
        if (number == OrderRecord.None)
        {
            return null;
        }

        var (lines, slots) = (ClaimsOf(order), SlotsOf(number));
        return new(_orders[number].State, OrderContent.Of(lines, slots), lines, slots, _orders[number].HasShipped,
            _orders[number].Ledgers, AskOf(order))
        {
            Picked = PickedAt(order),
        };
    }

    /// <summary>The UTC day on which an order was placed, by its number; 0 for an order that is not known.</summary>
    public int DayOf(OrderKey order) =>
        _orders.Find(order) is var number && number != OrderRecord.None ? _orders[number].Day : 0;

    private OrderKey[] OrdersOf(EntryKey change) =>
        [.. _orders.Pending.Pairs.Where(pair => pair.Value.Key == change).Select(pair => pair.Key).Order()];

    private MoveOutcome Weigh(OrderChangePart part, out ChangeNeed need)
    {
        var number = _orders.Find(part.Order);
        var claims = ClaimsHere(part.Order);
        need = new(claims?.Lines ?? [], claims?.Slots ?? [], part);
        if (_orders.Pending.ContainsKey(part.Order) || _orders.Find(PendingChange.SideOf(part.Order)) >= 0
            || part.Seen != (claims?.Seen ?? OrderContent.Of([], []))
            || (claims is null ? part.Ledgers == 0 : claims.State != OrderOutcome.Decided))
        {
            return MoveOutcome.Changed;
        }

        var hasLeft = claims is { HasLeft: true };
        return IsChange(part, need, claims?.Lines ?? [])
            && !need.LessRoom.Any(room => hasLeft || room.Slot.Kind == SlotKind.Arrival)
            && (part.Ask is not { } ask || (claims is { HasLeft: false, Picked.Length: 0, Ask: { } known }
                && ask == known && !_orders[number].IsForeign))
            ? MoveOutcome.Moved : MoveOutcome.Refused;
    }

    private bool IsChange(OrderChangePart part, ChangeNeed need, StockClaim[] claimed)
    {
        if (part.Lines.Length > _limits.MostClaimsPerOrder || part.Slots.Length > _limits.MostClaimsPerOrder
            || part.MissingTo is not (GoodsState.Lost or GoodsState.Unfulfillable)
            || !Array.TrueForAll(part.Lines, line => line.Units >= 1 && line.Owner.Value >= 0
                && IsProduct(line.Product) && IsFacility(line.Facility))
            || !Array.TrueForAll(part.Slots, claim => claim.Units >= 1
                && (claim.Slot.Kind != SlotKind.Arrival || IsArrival(claim.Slot)))
            || !Array.TrueForAll(part.Missing, line => line.Units >= 1)
            || !Array.TrueForAll(part.Picked, IsFacility))
        {
            return false;
        }

        // Of no goods more than before, and nothing missing that it does not claim.
        var (goods, cells) = (new Dictionary<(ProductId, OwnerId), long>(), new Dictionary<StockClaim, long>());
        Array.ForEach(claimed, line => Add(goods, (line.Product, line.Owner), line.Units));
        Array.ForEach(part.Lines, line => Add(goods, (line.Product, line.Owner), -line.Units));
        foreach (var (slot, units) in need.MoreRoom.Where(room => room.Slot.Kind == SlotKind.Arrival))
        {
            Add(goods, (new(slot.Place), default), -units);
        }

        Array.ForEach(claimed, line => Add(cells, line with { Units = 0 }, line.Units));
        Array.ForEach(part.Missing, line => Add(cells, line with { Units = 0 }, -line.Units));
        return goods.Values.All(units => units >= 0) && cells.Values.All(units => units >= 0);
    }

    // What the orders need more comes from what the others of them claim no more, then from what is free.
    private static (PendingChange[] Pending, (StockClaim[] Lines, SlotClaim[] Slots)[] Held) Shared(
        EntryKey key, OrderChangePart[] parts, ChangeNeed[] needs)
    {
        var (cells, slots) = (new Dictionary<StockClaim, long>(), new Dictionary<Slot, long>());
        foreach (var need in needs)
        {
            foreach (var (cell, units) in need.Less)
            {
                Add(cells, cell, units);
            }

            foreach (var (slot, units) in need.LessRoom)
            {
                Add(slots, slot, units);
            }
        }

        var (pending, held) = (new PendingChange[parts.Length], new (StockClaim[], SlotClaim[])[parts.Length]);
        for (var i = 0; i < parts.Length; i++)
        {
            var (take, hold) = Split(needs[i].More, cells);
            var (takeRoom, holdRoom) = Split(needs[i].MoreRoom, slots);
            pending[i] = new(key, parts[i], false, Stock(needs[i].Less), Room(needs[i].LessRoom), Stock(take),
                Room(takeRoom));
            held[i] = (Stock(hold), Room(holdRoom));
        }

        return (pending, held);

        static StockClaim[] Stock(IEnumerable<(StockClaim Cell, long Units)> units) =>
            [.. units.Select(one => one.Cell with { Units = checked((int)one.Units) })];
        static SlotClaim[] Room(IEnumerable<(Slot Slot, long Units)> units) =>
            [.. units.Select(one => new SlotClaim(one.Slot, checked((int)one.Units)))];
    }

    private static (List<(TCell, long)> Take, List<(TCell, long)> Hold) Split<TCell>(
        IEnumerable<(TCell Cell, long Units)> more, Dictionary<TCell, long> pool) where TCell : notnull
    {
        var (take, hold) = (new List<(TCell, long)>(), new List<(TCell, long)>());
        foreach (var (cell, units) in more)
        {
            var taken = Math.Min(units, pool.GetValueOrDefault(cell));
            if (taken > 0)
            {
                Add(pool, cell, -taken);
                take.Add((cell, taken));
            }

            if (units > taken)
            {
                hold.Add((cell, units - taken));
            }
        }

        return (take, hold);
    }

    private MoveOutcome HasRoomFor((StockClaim[] Lines, SlotClaim[] Slots)[] held)
    {
        var (cells, slots) = (new Dictionary<StockClaim, long>(), new Dictionary<Slot, long>());
        foreach (var (lines, room) in held)
        {
            Array.ForEach(lines, line => Add(cells, line with { Units = 0 }, line.Units));
            Array.ForEach(room, claim => Add(slots, claim.Slot, claim.Units));
        }

        return cells.Any(cell => Cell(cell.Key, GoodsState.OnHand) < cell.Value) ? MoveOutcome.NotEnoughStock
            : slots.Any(slot => _slots[slot.Key].Free < slot.Value) ? MoveOutcome.SlotFull : MoveOutcome.Moved;
    }

    private void HoldBeside(
        PendingChange change, StockClaim[] lines, SlotClaim[] slots, Instant at, Instant expires)
    {
        var side = new OrderRecord
        {
            Key = PendingChange.SideOf(change.Part.Order),
            Content = change.Part.Content,
            Sequence = Sequence + 1,
            Expires = expires.UnixMilliseconds,
            Day = DayOf(at),
            State = OrderOutcome.Held,
            IsForeign = true,
        };
        _orders.Fit(_balances.Products, _slots.Count);
        var isNew = _orders.Find(change.Part.Order) == OrderRecord.None;
        var number = _orders.Add(in side);
        _orders.AddClaims(number, lines, slots);
        for (var line = 0; line < lines.Length; line++)
        {
            var taken = Movement.Of(in lines[line], GoodsState.OnHand, GoodsState.Held);
            Must(in taken);
            NoteClaim(side.Key, line, at, in taken);
        }

        if (lines.Length == 0)
        {
            // As every order, it has a number of its own.
            Availability.Advance(++Sequence);
        }

        Array.ForEach(slots, claim => _slots.Add(claim.Slot, claim.Units));
        _orders.Pending.Set(change.Part.Order, change with { IsNew = isNew });
    }

    private void DropBeside(OrderKey order, Instant at)
    {
        var side = _orders.Find(PendingChange.SideOf(order));
        FreeClaims(side, at, GoodsState.OnHand, OrderOutcome.Released);
        _orders.Remove(side);
        var untold = _orders.Pending.GetValueOrDefault(order)!.Untold;
        _orders.Pending.Remove(order);

        // What was cut of the order meanwhile may have been all of it.
        if (_orders.Find(order) is var number && number != OrderRecord.None && _orders[number].IsOpen)
        {
            TellCuts(number, untold, at);
            CloseIfEmpty(number, at);
        }
    }
}
