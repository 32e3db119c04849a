using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Orders whose claims lie in several ledgers. Each holds its part; the home decides, and the others follow
/// its word however late it comes: they never let a part expire by themselves.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Holds a part of an order.</summary>
    /// <returns>As <see cref="Hold"/>; OtherContent where the order as a whole was another one.</returns>
    public OrderOutcome HoldPart(OrderPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var request = new OrderRecord
        {
            Key = part.Order,
            Content = part.Content,
            Expires = part.Expires.UnixMilliseconds,
            State = OrderOutcome.Held,
            Ledgers = part.Ledgers,
            IsForeign = !part.IsHome,
        };
        return Claim(ref request, part.At, part.Lines, part.Slots);
    }

    /// <summary>Takes a held part back as if it had never been: another ledger could not hold its own.</summary>
    /// <returns>Unknown if it is gone now, or was not there; else what had become of it, which stays.</returns>
    public OrderOutcome WithdrawPart(OrderKey order, Instant at)
    {
        var number = _orders.Find(order);
        if (number == OrderRecord.None || _orders[number].State != OrderOutcome.Held
            || _orders[number].Ledgers == 0)
        {
            return StateOf(number);
        }

        FreeClaims(number, at, GoodsState.OnHand, OrderOutcome.Released);
        _orders.Remove(number);
        Tape?.Step(LedgerStep.WithdrawPart, order, at);
        return OrderOutcome.Unknown;
    }

    /// <summary>The ledgers that hold a part of an order: bit i for ledger i; 0 for an order that lies here alone or is
    /// not known.</summary>
    public ulong LedgersOf(OrderKey order) =>
        _orders.Find(order) is var number && number != OrderRecord.None ? _orders[number].Ledgers : 0;

    /// <summary>The held parts whose home is another ledger and whose time is over: ask the home what has become of
    /// them. O(such parts).</summary>
    /// <param name="now">Holds that end at or before this.</param>
    public WaitingPart[] Waiting(Instant now) => _orders.Waiting(now.UnixMilliseconds);

    /// <summary>All open parts whose home is another ledger, decided ones too: for when ledgers were opened, because a
    /// home may have spoken and nobody have been told. O(orders in memory).</summary>
    public WaitingPart[] OpenParts() => _orders.OpenParts();
}
