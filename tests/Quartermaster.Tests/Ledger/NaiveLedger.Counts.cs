using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <content>Counts and limits that cut claims.</content>
internal sealed partial class NaiveLedger
{
    private readonly Dictionary<(ProductId, FacilityId), long> _fed = [];

    internal Outcome Count(EntryKey key, StockCount count)
    {
        if (!_keys.Add(key))
        {
            return Outcome.AlreadyPosted;
        }

        SetTo(count);
        return Outcome.Posted;
    }

    internal FeedOutcome Feed(FeedUpdate update)
    {
        var cell = (update.Product, update.Facility);
        if (update.Sequence < 1 || (update.Kind == FeedKind.Level ? update.Units < 0 : update.Units == 0))
        {
            return FeedOutcome.Refused;
        }

        if (update.Sequence <= _fed.GetValueOrDefault(cell))
        {
            return update.Sequence == _fed[cell] ? FeedOutcome.Repeated : FeedOutcome.Late;
        }

        var there = Balance(update.Product, default, 0, new(update.Facility, GoodsState.OnHand))
            + Balance(update.Product, default, 0, new(update.Facility, GoodsState.Held));
        var level = update.Kind == FeedKind.Level ? update.Units : there + update.Units;
        if (level is < 0 or > int.MaxValue)
        {
            return level < 0 ? FeedOutcome.NotEnough : FeedOutcome.TooMany;
        }

        _fed[cell] = update.Sequence;
        SetTo(new(update.Product, update.Facility, (int)level));
        return FeedOutcome.Applied;
    }

    private void SetTo(StockCount count)
    {
        var (hand, held) = (
            new Account(count.Facility, GoodsState.OnHand), new Account(count.Facility, GoodsState.Held));
        long Units(Account account) => Balance(count.Product, count.Owner, 0, account);
        while (Units(held) > count.Units)
        {
            var order = Orders.Values.Where(order => order.IsOpen && order.Open.Exists(IsHere))
                .OrderBy(order => order.IsPickedAt(count.Facility)).ThenByDescending(order => order.Number).First();
            Cut(order, order.Open.Find(IsHere), Units(held) - count.Units);
        }

        var difference = count.Units - Units(hand) - Units(held);
        var adjusted = Account.Outside(GoodsState.Adjusted);
        Move(count.Product, count.Owner, 0, difference > 0 ? adjusted : hand, difference > 0 ? hand : adjusted,
            Math.Abs(difference));

        bool IsHere(StockClaim line) => line with { Units = 0 }
            == new StockClaim(count.Product, count.Facility, 0, count.Owner);
    }

    internal void OpenSlot(Slot slot, long limit)
    {
        if (slot.Kind == SlotKind.Arrival)
        {
            OpenArrival(slot, limit);
            return;
        }

        Slots[slot] = (limit, Slots.GetValueOrDefault(slot).Claimed);
        while (Slots[slot].Claimed > limit)
        {
            var order = Orders.Values.Where(order => order.IsOpen && !order.HasShipped
                && !(slot.Kind == SlotKind.PickUnits && order.IsPickedAt(new(slot.Place)))
                && order.OpenSlots.Exists(claim => claim.Slot == slot)).MaxBy(order => order.Number);
            if (order is null)
            {
                return;
            }

            if (order is { State: OrderOutcome.Held, IsSide: false })
            {
                Free(order, OrderOutcome.Cut);
            }
            else
            {
                order.Change?.Lessen(slot,
                    order.OpenSlots.Where(claim => claim.Slot == slot).Sum(claim => claim.Units));
                order.WasCut = true;
                order.OpenSlots.Where(claim => claim.Slot == slot).ToList().ForEach(claim => Claim(claim, -1));
                order.OpenSlots.RemoveAll(claim => claim.Slot == slot);
            }
        }
    }

    private void Cut(NaiveOrder order, StockClaim line, long most)
    {
        if (order is { State: OrderOutcome.Held, IsSide: false })
        {
            Free(order, OrderOutcome.Cut);
            return;
        }

        order.WasCut = true;
        order.Change?.Lessen(line with { Units = (int)Math.Min(most, line.Units) });
        var (at, less) = (order.Open.IndexOf(line), (int)Math.Min(most, line.Units));
        Move(line with { Units = less }, GoodsState.Held, GoodsState.OnHand);
        order.Open[at] = line with { Units = line.Units - less };
        order.Open.RemoveAll(one => one.Units == 0);
        CloseIfEmpty(order);
    }

    private void CloseIfEmpty(NaiveOrder order)
    {
        if (order.Open.Count == 0 && !order.IsWaiting && order is { Change: null, IsSide: false })
        {
            Free(order, order.HasShipped ? OrderOutcome.Shipped : OrderOutcome.Cut);
        }
    }

    private void Free(NaiveOrder order, OrderOutcome state)
    {
        order.Open.ForEach(line => Move(line, GoodsState.Held, GoodsState.OnHand));
        order.OpenSlots.Where(claim => !order.HasShipped || claim.Slot.Kind == SlotKind.Arrival).ToList()
            .ForEach(claim => Claim(claim, -1));

        order.Open.Clear();
        order.OpenSlots.Clear();
        order.State = state;
    }
}
