using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <content>Counts and limits that cut claims.</content>
internal sealed partial class NaiveLedger
{
    internal Outcome Count(EntryKey key, StockCount count)
    {
        if (!_keys.Add(key))
        {
            return Outcome.AlreadyPosted;
        }

        var (hand, held) = (
            new Account(count.Facility, GoodsState.OnHand), new Account(count.Facility, GoodsState.Held));
        long Units(Account account) => Balance(count.Product, count.Owner, 0, account);
        while (Units(held) > count.Units)
        {
            var order = Orders.Values.Where(order => order.IsOpen && order.Open.Exists(IsHere))
                .MaxBy(order => order.Number)!;
            Cut(order, order.Open.Find(IsHere));
        }

        var difference = count.Units - Units(hand) - Units(held);
        var adjusted = Account.Outside(GoodsState.Adjusted);
        Move(count.Product, count.Owner, 0, difference > 0 ? adjusted : hand, difference > 0 ? hand : adjusted,
            Math.Abs(difference));
        return Outcome.Posted;

        bool IsHere(StockClaim line) => line with { Units = 0 }
            == new StockClaim(count.Product, count.Facility, 0, count.Owner);
    }

    internal void OpenSlot(Slot slot, long limit)
    {
        Slots[slot] = (limit, Slots.GetValueOrDefault(slot).Claimed);
        while (Slots[slot].Claimed > limit)
        {
            var order = Orders.Values.Where(order => order.IsOpen && !order.HasShipped
                && order.OpenSlots.Exists(claim => claim.Slot == slot)).MaxBy(order => order.Number);
            if (order is null)
            {
                return;
            }

            if (order.State == OrderOutcome.Held)
            {
                Free(order, OrderOutcome.Cut);
            }
            else
            {
                order.OpenSlots.Where(claim => claim.Slot == slot).ToList().ForEach(claim => Claim(claim, -1));
                order.OpenSlots.RemoveAll(claim => claim.Slot == slot);
            }
        }
    }

    private void Cut(NaiveOrder order, StockClaim line)
    {
        if (order.State == OrderOutcome.Held)
        {
            Free(order, OrderOutcome.Cut);
            return;
        }

        Move(line, GoodsState.Held, GoodsState.OnHand);
        order.Open.Remove(line);
        if (order.Open.Count == 0)
        {
            Free(order, order.HasShipped ? OrderOutcome.Shipped : OrderOutcome.Cut);
        }
    }

    private void Free(NaiveOrder order, OrderOutcome state)
    {
        order.Open.ForEach(line => Move(line, GoodsState.Held, GoodsState.OnHand));
        if (!order.HasShipped)
        {
            order.OpenSlots.ForEach(slot => Claim(slot, -1));
        }

        order.Open.Clear();
        order.OpenSlots.Clear();
        order.State = state;
    }
}
