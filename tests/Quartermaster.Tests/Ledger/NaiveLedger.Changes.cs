using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <content>Changes that are held beside orders until they are decided.</content>
internal sealed partial class NaiveLedger
{
    internal MoveOutcome HoldChange(HoldChangeAct act)
    {
        if (act.Orders.DistinctBy(one => one.Order).Count() < act.Orders.Length)
        {
            return MoveOutcome.Refused;
        }

        if (Changing(act.Key).Count > 0)
        {
            return MoveOutcome.Changed;
        }

        var wanted = new List<(AmendAct Act, Dictionary<StockClaim, long> Lines, Dictionary<Slot, long> Slots)>();
        foreach (var one in act.Orders)
        {
            if (!Orders.TryGetValue(one.Order, out var order) || order.State != OrderOutcome.Decided || one.Odd == 0
                || order.Change is not null)
            {
                return MoveOutcome.Changed;
            }

            var (lines, missing) = one.Split(order.Open);
            List<SlotClaim> claims = [.. HoldChangeAct.SlotsOf(one, order.OpenSlots)];
            if ((one.Odd == 1 && lines.Count > 0) || (one.Odd == 4 && missing.Count > 0)
                || !IsWait(order, lines, claims) || (order.HasShipped && one.Odd == 2 && order.OpenSlots.Count > 0))
            {
                return MoveOutcome.Refused;
            }

            wanted.Add((one, Sum([.. lines, .. missing], order.Open), Sum(claims, order.OpenSlots)));
        }

        var cells = wanted.SelectMany(one => one.Lines).GroupBy(cell => cell.Key)
            .ToDictionary(of => of.Key, of => -of.Where(cell => cell.Value < 0).Sum(cell => cell.Value));
        var slots = wanted.SelectMany(one => one.Slots).GroupBy(slot => slot.Key)
            .ToDictionary(of => of.Key, of => -of.Where(slot => slot.Value < 0).Sum(slot => slot.Value));
        var (pool, room) = (new Dictionary<StockClaim, long>(cells), new Dictionary<Slot, long>(slots));
        var held = wanted.ConvertAll(one => (one.Act,
            More: Split(one.Lines, pool), MoreRoom: Split(one.Slots, room), one.Lines, one.Slots));
        if (held.SelectMany(one => one.More.Hold).GroupBy(cell => cell.Key).Any(of => Balance(of.Key.Product,
            of.Key.Owner, 0, new(of.Key.Facility, GoodsState.OnHand)) < of.Sum(cell => cell.Value)))
        {
            return MoveOutcome.NotEnoughStock;
        }

        if (held.SelectMany(one => one.MoreRoom.Hold).GroupBy(slot => slot.Key).Any(of =>
            !Slots.TryGetValue(of.Key, out var use) || use.Limit - use.Claimed < of.Sum(slot => slot.Value)))
        {
            return MoveOutcome.SlotFull;
        }

        foreach (var (one, more, moreRoom, lines, claims) in held)
        {
            var order = Orders[one.Order];
            var side = new NaiveOrder(_orderNumber++, act.At.UnixMilliseconds + HoldChangeAct.Wait,
                Stock(more.Hold), Room(moreRoom.Hold))
            {
                State = OrderOutcome.Held, IsSide = true,
            };
            side.Open.ForEach(line => Move(line, GoodsState.OnHand, GoodsState.Held));
            side.OpenSlots.ForEach(claim => Claim(claim, 1));
            var key = new OrderKey(~one.Order.High, one.Order.Low);
            Orders.Add(key, side);
            order.Change = new(act.Key, key, side, one.MissingTo)
            {
                Seen = [.. order.Open], SeenSlots = [.. order.OpenSlots], Picked = HoldChangeAct.PickedOf(one),
                Missing = one.Split(order.Open).Missing,
                Less = [.. Stock(lines.Where(cell => cell.Value < 0).Select(cell => new KeyValuePair<StockClaim, long>(
                    cell.Key, -cell.Value)))],
                LessSlots = [.. Room(claims.Where(slot => slot.Value < 0).Select(slot => new KeyValuePair<Slot, long>(
                    slot.Key, -slot.Value)))],
                Take = [.. Stock(more.Take)], TakeSlots = [.. Room(moreRoom.Take)],
            };
        }

        return MoveOutcome.Moved;
    }

    internal MoveOutcome DecideChange(EntryKey key)
    {
        if (_keys.Contains(key))
        {
            return MoveOutcome.AlreadyMoved;
        }

        var orders = Changing(key);
        if (orders.Count == 0 || !orders.TrueForAll(order =>
            order is { State: OrderOutcome.Decided, Change: { } change }
            && change.Seen.SequenceEqual(order.Open) && change.SeenSlots.SequenceEqual(order.OpenSlots)
            && !change.Side.WasCut))
        {
            return MoveOutcome.Changed;
        }

        _keys.Add(key);
        EndChange(key, isDone: true);
        return MoveOutcome.Moved;
    }

    internal bool EndChange(EntryKey key, bool isDone)
    {
        var orders = Changing(key);
        var (cells, slots) = (new Dictionary<StockClaim, long>(), new Dictionary<Slot, long>());
        foreach (var order in orders.Where(order => isDone && order.IsOpen))
        {
            Lessen(order, cells, slots);
        }

        foreach (var order in orders)
        {
            var change = order.Change!;
            Orders.Remove(change.SideKey);
            order.Change = null;
            if (isDone && order.IsOpen)
            {
                change.Take.ForEach(line => TakeFreed(order, line, cells));
                change.TakeSlots.ForEach(claim => TakeFreed(order, claim, slots));
                change.Side.Open.ForEach(line => Add(order, line));
                change.Side.OpenSlots.ForEach(claim => Add(order, claim));
                order.Picked.UnionWith(change.Picked.Where(place =>
                    order.Open.Exists(line => line.Facility == place)));
            }
            else
            {
                Free(change.Side, OrderOutcome.Released);
            }

            if (order.IsOpen)
            {
                CloseIfEmpty(order);
            }
        }

        return orders.Count > 0;
    }

    private List<NaiveOrder> Changing(EntryKey key) => [.. Orders.Where(order => order.Value.Change?.Key == key)
        .OrderBy(order => order.Key).Select(order => order.Value)];

    private void Lessen(NaiveOrder order, Dictionary<StockClaim, long> cells, Dictionary<Slot, long> slots)
    {
        foreach (var line in order.Change!.Missing)
        {
            var account = new Account(line.Facility, GoodsState.Unfulfillable);
            var isLost = order.Change.MissingTo == GoodsState.Lost
                || Balance(line.Product, line.Owner, 0, account) + line.Units > int.MaxValue;
            Move(line.Product, line.Owner, 0, new(line.Facility, GoodsState.OnHand),
                isLost ? Account.Outside(GoodsState.Lost) : account, FreeUnits(order, line));
        }

        foreach (var line in order.Change.Less)
        {
            var cell = line with { Units = 0 };
            cells[cell] = cells.GetValueOrDefault(cell) + FreeUnits(order, line);
        }

        foreach (var claim in order.HasShipped ? [] : order.Change.LessSlots)
        {
            var units = Math.Min(claim.Units,
                order.OpenSlots.Where(one => one.Slot == claim.Slot).Sum(one => one.Units));
            Take(order, claim.Slot, units);
            slots[claim.Slot] = slots.GetValueOrDefault(claim.Slot) + units;
        }
    }

    private int FreeUnits(NaiveOrder order, StockClaim line)
    {
        var left = line.Units;
        for (var at = Find(order, line); at >= 0 && left > 0; at = Find(order, line))
        {
            var units = Math.Min(left, order.Open[at].Units);
            left -= units;
            Move(line with { Units = units }, GoodsState.Held, GoodsState.OnHand);
            order.Open[at] = order.Open[at] with { Units = order.Open[at].Units - units };
            order.Open.RemoveAll(one => one.Units == 0);
        }

        return line.Units - left;
    }

    private void TakeFreed(NaiveOrder order, StockClaim line, Dictionary<StockClaim, long> cells)
    {
        var cell = line with { Units = 0 };
        var units = (int)Math.Min(line.Units, cells.GetValueOrDefault(cell));
        if (units > 0)
        {
            cells[cell] -= units;
            Move(line with { Units = units }, GoodsState.OnHand, GoodsState.Held);
            Add(order, line with { Units = units });
        }
    }

    private void TakeFreed(NaiveOrder order, SlotClaim claim, Dictionary<Slot, long> slots)
    {
        var units = (int)Math.Min(claim.Units, slots.GetValueOrDefault(claim.Slot));
        if (units > 0)
        {
            slots[claim.Slot] -= units;
            Claim(claim with { Units = units }, 1);
            Add(order, claim with { Units = units });
        }
    }

    // To a claim on the same, or before the others.
    private static void Add(NaiveOrder order, StockClaim line)
    {
        var at = Find(order, line);
        if (at >= 0)
        {
            order.Open[at] = order.Open[at] with { Units = order.Open[at].Units + line.Units };
            return;
        }

        if (!order.IsPickedAt(line.Facility))
        {
            order.Picked.Remove(line.Facility);
        }

        order.Open.Insert(0, line);
    }

    private static void Add(NaiveOrder order, SlotClaim claim)
    {
        var at = order.OpenSlots.FindIndex(one => one.Slot == claim.Slot);
        if (at >= 0)
        {
            order.OpenSlots[at] = claim with { Units = order.OpenSlots[at].Units + claim.Units };
        }
        else
        {
            order.OpenSlots.Insert(0, claim);
        }
    }

    private static int Find(NaiveOrder order, StockClaim line) =>
        order.Open.FindIndex(one => one with { Units = line.Units } == line);

    // By how much more or less is claimed of each.
    private static Dictionary<StockClaim, long> Sum(List<StockClaim> after, List<StockClaim> before) => before
        .Select(line => (line, -(long)line.Units)).Concat(after.Select(line => (line, (long)line.Units)))
        .GroupBy(one => one.line with { Units = 0 }).ToDictionary(of => of.Key, of => of.Sum(one => one.Item2));

    private static Dictionary<Slot, long> Sum(List<SlotClaim> after, List<SlotClaim> before) => before
        .Select(claim => (claim, -(long)claim.Units)).Concat(after.Select(claim => (claim, (long)claim.Units)))
        .GroupBy(one => one.claim.Slot).ToDictionary(of => of.Key, of => of.Sum(one => one.Item2));

    private static (List<KeyValuePair<TCell, long>> Take, List<KeyValuePair<TCell, long>> Hold) Split<TCell>(
        Dictionary<TCell, long> more, Dictionary<TCell, long> pool) where TCell : notnull
    {
        var (take, hold) = (new List<KeyValuePair<TCell, long>>(), new List<KeyValuePair<TCell, long>>());
        foreach (var (cell, units) in more.Where(cell => cell.Value > 0))
        {
            var taken = Math.Min(units, pool[cell]);
            pool[cell] -= taken;
            take.Add(new(cell, taken));
            hold.Add(new(cell, units - taken));
        }

        return (take.FindAll(one => one.Value > 0), hold.FindAll(one => one.Value > 0));
    }

    private static StockClaim[] Stock(IEnumerable<KeyValuePair<StockClaim, long>> units) =>
        [.. units.Select(one => one.Key with { Units = (int)one.Value })];

    private static SlotClaim[] Room(IEnumerable<KeyValuePair<Slot, long>> units) =>
        [.. units.Select(one => new SlotClaim(one.Key, (int)one.Value))];
}
