using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A change of an order that is held here and not decided yet, as far as this ledger knows.</summary>
/// <param name="Key">The change's key: other orders of the same change have the same.</param>
/// <param name="Part">What the order shall claim here.</param>
/// <param name="IsNew">Whether nothing of the order was here when it was held.</param>
/// <param name="Less">What it claims no more when the change is done; what is missing not counted.</param>
/// <param name="LessSlots">The capacity that it claims no more then.</param>
/// <param name="Take">What it takes then of what other orders of the same change claim no more.</param>
/// <param name="TakeSlots">The capacity that it takes so.</param>
internal sealed record PendingChange(
    EntryKey Key, OrderChangePart Part, bool IsNew, StockClaim[] Less, SlotClaim[] LessSlots, StockClaim[] Take,
    SlotClaim[] TakeSlots)
{
    /// <summary>Times that a count or a limit took something away that it leaves: cuts of the order if the change is
    /// given up, and none if it is decided.</summary>
    internal int Untold { get; init; }

    /// <summary>The key of what is held for an order's change beside the order.</summary>
    internal static OrderKey SideOf(OrderKey order) => new(~order.High, order.Low);
}
