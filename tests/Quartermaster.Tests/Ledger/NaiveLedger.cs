using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <summary>The ledger's rules written down a second time, as plainly as possible: dictionaries, copies, no speed.
/// </summary>
internal sealed partial class NaiveLedger
{
    private Dictionary<(ProductId, OwnerId, int, Account), long> _cells = [];
    private HashSet<EntryKey> _keys = [];
    private int _orderNumber;

    internal Dictionary<OrderKey, NaiveOrder> Orders { get; } = [];

    internal Dictionary<Slot, (long Limit, long Claimed)> Slots { get; } = [];

    internal long Balance(ProductId product, OwnerId owner, int lot, Account account) =>
        _cells.GetValueOrDefault((product, owner, lot, account));

    internal Outcome Post(Entry entry)
    {
        var outside = entry.From.State is GoodsState.Held || entry.To.State is GoodsState.Held;
        if (outside || entry.Units < 1 || entry.From == entry.To || !IsSound(entry.From) || !IsSound(entry.To))
        {
            return Outcome.Refused;
        }

        if (_keys.Contains(entry.Key))
        {
            return Outcome.AlreadyPosted;
        }

        if (!IsOutside(entry.From) && Balance(entry.Product, entry.Owner, entry.Lot, entry.From) < entry.Units)
        {
            return Outcome.NotEnough;
        }

        // What orders claim may come back to where it was.
        var there = Balance(entry.Product, entry.Owner, entry.Lot, entry.To) + (entry.To.State == GoodsState.OnHand
            ? Balance(entry.Product, entry.Owner, entry.Lot, entry.To with { State = GoodsState.Held }) : 0);
        if (!IsOutside(entry.To) && there + entry.Units > int.MaxValue)
        {
            return Outcome.TooMany;
        }

        Move(entry.Product, entry.Owner, entry.Lot, entry.From, entry.To, entry.Units);

        _keys.Add(entry.Key);
        return Outcome.Posted;
    }

    internal Outcome[] PostGroup(Entry[] group)
    {
        var known = group.Count(entry => _keys.Contains(entry.Key));
        if (known > 0)
        {
            return [.. group.Select(e => _keys.Contains(e.Key) ? Outcome.AlreadyPosted : Outcome.GroupRefused)];
        }

        var (cells, keys) = (new Dictionary<(ProductId, OwnerId, int, Account), long>(_cells), _keys.ToHashSet());
        for (var i = 0; i < group.Length; i++)
        {
            var outcome = Post(group[i]);
            if (outcome != Outcome.Posted)
            {
                (_cells, _keys) = (cells, keys);
                var answers = Enumerable.Repeat(Outcome.GroupRefused, group.Length).ToArray();
                answers[i] = outcome == Outcome.AlreadyPosted ? Outcome.Refused : outcome;
                return answers;
            }
        }

        return [.. group.Select(_ => Outcome.Posted)];
    }

    internal OrderOutcome Hold(OrderKey key, long at, long expires, StockClaim[] lines, SlotClaim[] slots, bool place)
    {
        if (Orders.TryGetValue(key, out var order))
        {
            return !order.Lines.SequenceEqual(lines) || !order.Slots.SequenceEqual(slots) ? OrderOutcome.OtherContent
                : place ? Decide(key, at) : order.State;
        }

        if (lines.Length == 0 && !Array.Exists(slots, slot => slot.Slot.Kind == SlotKind.Arrival))
        {
            return OrderOutcome.Refused;
        }

        var wanted = lines.GroupBy(line => (line.Product, line.Facility, line.Owner));
        if (wanted.Any(cell => Balance(cell.Key.Product, cell.Key.Owner, 0, new(cell.Key.Facility, GoodsState.OnHand))
            < cell.Sum(line => (long)line.Units)))
        {
            return OrderOutcome.NotEnoughStock;
        }

        var room = slots.GroupBy(slot => slot.Slot);
        if (room.Any(slot => !Slots.TryGetValue(slot.Key, out var use)
            || use.Limit - use.Claimed < slot.Sum(claim => claim.Units)))
        {
            return OrderOutcome.SlotFull;
        }

        order = new(_orderNumber++, place ? 0 : expires, lines, slots)
        {
            State = place ? OrderOutcome.Decided : OrderOutcome.Held,
        };
        Orders.Add(key, order);
        order.Open.ForEach(line => Move(line, GoodsState.OnHand, GoodsState.Held));
        order.OpenSlots.ForEach(slot => Claim(slot, 1));
        return order.State;
    }

    internal OrderOutcome Decide(OrderKey key, long at)
    {
        if (Orders.TryGetValue(key, out var order) && order.State == OrderOutcome.Held)
        {
            if (order.Expires > 0 && order.Expires <= at)
            {
                Free(order, OrderOutcome.Expired);
            }
            else
            {
                order.State = OrderOutcome.Decided;
            }
        }

        return order?.State ?? OrderOutcome.Unknown;
    }

    internal OrderOutcome Release(OrderKey key)
    {
        if (Orders.TryGetValue(key, out var order) && order.IsOpen)
        {
            Free(order, OrderOutcome.Released);
        }

        return order?.State ?? OrderOutcome.Unknown;
    }

    internal OrderOutcome Ship(OrderKey key, FacilityId facility)
    {
        if (!Orders.TryGetValue(key, out var order) || order.State != OrderOutcome.Decided)
        {
            return order?.State is OrderOutcome.Held ? OrderOutcome.OutOfTurn : order?.State ?? OrderOutcome.Unknown;
        }

        var leaving = order.Open.Where(line => facility == default || line.Facility == facility).ToList();
        leaving.ForEach(line => Move(line, GoodsState.Held, GoodsState.Shipped));
        leaving.ForEach(line => order.Open.Remove(line));
        order.HasShipped |= leaving.Count > 0;
        order.Shipped.AddRange(leaving);
        order.State = order.Open.Count == 0 && !order.IsWaiting ? OrderOutcome.Shipped : OrderOutcome.Decided;
        return order.State;
    }

    internal OrderOutcome Pick(OrderKey key, FacilityId facility)
    {
        if (!Orders.TryGetValue(key, out var order) || order.State != OrderOutcome.Decided)
        {
            return order?.State is OrderOutcome.Held ? OrderOutcome.OutOfTurn : order?.State ?? OrderOutcome.Unknown;
        }

        if (order.OpenSlots.Exists(claim => claim.Slot.Kind == SlotKind.Arrival
                && (facility == default || claim.Slot.Window == facility.Value))
            && !order.Open.Exists(line => facility == default || line.Facility == facility))
        {
            return OrderOutcome.OutOfTurn;
        }

        order.Picked.UnionWith(order.Open.Select(line => line.Facility)
            .Where(place => facility == default || place == facility));
        return order.State;
    }

    internal int Expire(long now)
    {
        var due = Orders.Values.Where(order => order.State == OrderOutcome.Held && !order.IsSide && order.Expires > 0
            && order.Expires <= now).ToList();
        due.ForEach(order => Free(order, OrderOutcome.Expired));
        return due.Count;
    }

    private void Claim(SlotClaim claim, int sign)
    {
        var (limit, claimed) = Slots[claim.Slot];
        Slots[claim.Slot] = (limit, claimed + (sign * claim.Units));
    }

    private void Move(StockClaim line, GoodsState from, GoodsState to) =>
        Move(line.Product, line.Owner, 0, new(line.Facility, from),
            to == GoodsState.Shipped ? Account.Outside(to) : new(line.Facility, to), line.Units);

    private bool Move(ProductId product, OwnerId owner, int lot, Account from, Account to, long units)
    {
        var isEnough = IsOutside(from) || Balance(product, owner, lot, from) >= units;
        if (isEnough)
        {
            _cells[(product, owner, lot, from)] = Balance(product, owner, lot, from) - units;
            _cells[(product, owner, lot, to)] = Balance(product, owner, lot, to) + units;
        }

        return isEnough;
    }

    private static bool IsSound(Account account) => IsOutside(account) == (account.Facility == default);

    private static bool IsOutside(Account account) => account.State is GoodsState.Vendor or >= GoodsState.Shipped;
}
