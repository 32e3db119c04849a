using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Operations.Orders;

/// <summary>Places drafts in the ledger: one step, all or nothing, once per order.</summary>
public static class DraftPlacing
{
    /// <summary>Claims what a draft needs and notes what was asked for and told.</summary>
    /// <remarks>An order that the ledger has is left as it is. Its instant does not count as content: whoever tries
    /// again is not asked to remember when it first did.</remarks>
    /// <param name="ledger">Where.</param>
    /// <param name="draft">The draft, with claims.</param>
    /// <param name="holdUntil">Until when it is only held; the default to decide it at once.</param>
    public static PlacedDraft Place(GoodsLedger ledger, OrderDraft draft, Instant holdUntil = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(draft);
        var order = draft.Order;
        if (Known(ledger, order) is { } known)
        {
            return known;
        }

        var outcome = !draft.ClaimsGoods ? OrderOutcome.NotEnoughStock
            : holdUntil.IsKnown ? ledger.Hold(order.Key, order.At, holdUntil, draft.Claims, draft.Slots)
            : ledger.Place(order.Key, order.At, draft.Claims, draft.Slots);
        if (outcome.IsAccepted())
        {
            ledger.Ask(order.Key, order.Ask with { Promised = draft.Offer?.Promised ?? default });
        }

        return new(outcome, IsRepeated: false, null);
    }

    /// <summary>What the ledger has of an order; null if it does not have it.</summary>
    public static PlacedDraft? Known(GoodsLedger ledger, CustomerOrder order)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(order);
        var state = ledger.StateOf(order.Key);
        if (state == OrderOutcome.Unknown)
        {
            return null;
        }

        var ask = ledger.AskOf(order.Key);
        return ask is not null && !ask.IsLike(order.Ask)
            ? new(OrderOutcome.OtherContent, IsRepeated: true, ask) : new(state, IsRepeated: true, ask);
    }
}

/// <summary>What became of a draft.</summary>
/// <param name="Outcome">What the ledger answered.</param>
/// <param name="IsRepeated">Whether the ledger had the order before: nothing was changed.</param>
/// <param name="Earlier">What was asked for then; null for a new order, or where nobody said.</param>
public readonly record struct PlacedDraft(OrderOutcome Outcome, bool IsRepeated, OrderAsk? Earlier);
