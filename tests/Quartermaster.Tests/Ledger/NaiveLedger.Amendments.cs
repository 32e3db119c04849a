using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <content>Orders that change before they leave.</content>
internal sealed partial class NaiveLedger
{
    /// <summary>What <see cref="AmendAct"/> wants, on copies that are kept if all of it is possible.</summary>
    internal MoveOutcome Amend(AmendAct act)
    {
        if (_keys.Contains(act.Key))
        {
            return MoveOutcome.AlreadyMoved;
        }

        if (!Orders.TryGetValue(act.Order, out var order) || order.State != OrderOutcome.Decided || act.Odd == 0
            || order.Change is not null)
        {
            return MoveOutcome.Changed;
        }

        var (lines, missing) = act.Split(order.Open);
        List<SlotClaim> claims = act.Odd == 2 ? [] : [.. order.OpenSlots, act.More];
        if ((act.Odd == 1 && lines.Count > 0) || (act.Odd == 4 && missing.Count > 0)
            || !IsWait(order, lines, claims)
            || (order.IsPicked && act.Odd == 3)
            || (order.HasShipped && (act.Odd == 3 || (act.Odd == 2 && order.OpenSlots.Count > 0))))
        {
            return MoveOutcome.Refused;
        }

        var (cells, slots) = (new Dictionary<(ProductId, OwnerId, int, Account), long>(_cells),
            new Dictionary<Slot, (long Limit, long Claimed)>(Slots));
        order.Open.ForEach(line => Move(line, GoodsState.Held, GoodsState.OnHand));
        missing.ForEach(line => Move(line.Product, line.Owner, 0, new(line.Facility, GoodsState.OnHand),
            act.MissingTo == GoodsState.Lost ? Account.Outside(GoodsState.Lost) : new(line.Facility, act.MissingTo),
            line.Units));
        var isEnough = lines.TrueForAll(line => Move(line.Product, line.Owner, 0,
            new(line.Facility, GoodsState.OnHand), new(line.Facility, GoodsState.Held), line.Units));
        order.OpenSlots.ForEach(slot => Claim(slot, -1));
        var hasRoom = claims.TrueForAll(claim => Slots.ContainsKey(claim.Slot));
        if (hasRoom)
        {
            claims.ForEach(claim => Claim(claim, 1));

            // Where a slot is overfull anyway, whoever takes no more of it than before does no harm.
            hasRoom = claims.TrueForAll(claim => Slots[claim.Slot].Claimed <= Math.Max(
                Slots[claim.Slot].Limit, slots[claim.Slot].Claimed));
        }

        if (!isEnough || !hasRoom)
        {
            _cells = cells;
            Slots.Clear();
            slots.ToList().ForEach(slot => Slots.Add(slot.Key, slot.Value));
            return isEnough ? MoveOutcome.SlotFull : MoveOutcome.NotEnoughStock;
        }

        order.Open.Clear();
        order.Open.AddRange(lines);
        order.OpenSlots.Clear();
        order.OpenSlots.AddRange(claims);
        CloseIfEmpty(order);
        _keys.Add(act.Key);
        return MoveOutcome.Moved;
    }

    // It waits for all that it did, and perhaps for goods in place of some that are missing.
    private static bool IsWait(NaiveOrder order, List<StockClaim> lines, List<SlotClaim> claims)
    {
        var (before, after) = (order.OpenSlots.FindAll(IsArrival), claims.FindAll(IsArrival));
        return before.TrueForAll(one => Sum(after, one.Slot) >= Sum(before, one.Slot)) && after.TrueForAll(one =>
            Own(lines, one) + after.Where(other => other.Slot.Place == one.Slot.Place).Sum(other => other.Units)
            <= Own(order.Open, one)
                + before.Where(other => other.Slot.Place == one.Slot.Place).Sum(other => other.Units));

        static bool IsArrival(SlotClaim claim) => claim.Slot.Kind == SlotKind.Arrival;
        static int Sum(List<SlotClaim> all, Slot slot) =>
            all.Where(claim => claim.Slot == slot).Sum(claim => claim.Units);
        static int Own(List<StockClaim> all, SlotClaim one) => all.Where(line =>
            line.Product.Value == one.Slot.Place && line.Owner == default).Sum(line => line.Units);
    }
}
