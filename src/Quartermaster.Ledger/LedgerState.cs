namespace Quartermaster.Ledger;

/// <summary>All that a ledger is, for the snapshot and the audit.</summary>
internal readonly record struct LedgerState(
    Balances Balances, PostedKeys Keys, SlotBook Slots, OrderBook Orders, FeedBook Feeds);
