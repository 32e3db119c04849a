using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Ledger;

/// <content>Orders that wait for goods on their way.</content>
internal sealed partial class NaiveLedger
{
    private readonly Dictionary<Slot, long> _lastOrdered = [];

    /// <summary>How often goods that came went to who waited, and how often who waited was cut.</summary>
    internal (int Given, int Cut) Settled { get; private set; }

    /// <summary>Gives what came to who waited longest, and cuts who came last where less is to come than they wait
    /// for; slot by slot in their order, until nothing more happens.</summary>
    internal void SettleArrivals()
    {
        while (Slots.Keys.Where(slot => slot.Kind == SlotKind.Arrival && HasNews(slot))
            .OrderBy(slot => (slot.Place, slot.Window)).Cast<Slot?>().FirstOrDefault() is { } slot)
        {
            Settle(slot);
        }

        foreach (var order in Orders.Values)
        {
            order.Picked.RemoveWhere(facility => !order.IsPickedAt(facility));
        }
    }

    private void Settle(Slot slot)
    {
        var gone = Math.Max(0, _lastOrdered.GetValueOrDefault(slot) - At(slot, GoodsState.Ordered));
        LimitTo(slot, Math.Min(OnOrder(slot), Math.Max(0, Slots[slot].Limit - gone)));
        GiveAll(slot);
        while (Slots[slot].Claimed > OnOrder(slot))
        {
            var order = Waiting(slot).MaxBy(order => order.Number)!;
            Settled = (Settled.Given, Settled.Cut + 1);
            order.WasCut = true;
            if (order is { State: OrderOutcome.Held, IsSide: false })
            {
                Free(order, OrderOutcome.Cut);
            }
            else
            {
                Take(order, slot, (int)Math.Min(Slots[slot].Claimed - OnOrder(slot),
                    order.OpenSlots.Where(claim => claim.Slot == slot).Sum(claim => claim.Units)));
                CloseIfEmpty(order);
            }

            GiveAll(slot);
        }

        Forget(slot);
    }

    // One unit after the other.
    private void GiveAll(Slot slot)
    {
        while (Free(slot) > 0 && Slots[slot].Claimed > 0)
        {
            Give(slot, Waiting(slot).MinBy(order => order.Number)!);
        }
    }

    private void Give(Slot slot, NaiveOrder order)
    {
        Take(order, slot, 1);
        var stock = new StockClaim(new(slot.Place), new(slot.Window), 1);
        Move(stock, GoodsState.OnHand, GoodsState.Held);
        var at = order.Open.FindIndex(line => line with { Units = 1 } == stock);
        if (at >= 0)
        {
            order.Open[at] = order.Open[at] with { Units = order.Open[at].Units + 1 };
        }
        else
        {
            if (!order.IsPickedAt(stock.Facility))
            {
                order.Picked.Remove(stock.Facility);
            }

            order.Open.Insert(0, stock);
        }

        Settled = (Settled.Given + 1, Settled.Cut);
    }

    private void OpenArrival(Slot slot, long limit)
    {
        var most = Math.Min(limit, OnOrder(slot));
        if (most != Slots.GetValueOrDefault(slot).Limit)
        {
            LimitTo(slot, most);
            Forget(slot);
        }
    }

    private void LimitTo(Slot slot, long limit)
    {
        _lastOrdered[slot] = At(slot, GoodsState.Ordered);
        Slots[slot] = (limit, Slots.GetValueOrDefault(slot).Claimed);
    }

    private void Forget(Slot slot)
    {
        if (Slots[slot] == default)
        {
            Slots.Remove(slot);
        }
    }

    private void Take(NaiveOrder order, Slot slot, int units)
    {
        Claim(new(slot, units), -1);
        while (units > 0)
        {
            var at = order.OpenSlots.FindIndex(claim => claim.Slot == slot);
            var less = Math.Min(units, order.OpenSlots[at].Units);
            units -= less;
            if (less == order.OpenSlots[at].Units)
            {
                order.OpenSlots.RemoveAt(at);
            }
            else
            {
                order.OpenSlots[at] = new(slot, order.OpenSlots[at].Units - less);
            }
        }
    }

    private bool HasNews(Slot slot) => (Free(slot) > 0 && Slots[slot].Claimed > 0)
        || At(slot, GoodsState.Ordered) != _lastOrdered.GetValueOrDefault(slot)
        || Math.Max(Slots[slot].Claimed, Slots[slot].Limit) > OnOrder(slot);

    private IEnumerable<NaiveOrder> Waiting(Slot slot) => Orders.Values.Where(order =>
        order.IsOpen && order.OpenSlots.Exists(claim => claim.Slot == slot));

    private long OnOrder(Slot slot) => At(slot, GoodsState.Ordered) + At(slot, GoodsState.InTransit);

    private long Free(Slot slot) => At(slot, GoodsState.OnHand);

    private long At(Slot slot, GoodsState state) =>
        Balance(new(slot.Place), default, 0, new(new(slot.Window), state));
}
