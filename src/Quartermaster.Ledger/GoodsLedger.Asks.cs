using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What customers asked for: so that a repetition is told from another order under the same code.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Remembers what was asked for under an order that the ledger has, as long as it has the order.</summary>
    /// <remarks>What is held may be less than was asked for, or from elsewhere the next time; what was asked for stays
    /// the same. The first answer stands: asking again changes nothing.</remarks>
    /// <returns>The order's state; Unknown if the ledger does not have it, OtherContent if something else was asked for
    /// under it.</returns>
    public OrderOutcome Ask(OrderKey order, OrderAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (AskOf(order) is { } known)
        {
            return known == ask ? StateOf(order) : OrderOutcome.OtherContent;
        }

        if (StateOf(order) != OrderOutcome.Unknown)
        {
            IsMidway = true;
            _orders.Asks.TryAdd(order, ask);
            Tape?.Ask(order, ask);
            IsMidway = false;
        }

        return StateOf(order);
    }

    /// <summary>What was asked for under an order; null if nobody said.</summary>
    public OrderAsk? AskOf(OrderKey order) => _orders.Asks.GetValueOrDefault(order);
}
