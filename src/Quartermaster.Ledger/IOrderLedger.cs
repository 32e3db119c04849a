using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>What taking orders needs of a ledger, or of several that share the products between them.</summary>
public interface IOrderLedger
{
    /// <summary>What can be promised, readable by any thread.</summary>
    Availability Availability { get; }

    /// <summary>The first day whose orders are remembered; those of earlier days are refused.</summary>
    DateOnly RemembersFrom { get; }

    /// <inheritdoc cref="GoodsLedger.Expire"/>
    int Expire(Instant now, ICollection<OrderKey>? expired = null);

    /// <inheritdoc cref="GoodsLedger.StateOf(OrderKey)"/>
    OrderOutcome StateOf(OrderKey order);

    /// <inheritdoc cref="GoodsLedger.AskOf"/>
    OrderAsk? AskOf(OrderKey order);

    /// <inheritdoc cref="GoodsLedger.Ask"/>
    OrderOutcome Ask(OrderKey order, OrderAsk ask);

    /// <inheritdoc cref="GoodsLedger.Hold"/>
    OrderOutcome Hold(
        OrderKey order, Instant at, Instant expires, ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots);

    /// <inheritdoc cref="GoodsLedger.Decide"/>
    OrderOutcome Decide(OrderKey order, Instant at);

    /// <inheritdoc cref="GoodsLedger.OpenSlot"/>
    void OpenSlot(Slot slot, long limit, Instant at, ICollection<ClaimCut>? cuts = null);

    /// <inheritdoc cref="GoodsLedger.CloseSlots"/>
    int CloseSlots(SlotKind kind, int beforeWindow);
}
