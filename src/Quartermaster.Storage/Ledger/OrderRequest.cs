using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger;

/// <summary>An order to be held or placed.</summary>
/// <param name="Order">The order.</param>
/// <param name="At">When it is placed; a repetition carries the same instant.</param>
/// <param name="Lines">What it wants from where; unchanged until the answer.</param>
/// <param name="Slots">The capacity it needs; unchanged until the answer.</param>
public sealed record OrderRequest(OrderKey Order, Instant At, StockClaim[] Lines, SlotClaim[] Slots);
