using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <content>Orders that leave from elsewhere.</content>
internal sealed partial class NaiveLedger
{
    /// <summary>What <see cref="MoveAct"/> wants, on copies that are kept if all of it is possible.</summary>
    internal MoveOutcome Move(EntryKey key, OrderKey[] orders, FacilityId[] to, int odd)
    {
        if (_keys.Contains(key))
        {
            return MoveOutcome.AlreadyMoved;
        }

        // One after the other: what is wrong with the first that something is wrong with.
        for (var i = 0; i < orders.Length; i++)
        {
            if (Array.IndexOf(orders, orders[i]) < i)
            {
                return MoveOutcome.Refused;
            }

            if (!Orders.TryGetValue(orders[i], out var order) || order.State != OrderOutcome.Decided || order.HasShipped
                || order.IsPicked || odd == 0 || order.Change is not null)
            {
                return MoveOutcome.Changed;
            }

            if (odd == 1 || order.IsWaiting)
            {
                return MoveOutcome.Refused;
            }
        }

        var (turn, moved) = (0, new List<(NaiveOrder Order, List<StockClaim> Lines, List<SlotClaim> Slots)>());
        foreach (var order in orders.Select(one => Orders[one]))
        {
            moved.Add((order,
                order.Open.ConvertAll(line => line with { Facility = to[turn++ % to.Length] }),
                order.OpenSlots.ConvertAll(slot =>
                    slot with { Slot = slot.Slot with { Place = to[turn++ % to.Length].Value } })));
        }

        var (cells, slots) = (new Dictionary<(ProductId, OwnerId, int, Account), long>(_cells),
            new Dictionary<Slot, (long Limit, long Claimed)>(Slots));
        moved.ForEach(move => move.Order.Open.ForEach(line => Move(line, GoodsState.Held, GoodsState.OnHand)));
        var isEnough = moved.SelectMany(move => move.Lines).ToList().TrueForAll(line => Move(
            line.Product, line.Owner, 0, new(line.Facility, GoodsState.OnHand), new(line.Facility, GoodsState.Held),
            line.Units));
        moved.ForEach(move => move.Order.OpenSlots.ForEach(slot => Claim(slot, -1)));
        var wanted = moved.SelectMany(move => move.Slots).ToList();
        var hasRoom = wanted.TrueForAll(claim => Slots.ContainsKey(claim.Slot));
        if (hasRoom)
        {
            wanted.ForEach(claim => Claim(claim, 1));

            // Where a slot is overfull anyway, whoever takes no more of it than before does no harm.
            hasRoom = wanted.TrueForAll(claim => Slots[claim.Slot].Claimed <= Math.Max(
                Slots[claim.Slot].Limit, slots[claim.Slot].Claimed));
        }

        if (!isEnough || !hasRoom)
        {
            _cells = cells;
            Slots.Clear();
            slots.ToList().ForEach(slot => Slots.Add(slot.Key, slot.Value));
            return isEnough ? MoveOutcome.SlotFull : MoveOutcome.NotEnoughStock;
        }

        foreach (var (order, lines, claims) in moved)
        {
            order.Open.Clear();
            order.Open.AddRange(lines);
            order.OpenSlots.Clear();
            order.OpenSlots.AddRange(claims);
        }

        _keys.Add(key);
        return MoveOutcome.Moved;
    }
}
