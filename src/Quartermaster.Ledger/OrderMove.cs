using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A decided order of which nothing has left yet, as <see cref="GoodsLedger.Unpicked"/> saw it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Seen">A hash of what it claims: whoever moves it says what was seen.</param>
/// <param name="Lines">What it claims from where.</param>
/// <param name="Slots">The capacity that it claims.</param>
public sealed record UnpickedOrder(OrderKey Order, ulong Seen, StockClaim[] Lines, SlotClaim[] Slots);

/// <summary>From where a decided order is to leave instead.</summary>
/// <param name="Order">The order.</param>
/// <param name="Seen">What it claimed when this was decided: <see cref="UnpickedOrder.Seen"/>.</param>
/// <param name="Lines">What it claims from now on: the same units of the same products of the same owners.</param>
/// <param name="Slots">The capacity that it claims from now on.</param>
public sealed record OrderMove(OrderKey Order, ulong Seen, StockClaim[] Lines, SlotClaim[] Slots);
