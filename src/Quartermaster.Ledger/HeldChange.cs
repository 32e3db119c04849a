using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A change that a ledger holds its part of, and does not know to be decided or given up.</summary>
/// <param name="Key">The change's key.</param>
/// <param name="Orders">The orders that it changes here, by key.</param>
/// <param name="Expires">When what it holds was to end.</param>
public sealed record HeldChange(EntryKey Key, OrderKey[] Orders, Instant Expires);
