using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>An order that waits for goods on their way.</summary>
/// <param name="Place">Where it stands among those that wait.</param>
/// <param name="State">Held or decided, as far as it is known here.</param>
/// <param name="Ask">What was asked for under it; null where it is not known here.</param>
/// <param name="Waits">The units that it waits for, by where they come to.</param>
public sealed record WaitingOrder(WaitingPlace Place, OrderOutcome State, OrderAsk? Ask, SlotClaim[] Waits);
